"""How often what files itself is to be right: each company's own choice."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Every company starts with 97 of 100."""
    op.add_column("company", sa.Column("right_of_100", sa.Integer(), nullable=False, server_default="97"))
