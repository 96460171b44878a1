"""What-if on sample futures: money comes later, changes by a share, or is new; future by future.

Futures are (paths, weeks), major units, >= 0; week k begins on the k-th Monday. Money of a week is
taken to be spread evenly over its seven days.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import numpy as np

from core.domain.weeks import WEEK
from core.series.levels import Paths

_DAYS = 7


def arriving_later(due: Paths, days: int) -> Paths:
    """What was due in a week comes `days` later, split between the two weeks it then falls into.

    What falls behind the last week is no longer in the answer: it comes after the horizon. Nothing due
    before the first week arrives within it, for that is already late and nobody supposed it.
    """
    whole, left = divmod(days, _DAYS)
    share = left / _DAYS
    return (_shifted(due, whole) * (1.0 - share) + _shifted(due, whole + 1) * share).astype(np.float32)


def changed_from(paths: Paths, weeks: Sequence[date], percent: float, from_on: date) -> Paths:
    """Every payment from that day on is `percent` higher, or lower where it is below zero."""
    change = np.array([_share_from(week, from_on) for week in weeks]) * percent / 100.0
    changed: Paths = np.maximum(paths * (1.0 + change), 0.0).astype(np.float32)
    return changed


def monthly(weeks: Sequence[date], amount: float, from_on: date) -> Paths:
    """A payment on the same day of each month from that day on, week by week; (weeks,).

    A day a month does not have is its last day.
    """
    dues = due_days(from_on, weeks[0], weeks[-1] + WEEK)
    sums = [amount * sum(week <= due < week + WEEK for due in dues) for week in weeks]
    return np.array(sums, dtype=np.float32)


def due_days(from_on: date, first: date, end: date) -> list[date]:
    """The days of a monthly payment from `first` until before `end`: 31 Jan, 28 Feb, 31 Mar."""
    months = (end.year - from_on.year) * 12 + end.month - from_on.month
    days = [_month_later(from_on, month) for month in range(months + 1)]
    return [day for day in days if first <= day < end]


def _month_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _share_from(week: date, from_on: date) -> float:
    """How much of a week lies on or after a day, 0 to 1."""
    return min(max((week + WEEK - from_on).days / _DAYS, 0.0), 1.0)


def _shifted(due: Paths, weeks: int) -> Paths:
    moved = np.zeros_like(due)
    if weeks < due.shape[1]:
        moved[:, weeks:] = due[:, : due.shape[1] - weeks]
    return moved
