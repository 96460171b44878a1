"""What waits for a person, and what follows from their answer."""

from collections.abc import Mapping

from core.domain.handouts import ReviewGroup
from core.domain.labels import Direction
from core.domain.words import numbers


def waiting(open_by_currency: Mapping[str, tuple[int, int]]) -> str:
    """What is not sorted yet: rows and minor units by currency, as one sentence."""
    rows = sum(each[0] for each in open_by_currency.values())
    if not rows:
        return "Everything is sorted."
    money = [numbers.minor_about(minor, code) for code, (_, minor) in sorted(open_by_currency.items())]
    return f"{numbers.listed(money)} not sorted for sure yet, in {numbers.count(rows, 'payment')}."


def will_follow(group: ReviewGroup) -> str:
    """What an answer for a group does, said before."""
    way = "to" if group.direction is Direction.OUT else "from"
    payee = group.payee or "this payee"
    return f"Your answer files every payment {way} {payee} there, past and coming. You can undo it."
