"""The 20 master categories, a closed list, and what a company hangs below them."""

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


class OwnState(StrEnum):
    """Whether a company's own sub-category can be filed under, and if not, why."""

    IN_USE = "in_use"
    ARCHIVED = "archived"
    MERGED = "merged"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class OwnCategory:
    """A company's own sub-category below the master category `parent`."""

    id: int
    parent: str
    name: str
    state: OwnState = OwnState.IN_USE

    @property
    def place(self) -> str:
        """Where rows under it are filed."""
        return place(self.parent, self.id)


TO_BE_MADE = 0
"""The number of a sub-category that is only spoken of yet."""
LONGEST_NAME = 40
CHECKED_ROWS = 30
"""From so many of people's own answers on, a figure about them may be said without a warning."""
OWN_TRANSFER = "own_transfer"
UNCATEGORISED = "uncategorised"
ROOT_CATEGORIES = frozenset({OWN_TRANSFER, "bank_fees", "financing", "cash"})
"""The four that rule steps 1 and 2 decide; CatBoost learns the sixteen others but never them."""
WITHOUT_OWN = frozenset({OWN_TRANSFER, UNCATEGORISED})
"""Nothing hangs below these two: the one is found by rules, the other is no answer."""

SURE = 0.97
LIKELY = 0.80
GUESS_FLOOR = 0.30
"""Below this no guess is made: the row is asked for."""


def place(category: str, own_category_id: int | None) -> str:
    """Where a row is filed: a master category, or below it a company's own: `supplier/17`."""
    return category if own_category_id is None else f"{category}/{own_category_id}"


def master_of(filed: str) -> str:
    """The master category of a place: what sums, series and fans count by."""
    return filed.partition("/")[0]


def own_of(filed: str) -> int | None:
    """The number of the company's own sub-category of a place; None where it is a master category."""
    number = filed.partition("/")[2]
    return int(number) if number.isdecimal() else None


def can_hang_below(filed: str) -> bool:
    """Whether a company may hang a sub-category below this place."""
    return own_of(filed) is None and filed not in WITHOUT_OWN
