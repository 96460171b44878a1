"""A company's own sub-categories, and what is filed under them."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table, then let labels, acts and rules name a row of it."""
    op.create_table(
        "own_category",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("parent", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("merged_into_id", Id, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_own_category_company_id")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["own_category.id"], name=op.f("fk_own_category_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_category")),
    )
    op.create_index("ix_own_category_company_id", "own_category", ["company_id"])
    for table in ("label", "act", "owner_rule"):
        own = sa.Column("own_category_id", Id, sa.ForeignKey("own_category.id"), nullable=True)
        # Said in the column itself, or SQLite would have to copy the whole table.
        op.add_column(table, own, inline_references=True)
    op.create_index("ix_label_own_category_id", "label", ["own_category_id"])
