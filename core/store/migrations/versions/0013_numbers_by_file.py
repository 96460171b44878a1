"""Which number a file named for its account, so that the account loses it again with the file."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_NAMED = "UPDATE statement SET account_number = (SELECT number FROM account WHERE id = statement.account_id)"


def upgrade() -> None:
    """Which of the earlier files named a number is not known: all did, so that it stays."""
    column = sa.Column("account_number", sa.String(64), nullable=False, server_default="")
    op.add_column("statement", column)
    op.execute(_NAMED)
