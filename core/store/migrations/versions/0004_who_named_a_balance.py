"""Who named the balance at a statement's end, so that undoing an import puts the one before back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; balances stored so far were the bank's."""
    with op.batch_alter_table("statement") as table:
        table.add_column(sa.Column("closing_source", sa.String(length=8), nullable=True))
    statement = sa.table("statement", sa.column("closing_source"), sa.column("closing_minor"))
    named = statement.c.closing_minor.is_not(None)
    op.execute(sa.update(statement).where(named).values(closing_source="file"))
