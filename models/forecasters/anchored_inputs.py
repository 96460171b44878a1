"""What the history-anchored net reads of a series: its own past quantiles, and signs of what may differ."""

from dataclasses import dataclass

import numpy as np

from models.contracts import FloatArray
from models.forecasters.calendar_weeks import CALENDAR, calendar_features, week_of_month
from models.forecasters.covariates import LARGEST_WEEKS, mean_of_known, typical_week
from models.forecasters.grid import WEEK, Days, Floats, Grid
from models.forecasters.history import empirical
from models.forecasters.windows import HORIZON, Places

WINDOW = 108
"""Weeks before the forecast's start that are looked at: two years and a little."""
SPANS = (13, 26, 52, 104)
COMPONENTS = len(SPANS) + 2
"""Last 13, 26, 52 and 104 weeks; 13 weeks and the same season; the same weeks of the month."""

_SHARES = (4, 13, 26, 52, 104)
_ECHOES = (1, 2, 4, 5, 13)
_SEASON = (51, 52, 53, 103, 104, 105)
_LAGS = (50, 51, 52, 53, 54, 104, 26, 13, 14, 12)
_MONTH_WEEKS = 5
_YOUNG = 26
_STILL = 0.05
"""Weeks that hardly change still count as if they changed by a twentieth of a usual week."""

SERIES_INPUTS = 26 + 2 * len(_SHARES) + len(_ECHOES) + 7
TARGET_INPUTS = len(CALENDAR) + len(_LAGS) + 4


@dataclass(frozen=True)
class Past:
    """Windows of weeks, each up to the start of a forecast; n windows.

    `last` (n, WINDOW) amounts, NaN where unknown, the newest week last; `age` (n,) weeks since the
    series began; `starts` (n,) the Monday after each window.
    """

    last: Floats
    age: Floats
    starts: Days

    def __len__(self) -> int:
        return len(self.last)


def past_of(grid: Grid, columns: Places, rows: Places) -> Past:
    """The windows of grid `rows` (n,) that end before `columns` (n,), the number of weeks known then."""
    padded = np.concatenate([np.full((len(grid), WINDOW), np.nan), grid.y], axis=1)
    last = padded[rows[:, None], columns[:, None] + np.arange(WINDOW)]
    seen = ~np.isnan(grid.y)
    first = np.where(seen.any(axis=1), seen.argmax(axis=1), len(grid.weeks))
    return Past(last, np.maximum(columns - first[rows], 0).astype(np.float64), grid.weeks[0] + WEEK * columns)


@dataclass(frozen=True)
class Inputs:
    """What the net reads of n windows, float32.

    `series` (n, SERIES_INPUTS), `targets` (n, HORIZON, TARGET_INPUTS), `scale` (n,) the usual week,
    `change` (n,) mean change from week to week over `scale`, the measure of the loss.
    """

    series: FloatArray
    targets: FloatArray
    scale: Floats
    change: FloatArray


def read_inputs(past: Past) -> Inputs:
    """Signs of every window; free of the unit of money."""
    scale = typical_week(past.last[:, -SPANS[-1] :])
    unit = np.where(scale > 0, scale, 1.0)[:, None]
    size = np.arcsinh(np.minimum(past.last / unit, LARGEST_WEEKS))
    change = mean_of_known(np.abs(np.diff(past.last, axis=1)) / unit)
    series = _series_inputs(size, past.age, change)
    targets = _target_inputs(size, past.starts)
    return Inputs(series, targets, scale, np.maximum(change, _STILL).astype(np.float32))


