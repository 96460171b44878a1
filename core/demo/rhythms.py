"""When payments happen: due dates of a rhythm, and how the seasons of a trade rise and fall."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

DAY = timedelta(days=1)
_SATURDAY = 5

_SEASONS: dict[str, tuple[float, ...]] = {
    "flat": (1.0,) * 12,
    "summer": (0.82, 0.85, 0.92, 1.0, 1.1, 1.2, 1.25, 1.2, 1.05, 0.95, 0.85, 0.95),
    "building": (0.78, 0.85, 0.97, 1.07, 1.1, 1.1, 1.07, 0.97, 1.1, 1.07, 1.0, 0.78),
    "christmas": (0.7, 0.75, 0.85, 0.85, 0.9, 0.85, 0.8, 0.85, 0.95, 1.1, 1.75, 1.9),
    "heating": (1.7, 1.6, 1.3, 1.0, 0.7, 0.5, 0.45, 0.45, 0.6, 0.9, 1.3, 1.6),
}
"""Factor by month, January first."""


def season_factor(season: str, day: date) -> float:
    """How much more or less than usual this month brings."""
    return _SEASONS[season][day.month - 1]


def due_dates(rhythm: str, first: date, last: date, rng: np.random.Generator) -> list[date]:
    """The days from `first` to `last` on which a rhythm falls due.

    Rhythms: "weekdays 1-6" (ISO, Monday is 1), "weekly 5", "biweekly 5", "monthly 28",
    "quarterly 23" (January, April, July, October), "yearly 03-15", "random 2.5" (a week on average),
    "ago 62" (once, that many weeks before `last`).
    What falls due on a weekend by the calendar moves to the Monday after.
    """
    kind, _, when = rhythm.partition(" ")
    if kind == "random":
        return _random_days(float(when), first, last, rng)
    if kind == "ago":
        once = next_working_day(last - DAY * 7 * int(when))
        return [once] if once >= first else []
    if kind == "weekdays":
        low, high = (int(part) for part in when.split("-"))
        return [day for day in _days(first, last) if low <= day.isoweekday() <= high]
    if kind in {"weekly", "biweekly"}:
        every = 1 if kind == "weekly" else 2
        return [
            day
            for day in _days(first, last)
            if day.isoweekday() == int(when) and day.toordinal() // 7 % every == 0
        ]
    due = [day for day in _days(first, last) if _falls_due(kind, when, day)]
    return [day for day in map(next_working_day, due) if day <= last]


def next_working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day if day.weekday() < _SATURDAY else day + DAY * (7 - day.weekday())


def _falls_due(kind: str, when: str, day: date) -> bool:
    if kind == "yearly":
        return f"{day:%m-%d}" == when
    months = {1, 4, 7, 10} if kind == "quarterly" else set(range(1, 13))
    return day.day == int(when) and day.month in months


def _random_days(per_week: float, first: date, last: date, rng: np.random.Generator) -> list[date]:
    days = (last - first).days + 1
    offsets = np.sort(rng.integers(0, days, size=rng.poisson(per_week * days / 7)))
    return [first + DAY * int(offset) for offset in offsets]


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + DAY * offset
