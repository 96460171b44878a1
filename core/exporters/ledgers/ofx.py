"""OFX 2 for accounting programs: a statement an account, the category in each payment's memo.

A payment has the same FITID in every file, whatever the filter and also once its bank file was taken back and
brought in again, so that a program takes it in once.
Source: OFX 2.2, section 11.4; it has no field for a category.
"""

from collections.abc import Sequence
from itertools import groupby

from core.domain.bank_file import Row, Statement
from core.exporters.ledgers.line import Line
from core.exporters.statements import ofx


def write(lines: Sequence[Line]) -> bytes:
    """The payments by account and currency, oldest first."""
    ordered = sorted(lines, key=lambda line: (*_account(line), line.booked_on, line.number))
    found = (_statement(list(mine)) for _, mine in groupby(ordered, key=_account))
    return ofx.write_all(list(found), version=2)


def _account(line: Line) -> tuple[str, str, str]:
    return line.account, line.account_number, line.currency


def _statement(mine: Sequence[Line]) -> Statement:
    first = mine[0]
    number = first.account_number or first.account
    rows = [_row(line) for line in mine]
    return Statement(number, first.currency, rows, first.account, first.account_kind)


def _row(line: Line) -> Row:
    filed = f"{line.category}: {line.own}" if line.own else line.category
    memo = f"{line.text} [{filed}]" if line.text else f"[{filed}]"
    return Row(
        line_no=line.number,
        booked_on=line.booked_on,
        amount_minor=line.amount_minor,
        currency=line.currency,
        raw="",
        text=memo,
        counterparty=line.payee,
        reference=f"bursar-{line.known_by}",
    )