def components(past: Past, scale: Floats, levels: Floats) -> tuple[FloatArray, FloatArray]:
    """Quantiles of the past over the usual week: (n, spans, levels), and (n, HORIZON, 2, levels).

    The second pair depends on the week forecast. Where nothing is known of a component, the last 52
    weeks speak for it; no past at all gives zeros.
    """
    unit = np.where(scale > 0, scale, 1.0)[:, None]
    known = np.minimum(past.last / unit, LARGEST_WEEKS)
    recent = np.stack([empirical(known[:, -span:], levels) for span in SPANS], axis=1)
    recent = _filled(recent, recent[:, -1:])
    year = recent[:, 2:3]
    lags = np.array(_SEASON)[None, :] - np.arange(HORIZON)[:, None]
    seasons = known[:, WINDOW - lags]
    newest = np.broadcast_to(known[:, None, -13:], (len(known), HORIZON, 13))
    season = empirical(np.concatenate([newest, seasons], axis=2), levels)
    months = np.stack([empirical(part, levels) for part in _by_month_week(known, past.starts)], axis=1)
    coming = week_of_month(past.starts[:, None] + WEEK * np.arange(HORIZON))
    month = np.take_along_axis(months, coming[:, :, None], axis=1)
    pair = np.stack([_filled(season, year), _filled(month, year)], axis=2)
    return recent.astype(np.float32), pair.astype(np.float32)


def _filled(values: Floats, other: Floats) -> Floats:
    filled: Floats = np.nan_to_num(np.where(np.isnan(values), other, values), nan=0.0)
    return filled


def _by_month_week(known: Floats, starts: Days) -> list[Floats]:
    """The last 52 weeks of every window, split by the week of the month; (n, 52) each, NaN elsewhere."""
    places = week_of_month(starts[:, None] - WEEK * np.arange(52, 0, -1))
    return [np.where(places == place, known[:, -52:], np.nan) for place in range(_MONTH_WEEKS)]


def _series_inputs(size: Floats, age: Floats, change: Floats) -> FloatArray:
    active = np.where(np.isnan(size), np.nan, (size > 0).astype(np.float64))
    shares = [mean_of_known(active[:, -span:]) for span in _SHARES]
    means = [mean_of_known(size[:, -span:]) for span in _SHARES]
    year = np.where(size[:, -52:] > 0, size[:, -52:], np.nan)
    usual = mean_of_known(year)
    spread = np.sqrt(mean_of_known((year - usual[:, None]) ** 2))
    newest = mean_of_known(year[:, -13:])
    moved = size > 0
    idle = np.where(moved.any(axis=1), moved[:, ::-1].argmax(axis=1), WINDOW)
    single = [
        np.log1p(age) / 5.0,
        np.minimum(age, _YOUNG) / _YOUNG,
        np.minimum(idle, 52) / 26.0,
        spread,
        np.where(newest > 0, newest - usual, 0.0),
        np.nan_to_num(size, nan=0.0).max(axis=1) / 3.0,
        np.log(np.maximum(change, _STILL)),
    ]
    echoes = [_echo(active, shares[-1], lag) for lag in _ECHOES]
    columns = [np.nan_to_num(size[:, -26:], nan=0.0), *(np.stack(shares + means + echoes + single, axis=1),)]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _echo(active: Floats, share: Floats, lag: int) -> Floats:
    """How much likelier money moves `lag` weeks after it moved: the covariance of activity, times 4."""
    echo: Floats = 4.0 * mean_of_known(
        (active[:, lag:] - share[:, None]) * (active[:, :-lag] - share[:, None])
    )
    return echo


def _target_inputs(size: Floats, starts: Days) -> FloatArray:
    weeks = starts[:, None] + WEEK * np.arange(HORIZON)
    first, place = np.unique(starts, return_inverse=True)
    calendars = [calendar_features(start + WEEK * np.arange(HORIZON)).T for start in first]
    calendar = np.stack(calendars)[place] if len(first) else np.zeros((0, HORIZON, len(CALENDAR)))
    ahead = np.arange(HORIZON)
    lags = np.array(_LAGS)[None, :] - ahead[:, None]
    echoes = np.where(lags > 0, np.nan_to_num(size[:, WINDOW - np.maximum(lags, 1)], nan=0.0), 0.0)
    split = _by_month_week(size, starts)
    share = np.stack([mean_of_known(np.where(np.isnan(part), part, part > 0)) for part in split], axis=1)
    mean = np.stack([mean_of_known(part) for part in split], axis=1)
    coming = week_of_month(weeks)
    steps = np.broadcast_to((ahead + 1) / HORIZON, coming.shape)
    told = [
        np.take_along_axis(share, coming, axis=1),
        np.take_along_axis(mean, coming, axis=1),
        steps,
        steps**2,
    ]
    return np.concatenate([calendar, echoes, np.stack(told, axis=2)], axis=2).astype(np.float32)
