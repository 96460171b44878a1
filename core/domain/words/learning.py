"""What waits for a person, and what follows from their answer."""

from collections.abc import Mapping

from core.domain.words import numbers

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
