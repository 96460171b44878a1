"""Layouts that were answered once, so that they are not asked again."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0010"
down_revision = "0009"

_KEY = ["company_id", "fingerprint", "account_number"]


def upgrade() -> None:
    """Create the table; nothing is remembered of files that came in before."""
    op.create_table(
        "table_layout",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("account_number", sa.String(length=64), nullable=False),
        sa.Column("bank", sa.String(length=120), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("import_id", Id, nullable=True),
        sa.Column("viewer_id", Id, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_table_layout_company_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_file.id"], name=op.f("fk_table_layout_import_id")),
        sa.ForeignKeyConstraint(["viewer_id"], ["viewer.id"], name=op.f("fk_table_layout_viewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_layout")),
        sa.UniqueConstraint(*_KEY, name=f"uq_table_layout_{'_'.join(_KEY)}"),
    )
    op.create_index("ix_table_layout_company_id", "table_layout", ["company_id"])
