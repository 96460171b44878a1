"""What-if: what somebody may suppose about the coming weeks; a question, never a fact."""

from dataclasses import dataclass
from datetime import date

MOST_AT_ONCE = 5
MOST_DAYS = 365
MOST_PERCENT = 1000.0


@dataclass(frozen=True, slots=True)
class PayerLate:
    """What one payer owes in the coming weeks arrives so many days later."""

    payee_key: str
    days: int


@dataclass(frozen=True, slots=True)
class CategoryMoved:
    """All payments of one category and direction are higher or lower from a day on.

    `percent` is the change: 10 for a tenth more, -100 where they stop.
    """

    category: str
    direction: str
    percent: float
    from_on: date


@dataclass(frozen=True, slots=True)
class MonthlyPayment:
    """A payment that is new: a hire, a loan, a rent, a subscription that starts.

    It comes or goes on the same day of each month, `from_on` the first time; `amount_minor` > 0.
    """

    direction: str
    amount_minor: int
    from_on: date


Assumption = PayerLate | CategoryMoved | MonthlyPayment
