"""What the bank said: imports, statements, transactions and their parts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.schema.base import Base, Id


class ImportRow(Base):
    """One file brought in; the file itself is not kept, only its sha256 and raw lines."""

    __tablename__ = "import_file"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    encoding: Mapped[str] = mapped_column(String(24))
    rows_new: Mapped[int]
    rows_known: Mapped[int]
    rows_bad: Mapped[int]
    brought_in_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class ImportProblem(Base):
    """A line of an import that could not be read, or a sum that does not add up."""

    __tablename__ = "import_problem"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import_file.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    line_no: Mapped[int]
    raw: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]]


class StatementRow(Base):
    """One account over one period, with the balances the bank or the owner named."""

    __tablename__ = "statement"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import_file.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    account_number: Mapped[str] = mapped_column(String(64), default="")
    """As the file names the account; "" where it does not."""
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    opening_on: Mapped[date | None]
    opening_minor: Mapped[int | None] = mapped_column(BigInteger)
    closing_on: Mapped[date | None]
    closing_minor: Mapped[int | None] = mapped_column(BigInteger)
    closing_source: Mapped[str | None] = mapped_column(String(8))
    """file | owner"""


class TransactionRow(Base):
    """One payment as the bank wrote it. Only rows `in_force` count; an undone import's do not."""

    __tablename__ = "transaction_row"
    __table_args__ = (
        Index("ix_transaction_row_page", "company_id", "in_force", "booked_on", "id"),
        Index("ix_transaction_row_payee", "company_id", "payee_key", "direction"),
        Index("ix_transaction_row_account", "account_id", "booked_on"),
        Index(
            "ix_transaction_row_same_as_id",
            "same_as_id",
            sqlite_where=text("same_as_id IS NOT NULL"),
            postgresql_where=text("same_as_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    import_id: Mapped[int] = mapped_column(ForeignKey("import_file.id"), index=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    in_force: Mapped[bool] = mapped_column(default=True)
    held_back: Mapped[bool] = mapped_column(default=False)
    """Another row stands for this one, `same_as_id`: it counts once that one's file is undone."""
    same_as_id: Mapped[int | None] = mapped_column(
        ForeignKey("transaction_row.id", name="fk_transaction_row_same_as_id")
    )
    """The row in force that tells of the same payment; for an announced one, its booking."""
    same_signs: Mapped[str] = mapped_column(String(120), default="")
    """What speaks for it, by commas; "" where both rows are written alike to the letter."""
    line_no: Mapped[int]
    booked_on: Mapped[date]
    value_on: Mapped[date | None]
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    direction: Mapped[str] = mapped_column(String(3))
    payee_key: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    counterparty: Mapped[str] = mapped_column(Text)
    counterparty_account: Mapped[str] = mapped_column(String(64))
    counterparty_bank: Mapped[str] = mapped_column(String(32))
    counterparty_nace: Mapped[str] = mapped_column(String(8))
    mcc: Mapped[str] = mapped_column(String(4))
    type_code: Mapped[str] = mapped_column(String(24))
    bank_code: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(128))
    standing_order: Mapped[bool | None]
    contactless: Mapped[bool | None]
    balance_minor: Mapped[int | None] = mapped_column(BigInteger)
    original_minor: Mapped[int | None] = mapped_column(BigInteger)
    original_currency: Mapped[str] = mapped_column(String(3), default="")
    exchange_rate: Mapped[str] = mapped_column(String(32), default="")
    end_to_end_id: Mapped[str] = mapped_column(String(128), default="")
    cheque_number: Mapped[str] = mapped_column(String(64), default="")
    bank_code_family: Mapped[str] = mapped_column(String(24), default="")
    status: Mapped[str] = mapped_column(String(8), default="booked")
    """booked | pending: what is only announced is never in force"""
    reversal: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str] = mapped_column(String(40))
    raw: Mapped[str] = mapped_column(Text)


class PartRow(Base):
    """What of a transaction falls under one category; the whole of it until somebody splits."""

    __tablename__ = "part"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("transaction_row.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    label_id: Mapped[int | None] = mapped_column(
        ForeignKey("label.id", use_alter=True, name="fk_part_label_id"), index=True
    )
    """The label in force; earlier ones stay in `label`."""


class SameSaid(Base):
    """What a person said of two rows: one payment, or two."""

    __tablename__ = "same_said"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("transaction_row.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("transaction_row.id"), index=True)
    row_print: Mapped[str] = mapped_column(String(40))
    other_print: Mapped[str] = mapped_column(String(40))
    """Both fingerprints, so that the word holds for the same rows of another file."""
    one: Mapped[bool]
    signs: Mapped[str] = mapped_column(String(120))
    """What had spoken for one payment before a person said two."""
    followers: Mapped[list[Any]]
    """Rows that the row stood for before a person said one, each with its signs: [id, signs]."""
    in_force: Mapped[bool]
    at: Mapped[datetime]
