"""When two rows tell of one payment: what speaks for it."""

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """One thing that two rows have in common, beside account and amount, or that somebody said."""

    END_TO_END = "end_to_end_id"
    REFERENCE = "reference"
    SAME_DAY = "same_day"
    VALUE_DAY = "value_day"
    """One of the two gives the day of booking, the other the day of value."""
    NEAR_DAY = "near_day"
    SAME_WORDS = "same_words"
    ALIKE_WORDS = "alike_words"
    NO_WORDS = "no_words"
    """One of the two says nothing of who or what for."""
    SAID = "said"
    """A person said so."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two rows are one payment; `days` lie between their days of booking."""

    signs: tuple[Sign, ...]
    days: int = 0

    @property
    def written(self) -> str:
        """The signs as the store keeps them."""
        return ",".join(self.signs)


def read_likeness(written: str, days: int) -> Likeness:
    """What the store keeps, as the noun it is."""
    return Likeness(tuple(Sign(each) for each in written.split(",") if each), days)


class Fate(StrEnum):
    """What becomes of a row that a file brings."""

    NEW = "new"
    KNOWN = "known"
    """A row of another file is written alike to the letter."""
    SAME = "same"
    """A row of another file tells of the same payment in other words."""
    ANNOUNCED = "announced"
    BOOKED = "booked"
    """It was only announced, and a booked row has taken its place."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row; `other` stands for it: an id in the store, or -1 - a place in the file."""

    fate: Fate
    other: int | None = None
    why: Likeness | None = None

    @property
    def stored(self) -> int | None:
        """The id of the row that stands for it, where the store has that one already."""
        return self.other if self.other is not None and self.other > 0 else None
