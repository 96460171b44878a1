"""Recurring money: a stream of payments that come again, what is due, and what the owner said of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Said(StrEnum):
    """What the owner said of a stream: it is coming, it is not, or nothing yet."""

    CONFIRMED = "confirmed"
    STRUCK = "struck"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cadence:
    """Due every `every` weeks or months (`unit`), on which day of it.

    `kind` is "" for weeks, else "day", "working_day" (from the end below 0) or "weekday" (the
    `number`th `weekday`, -1 the last).
    """

    unit: str
    every: int
    kind: str = ""
    number: int = 0
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class DueDate:
    """One due date: how likely it comes at all, and if so, over 3 days late; 0 to 1."""

    on: date
    chance: float
    late: float


@dataclass(frozen=True, slots=True)
class Trial:
    """How a stream's schedule did against the learner on past days: scaled quantile losses.

    `beats`: it lost clearly less, often enough to take the learner's place.
    """

    with_schedule: float | None = None
    without: float | None = None
    origins: int = 0
    beats: bool = False


@dataclass(frozen=True, slots=True)
class StreamFound:
    """A stream as it was found: whose, how often, what is due, and how amounts and days stray.

    `part_ids` oldest first; `amounts` (major units, > 0) and `lags` (days after the due date) at the 39
    levels .025 to .975.
    """

    account_id: int
    direction: str
    payee_key: str
    cadence: Cadence
    fixed: bool
    part_ids: tuple[int, ...]
    last_on: date
    dues: tuple[DueDate, ...]
    amounts: tuple[float, ...]
    lags: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StreamKept:
    """A stream of the store with what was said and tried of it; `category` is its newest payment's."""

    id: int
    found: StreamFound
    payee: str
    category: str
    currency: str
    said: Said
    trial: Trial
    tried: bool

    @property
    def in_force(self) -> bool:
        """Whether its schedule takes the learner's place: confirmed, or better on past days."""
        return self.said is Said.CONFIRMED or (self.said is Said.NOTHING and self.trial.beats)

    @property
    def series_id(self) -> str:
        """The weekly series it is part of."""
        return f"{self.found.account_id}/{self.category}/{self.found.direction}"
