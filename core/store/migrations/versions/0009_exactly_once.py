"""Exactly once: all a bank says of a payment, what is only announced, and which rows are one payment."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0009"
down_revision = "0008"

_HELD = """
WITH counting AS (
    SELECT id, account_id, fingerprint,
        row_number() OVER (PARTITION BY account_id, fingerprint ORDER BY id) AS copy
    FROM transaction_row WHERE in_force
), held AS (
    SELECT id, account_id, fingerprint,
        row_number() OVER (PARTITION BY account_id, fingerprint, import_id ORDER BY id) AS copy
    FROM transaction_row WHERE held_back AND NOT in_force
)
UPDATE transaction_row SET same_as_id = (
    SELECT counting.id FROM held JOIN counting
        ON counting.account_id = held.account_id
        AND counting.fingerprint = held.fingerprint
        AND counting.copy = held.copy
    WHERE held.id = transaction_row.id
)
WHERE held_back AND NOT in_force
"""
"""The k-th copy that a file repeats is the k-th that counts."""


def upgrade() -> None:
    """Add what was dropped so far, empty for earlier rows, and name the rows that stand for others."""
    texts = {
        "same_signs": 120,
        "original_currency": 3,
        "exchange_rate": 32,
        "end_to_end_id": 128,
        "cheque_number": 64,
        "bank_code_family": 24,
    }
    _add(sa.Column("original_minor", sa.BigInteger(), nullable=True))
    for name, length in texts.items():
        _add(sa.Column(name, sa.String(length), nullable=False, server_default=""))
    _add(sa.Column("status", sa.String(8), nullable=False, server_default="booked"))
    _add(sa.Column("reversal", sa.Boolean(), nullable=False, server_default=sa.false()))
    same = sa.ForeignKey("transaction_row.id", name="fk_transaction_row_same_as_id")
    op.add_column("transaction_row", sa.Column("same_as_id", Id, same, nullable=True), inline_references=True)
    some = sa.text("same_as_id IS NOT NULL")
    op.create_index(
        "ix_transaction_row_same_as_id",
        "transaction_row",
        ["same_as_id"],
        sqlite_where=some,
        postgresql_where=some,
    )
    op.execute(_HELD)
    # Rows are held against each other by account and day; this one only made bringing in slow.
    op.drop_index("ix_transaction_row_fingerprint", "transaction_row")
    _create_said()


def _add(column: sa.Column[Any]) -> None:
    op.add_column("transaction_row", column)


def _create_said() -> None:
    table = "same_said"
    keys = {
        "company_id": "company",
        "account_id": "account",
        "act_id": "act",
        "row_id": "transaction_row",
        "other_id": "transaction_row",
    }
    op.create_table(
        table,
        sa.Column("id", Id, nullable=False),
        *(sa.Column(name, Id, nullable=False) for name in keys),
        sa.Column("row_print", sa.String(length=40), nullable=False),
        sa.Column("other_print", sa.String(length=40), nullable=False),
        sa.Column("one", sa.Boolean(), nullable=False),
        sa.Column("signs", sa.String(length=120), nullable=False),
        sa.Column("followers", sa.JSON(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}"))
            for name, other in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for name in keys:
        op.create_index(f"ix_{table}_{name}", table, [name])
