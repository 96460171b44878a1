"""The 20 master categories: a closed list, in the order the screens show it."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Where a category stands on the screen; it never decides a sign."""

    IN = "in"
    OUT = "out"
    BOTH = "both"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Category:
    """One master category: `key` in the store, `name` and `help` on the screen."""

    key: str
    name: str
    side: Side
    help: str


CHECKED_ROWS = 30
"""From so many of people's own answers on, a figure about them may be said without a warning."""
OWN_TRANSFER = "own_transfer"
UNCATEGORISED = "uncategorised"
ROOT_CATEGORIES = frozenset({OWN_TRANSFER, "bank_fees", "financing", "cash"})
"""The four that rule steps 1 and 2 decide; CatBoost learns the sixteen others but never them."""

SURE = 0.97
LIKELY = 0.80
GUESS_FLOOR = 0.30
"""Below this no guess is made: the row is asked for."""
