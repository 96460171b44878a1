"""Recurring money: streams of payments with their due dates, and what the owner said of them."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables in the order in which they refer to each other."""
    _stream_look()
    _stream()
    _stream_said()


def _stream_look() -> None:
    op.create_table(
        "stream_look",
        sa.Column("company_id", Id, nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_stream_look_company_id")),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_stream_look")),
    )


def _stream() -> None:
    op.create_table(
        "stream",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("newest_part_id", Id, nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("payee_key", sa.Text(), nullable=False),
        sa.Column("cadence", sa.JSON(), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.Column("part_ids", sa.JSON(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("dues", sa.JSON(), nullable=False),
        sa.Column("amounts", sa.JSON(), nullable=False),
        sa.Column("lags", sa.JSON(), nullable=False),
        sa.Column("trial", sa.JSON(), nullable=False),
        sa.Column("tried", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stream_account_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_stream_company_id")),
        sa.ForeignKeyConstraint(["newest_part_id"], ["part.id"], name=op.f("fk_stream_newest_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream")),
        sqlite_autoincrement=True,
    )
    for name in ("company_id", "newest_part_id"):
        op.create_index(op.f(f"ix_stream_{name}"), "stream", [name])


def _stream_said() -> None:
    op.create_table(
        "stream_said",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("act_id", Id, nullable=False),
        sa.Column("part_id", Id, nullable=False),
        sa.Column("said", sa.String(length=10), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_stream_said_act_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_stream_said_company_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_stream_said_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream_said")),
    )
    for name in ("company_id", "act_id", "part_id"):
        op.create_index(op.f(f"ix_stream_said_{name}"), "stream_said", [name])
