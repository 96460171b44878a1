"""Statements of one account with their rows and the balances the bank named."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.domain.bank_file import Balance, Row, Statement
from core.store.schema import ImportRow, StatementRow, TransactionRow
from core.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement as its file had it, rows in the file's order, and the fingerprints of those rows."""

    account_id: int
    from_on: date
    to_on: date
    statement: Statement
    rows: tuple[Row, ...]
    prints: tuple[str, ...]


def statements(unit: Unit, company_id: int) -> list[Stored]:
    """A company's statements that have rows and are not undone, by account, oldest first.

    A closing balance that the owner named is left out: it proves nothing.
    """
    unit.require(company_id)
    query = (
        select(StatementRow, TransactionRow)
        .join(ImportRow, ImportRow.id == StatementRow.import_id)
        .join(TransactionRow, TransactionRow.statement_id == StatementRow.id)
        .where(ImportRow.company_id == company_id, ImportRow.undone_at.is_(None))
        .order_by(StatementRow.account_id, StatementRow.from_on, StatementRow.to_on, StatementRow.id)
        .order_by(TransactionRow.id)
    )
    held: dict[int, tuple[StatementRow, list[TransactionRow]]] = {}
    for statement, row in unit.session.execute(query):
        held.setdefault(statement.id, (statement, []))[1].append(row)
    return [_stored(statement, rows) for statement, rows in held.values()]


def _stored(statement: StatementRow, found: list[TransactionRow]) -> Stored:
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
        tuple(each.fingerprint for each in found),
    )
