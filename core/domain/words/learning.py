"""What waits for a person, and what follows from their answer."""

from collections.abc import Mapping

from core.domain.handouts import ReviewGroup
from core.domain.words import labels, numbers

WILL_FOLLOW = (
    "One answer files every payment of its group, past and coming. "
    "Payments you filed one by one stay, and everything can be undone."
)


def waiting(open_by_currency: Mapping[str, tuple[int, int]]) -> str:
    """What is not sorted yet: rows and minor units by currency, as one sentence."""
    rows = sum(each[0] for each in open_by_currency.values())
    if not rows:
        return "Everything is sorted."
    money = [numbers.minor_about(minor, code) for code, (_, minor) in sorted(open_by_currency.items())]
    return f"{numbers.listed(money)} not sorted for sure yet, in {numbers.count(rows, 'payment')}."


def group(waiting_rows: ReviewGroup) -> str:
    """How many alike payments wait, and how much money that is."""
    money = numbers.money(waiting_rows.money_minor, waiting_rows.currency)
    rows = numbers.count(waiting_rows.rows, "payment")
    return f"{rows}, {money} {labels.direction(waiting_rows.direction)}"
