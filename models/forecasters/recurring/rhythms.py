"""How often and on which day a payment falls due, and the dates that follow from it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from models.forecasters.grid import Days
from models.forecasters.recurring.working_days import nth_working_day, rolled, working_days

Ints = npt.NDArray[np.int64]

WEEK, MONTH = "week", "month"
_DAYS_A_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a month something is due.

    `kind` "day": day `number` of the month, its last where the month is shorter; "working_day": the
    `number`th, counted from the end below 0; "weekday": the `number`th (-1: the last) `weekday`.
    `roll` says where a day that is no working day moves: "after", "before" or "none".
    """

    kind: str
    number: int
    weekday: int = 0
    roll: str = "none"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Due every `every` weeks or months; slot k is due on the day that `due_days` says.

    For weeks `phase` is the due day of slot 0 counted from 1970-01-01, and `place` is None; for months
    it is the month of slot 0 counted from January 1970.
    """

    unit: str
    every: int
    phase: int
    place: Place | None = None

    @property
    def days(self) -> float:
        """The mean distance of two due dates in days."""
        return self.every * (7.0 if self.unit == WEEK else _DAYS_A_MONTH)


def due_days(rhythm: Rhythm, slots: Ints, country: str) -> Days:
    """The due date of each slot, moved off weekends and holidays where the rhythm says so."""
    if rhythm.place is None:
        days = (rhythm.phase + slots * 7 * rhythm.every).astype("datetime64[D]")
        weekday = (days.astype(np.int64) + 3) % 7
        # A weekly payment on a Saturday is meant to be on a Saturday.
        return np.where(weekday < 5, rolled(days, "after", working_days(country)), days)
    months = (rhythm.phase + slots * rhythm.every).astype("datetime64[M]")
    return days_of(rhythm.place, months, country)


def slots_until(rhythm: Rhythm, day: np.datetime64) -> int:
    """A slot number surely due after `day` by less than three periods."""
    number = int(day.astype("datetime64[D]").astype(np.int64))
    if rhythm.unit == WEEK:
        return (number - rhythm.phase) // (7 * rhythm.every) + 1
    month = int(day.astype("datetime64[M]").astype(np.int64))
    return (month - rhythm.phase) // rhythm.every + 1


def days_of(place: Place, months: Days, country: str) -> Days:
    """The due day within each month, (months,)."""
    calendar = working_days(country)
    if place.kind == "working_day":
        return nth_working_day(months, place.number, calendar)
    starts = months.astype("datetime64[D]")
    ends = (months + np.timedelta64(1, "M")).astype("datetime64[D]")
    if place.kind == "day":
        days: Days = np.minimum(starts + np.timedelta64(place.number - 1, "D"), ends - np.timedelta64(1, "D"))
        return rolled(days, place.roll, calendar)
    if place.number > 0:
        first_weekday = (starts.astype(np.int64) + 3) % 7
        steps = (place.weekday - first_weekday) % 7 + 7 * (place.number - 1)
        found: Days = starts + steps.astype("timedelta64[D]")
        return found
    last_weekday = (ends.astype(np.int64) + 2) % 7
    back: Days = ends - ((last_weekday - place.weekday) % 7 + 1).astype("timedelta64[D]")
    return back


PLACES: tuple[Place, ...] = (
    *(Place("day", day, roll="after") for day in range(1, 32)),
    *(Place("day", day, roll="before") for day in range(1, 32)),
    *(Place("working_day", number) for number in (1, 2, 3, -1, -2, -3)),
    *(Place("day", day) for day in range(1, 32)),
    *(Place("weekday", number, weekday) for number in (1, 2, 3, 4, -1) for weekday in range(5)),
)
"""What is tried, the plainer first: where two fit equally well, the first is taken."""

_DOUBT = {"day after": 0.0, "working_day none": 0.4, "day before": 0.5, "day none": 0.5, "weekday none": 1.5}
DOUBTS = np.array([_DOUBT[f"{place.kind} {place.roll}"] for place in PLACES])
"""Days by which a rarer place must fit better than a plainer one, divided by the root of the payments."""


@lru_cache(maxsize=32)
def place_table(first_month: int, last_month: int, country: str) -> Ints:
    """Due days of all `PLACES`, days since 1970-01-01, (months, places) for a span of months."""
    months = np.arange(first_month, last_month + 1).astype("datetime64[M]")
    columns = [days_of(place, months, country).astype(np.int64) for place in PLACES]
    return np.stack(columns, axis=1)
