"""A payment as an accountant gets it: what the bank said, and where it is filed."""

from dataclasses import dataclass
from datetime import date

from core.domain.categories import Side

_CALCULATING = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One payment. Money is signed whole minor units; names are as the screen says them.

    `category` is the master category, `own` the company's sub-category below it, "" where there is none.
    `filed` says whether somebody or something decided, not only guessed.
    """

    number: int
    booked_on: date
    value_on: date | None
    account: str
    account_number: str
    account_kind: str
    payee: str
    text: str
    amount_minor: int
    currency: str
    category: str
    own: str
    side: Side
    how_sure: str
    decided_by: str
    filed: bool
    reference: str
    end_to_end_id: str


def neutral(cell: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before a sign that begins one.

    Source: OWASP, CSV injection.
    """
    return f"'{cell}" if cell.startswith(_CALCULATING) else cell
