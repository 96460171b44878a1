"""Which rhythm, if any, a list of payment days keeps."""

from dataclasses import dataclass

import numpy as np

from models.forecasters.grid import Days
from models.forecasters.recurring.rhythms import (
    DOUBTS,
    MONTH,
    PLACES,
    WEEK,
    Ints,
    Rhythm,
    due_days,
    place_table,
    slots_until,
)


@dataclass(frozen=True, slots=True)
class Period:
    """One of the periods looked for, and what a stream of it must keep; lengths in days.

    `early` and `late` bound how far from its due date a payment still counts as that due date's;
    `sloppy` is the largest mean distance; `fixed` and `varying` are the fewest payments, where the
    amount stays the same and where it does not; `silent` dues missed in a row end the stream.
    """

    unit: str
    every: int
    early: int
    late: int
    sloppy: float
    fixed: int
    varying: int
    silent: int
    looks_back: int


PERIODS = (
    Period(WEEK, 1, 2, 4, 0.9, 4, 6, 5, 26),
    Period(WEEK, 2, 4, 7, 1.8, 4, 5, 3, 26),
    Period(WEEK, 4, 7, 14, 3.5, 4, 5, 2, 26),
    Period(MONTH, 1, 10, 18, 4.0, 3, 4, 3, 24),
    Period(MONTH, 3, 20, 35, 9.0, 3, 4, 1, 12),
    Period(MONTH, 6, 25, 50, 14.0, 3, 3, 1, 8),
    Period(MONTH, 12, 30, 60, 18.0, 2, 3, 1, 6),
)
_LEAST_KEPT = 0.6
_MOST_EXTRA = 0.35
_CLOSE = 0.35
_SLOP_COST = 0.25
_FAR = 8
_DECADE = 120
_FIXED_RATIO = 1.02
_YEARLY_TWICE_RATIO = 1.15
"""Two payments make a yearly stream only where the second is the first, raised or lowered a little."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A rhythm with how it was kept: for each slot from the first paid to the last, the day it was paid.

    `slots` (paid,) are the slot numbers with a payment, `rows` (paid,) which of the days given paid
    each, `lag` (paid,) how many days after the due date. `score` is 1 for a clock.
    """

    rhythm: Rhythm
    period: Period
    slots: Ints
    rows: Ints
    lag: Ints
    score: float


def find_fit(days: Days, amounts: np.ndarray, country: str) -> Fit | None:
    """The rhythm these days keep best, None where they keep none.

    `days` ascending without repeats, `amounts` (days,) > 0. What lies before a long silence is left out.
    """
    if len(days) < 2:
        return None
    number = days.astype(np.int64)
    # Where every third payment is missing, the middle gap says nothing, the smaller ones do.
    small, middle = np.quantile(np.diff(number[-13:]), (0.3, 0.5))
    tried = [_try(each, number, amounts, country) for each in PERIODS if _may_be(each, small, middle)]
    fits = [fit for fit in tried if fit is not None]
    return max(fits, key=lambda fit: fit.score) if fits else None


def missed(fit: Fit, until: np.datetime64, country: str) -> int:
    """How many due dates since the last payment have gone by, their grace over, without one."""
    last = int(fit.slots[-1])
    slots = np.arange(last + 1, max(last + 1, slots_until(fit.rhythm, until)) + 1)
    due = due_days(fit.rhythm, slots, country)
    return int((due + np.timedelta64(fit.period.late, "D") < until).sum())


def _may_be(period: Period, small_gap: float, middle_gap: float) -> bool:
    length = _length(period)
    return small_gap <= length * (1 + _CLOSE) and middle_gap >= length * (1 - _CLOSE)


def _length(period: Period) -> float:
    return Rhythm(period.unit, period.every, 0).days


