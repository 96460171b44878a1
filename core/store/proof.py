"""Statements of one account with their rows and the balances the bank named."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from core.domain.bank_file import Balance, Row, Statement
from core.store.schema import ImportRow, StatementRow, TransactionRow
from core.store.unit import Unit

_COLUMNS = (
    TransactionRow.line_no,
    TransactionRow.booked_on,
    TransactionRow.amount_minor,
    TransactionRow.currency,
    TransactionRow.balance_minor,
    func.coalesce(TransactionRow.same_as_id, TransactionRow.id).label("payment"),
)
"""What a proof needs of a row; its words and raw text are many times as much."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement as its file had it, rows in the file's order, and which payment each of them tells.

    `payments` are ids of the rows that count: two files that tell of one payment name it by the same id.
    """

    account_id: int
    from_on: date
    to_on: date
    statement: Statement
    rows: tuple[Row, ...]
    payments: tuple[int, ...]


def statements(unit: Unit, company_id: int) -> list[Stored]:
    """A company's statements that have booked rows and are not undone, by account, oldest first.

    A closing balance that the owner named is left out: it proves nothing.
    """
    unit.require(company_id)
    mine = (ImportRow.company_id == company_id) & ImportRow.undone_at.is_(None)
    of_company = select(StatementRow).join(ImportRow, ImportRow.id == StatementRow.import_id).where(mine)
    in_order = (StatementRow.account_id, StatementRow.from_on, StatementRow.to_on, StatementRow.id)
    rows = (
        select(TransactionRow.statement_id, *_COLUMNS)
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .where(mine, TransactionRow.status == "booked")
        .order_by(TransactionRow.id)
    )
    held: dict[int, list[Any]] = {}
    for found in unit.session.execute(rows):
        held.setdefault(found.statement_id, []).append(found)
    brought = unit.session.scalars(of_company.order_by(*in_order))
    return [_stored(each, held[each.id]) for each in brought if each.id in held]


def _stored(statement: StatementRow, found: list[Any]) -> Stored:
    rows = tuple(
        Row(
            each.line_no,
            each.booked_on,
            each.amount_minor,
            each.currency,
            "",
            balance_minor=each.balance_minor,
        )
        for each in found
    )
    opening = closing = None
    if statement.opening_on is not None and statement.opening_minor is not None:
        opening = Balance(statement.opening_on, statement.opening_minor)
    by_bank = statement.closing_source == "file"
    if by_bank and statement.closing_on is not None and statement.closing_minor is not None:
        closing = Balance(statement.closing_on, statement.closing_minor)
    days = [row.booked_on for row in rows]
    return Stored(
        statement.account_id,
        min(days),
        max(days),
        Statement("", rows[0].currency, rows, opening=opening, closing=closing),
        rows,
        tuple(each.payment for each in found),
    )
