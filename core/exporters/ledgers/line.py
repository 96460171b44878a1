"""A payment as an accountant gets it: what the bank said, and where it is filed."""

import re
from dataclasses import dataclass
from datetime import date

from core.domain.categories import Side

_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NEUTRAL = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Line:
    """One payment. Money is signed whole minor units; names are as the screen says them.

    `number` is its place among the payments; `known_by` stays the same where its file is taken back and
    brought in again.
    `category` is the master category, `own` the company's sub-category below it, "" where there is none.
    `filed` says whether somebody or something decided, not only guessed.
    """

    number: int
    known_by: str
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

    One more stands before apostrophes that are followed by such a sign, so that `as_written` finds back.
    Source: OWASP, CSV injection.
    """
    return f"'{cell}" if _RUNS.match(cell) else cell


def as_written(cell: str) -> str:
    """The text again that `neutral` was given."""
    return _NEUTRAL.sub("", cell, count=1) if _NEUTRAL.match(cell) else cell
