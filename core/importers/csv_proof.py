"""What a running balance proves: the sign of the amounts, and which end of the file is the newest."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

_SURE = 0.8
_RIVAL = 0.5
_FEWEST_AGAINST = 2
"""One step alone may add up by chance: it does not overrule the signs as written."""
Key = TypeVar("Key")
AS_WRITTEN, SPENDING_POSITIVE = "as_written", "spending_positive"

Step = tuple[Decimal | int, Decimal | int]
"""The amount of a line and the balance that stands beside it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Which sign makes the balances add up, and in which direction; None where both do."""

    sign: str | None
    newest_first: bool | None
    whole: bool
    """Whether every step adds up, not only most."""


def prove(lines: Iterable[Step | None]) -> Proof | None:
    """What the balances of a table prove; None where they add up under no reading.

    A line without a balance is None: it is no step, and the chain begins anew behind it.
    """
    fits = {(sign, turned): 0 for sign in (AS_WRITTEN, SPENDING_POSITIVE) for turned in (False, True)}
    moved = 0
    for above, below in pairwise(lines):
        if above is None or below is None:
            continue
        rise = below[1] - above[1]
        moved += 1
        fits[AS_WRITTEN, False] += rise == below[0]
        fits[SPENDING_POSITIVE, False] += rise == -below[0]
        fits[AS_WRITTEN, True] += -rise == above[0]
        fits[SPENDING_POSITIVE, True] += -rise == -above[0]
    best = max(fits.values())
    if not moved or best < _SURE * moved:
        return None
    sign = _only({sign: max(fits[sign, False], fits[sign, True]) for sign in (AS_WRITTEN, SPENDING_POSITIVE)})
    turned = _only(
        {turned: max(fits[AS_WRITTEN, turned], fits[SPENDING_POSITIVE, turned]) for turned in (False, True)}
    )
    if sign == SPENDING_POSITIVE and moved < _FEWEST_AGAINST:
        sign = None
    return Proof(sign, turned, best == moved)


def _only(counts: dict[Key, int]) -> Key | None:
    """The reading that fits, where the other does not fit half as often."""
    best = max(counts, key=lambda key: counts[key])
    return best if all(n <= _RIVAL * counts[best] for key, n in counts.items() if key != best) else None
