"""Of rows that a person's word moved behind another: what had spoken for each before it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """What spoke for those of an earlier word was not kept, and stays unsaid."""
    said = sa.table("same_said", sa.column("id", sa.BigInteger), sa.column("followers", sa.JSON))
    store = op.get_bind()
    for said_id, followers in store.execute(sa.select(said.c.id, said.c.followers)).all():
        with_signs = [[each, ""] for each in followers]
        store.execute(sa.update(said).where(said.c.id == said_id).values(followers=with_signs))