def _try(period: Period, days: Ints, amounts: np.ndarray, country: str) -> Fit | None:
    length = _length(period)
    gaps = np.diff(days)
    breaks = np.flatnonzero(gaps > length * (period.silent + 1.5))
    start = int(breaks[-1]) + 1 if len(breaks) else 0
    start = max(start, len(days) - 2 * period.looks_back)
    part, sums = days[start:], amounts[start:]
    if len(part) < period.fixed:
        return None
    rhythm = _weekly(period, part) if period.unit == WEEK else _monthly(period, part, country)
    slots, lag = slots_of(rhythm, part, country)
    inside = (lag >= -period.early) & (lag <= period.late)
    paid, rows = _nearest(slots[inside], lag[inside], np.flatnonzero(inside))
    if len(paid) < 2:
        return None
    kept = len(paid) / (paid[-1] - paid[0] + 1)
    extra = 1 - len(paid) / len(part)
    slop = float(np.abs(lag[rows]).mean())
    if kept < _LEAST_KEPT or extra > _MOST_EXTRA or slop > period.sloppy:
        return None
    if len(paid) < _fewest(period, sums[rows]):
        return None
    score = kept * (1 - extra) - _SLOP_COST * slop / period.sloppy
    return Fit(rhythm, period, paid, rows + start, lag[rows], score)


def _fewest(period: Period, amounts: np.ndarray) -> int:
    """How many payments it takes to believe in the period."""
    recent = amounts[-4:]
    ratio = float(recent.max() / recent.min())
    steady = _YEARLY_TWICE_RATIO if period.fixed == 2 else _FIXED_RATIO
    return period.fixed if ratio <= steady else period.varying


def _weekly(period: Period, days: Ints) -> Rhythm:
    """The phase from which the days stray least."""
    length = 7 * period.every
    strays = (days[:, None] - np.arange(length) + length // 2) % length - length // 2
    cost = np.minimum(np.abs(strays), length // 4).mean(axis=0)
    return Rhythm(WEEK, period.every, int(np.argmin(cost)))


def _monthly(period: Period, days: Ints, country: str) -> Rhythm:
    """The place in the month from which the days stray least, and the month the count starts from."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    # Whole decades, so that the table of one payee serves the next.
    first = int(months[0] - 1) // _DECADE * _DECADE
    last = (int(months[-1] + 1) // _DECADE + 1) * _DECADE
    table, at = place_table(first, last, country), months - first
    around = np.stack([table[at + step] for step in (-1, 0, 1)])
    strays = np.abs(days[None, :, None] - around)
    nearest = strays.min(axis=0)
    cost = np.minimum(nearest, _FAR).mean(axis=0) + 2 * DOUBTS / np.sqrt(len(days))
    place = int(np.argmin(cost))
    belongs = months + strays[:, :, place].argmin(axis=0) - 1
    phase = int(np.bincount(belongs % period.every, minlength=period.every).argmax())
    return Rhythm(MONTH, period.every, phase, PLACES[place])


def slots_of(rhythm: Rhythm, days: Ints, country: str) -> tuple[Ints, Ints]:
    """The slot each day lies nearest to, and how many days after its due date."""
    if rhythm.unit == WEEK:
        length = 7 * rhythm.every
        slots = np.floor_divide(days - rhythm.phase + length // 2, length)
        around = np.stack([slots - 1, slots, slots + 1])
    else:
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        slots = np.floor_divide(months - rhythm.phase, rhythm.every)
        around = np.stack([slots - 1, slots, slots + 1, slots + 2])
    due = due_days(rhythm, around.ravel(), country).astype(np.int64).reshape(around.shape)
    best = np.abs(days - due).argmin(axis=0)
    column = np.arange(len(days))
    return around[best, column], (days - due[best, column]).astype(np.int64)


def _nearest(slots: Ints, lag: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Each slot once, with the row that lies nearest to its due date."""
    order = np.lexsort((np.abs(lag), slots))
    paid, first = np.unique(slots[order], return_index=True)
    return paid, rows[order][first]
