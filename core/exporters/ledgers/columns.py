"""The columns of a table of payments, and what stands in them."""

from datetime import date
from decimal import Decimal

from core.domain.money import to_major
from core.exporters.ledgers.line import Line, neutral

COLUMNS = (
    "Date",
    "Value date",
    "Account",
    "Account number",
    "Payee",
    "Text",
    "Amount",
    "Currency",
    "Category",
    "Own sub-category",
    "How sure",
    "Who decided",
    "Reference",
    "End-to-end id",
)

Cell = str | Decimal | date | None


def cells(line: Line) -> tuple[Cell, ...]:
    """One payment in the order of `COLUMNS`; words are made neutral, the amount stays a number."""
    return (
        line.booked_on,
        line.value_on,
        neutral(line.account),
        neutral(line.account_number),
        neutral(line.payee),
        neutral(line.text),
        to_major(line.amount_minor, line.currency),
        line.currency,
        neutral(line.category),
        neutral(line.own),
        line.how_sure,
        line.decided_by,
        neutral(line.reference),
        neutral(line.end_to_end_id),
    )
