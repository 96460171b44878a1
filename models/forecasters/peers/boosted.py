"""CatBoost forecasts every quantile at once, each week ahead directly, from lags and rolling means."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Forecast
from models.forecasters.calendar_weeks import calendar_features
from models.forecasters.grid import WEEK, Floats, Grid, read_grid
from models.forecasters.history import pick
from models.forecasters.peers.futures import forecast_of, places, seed_of, spread
from models.forecasters.scores import FAN_LEVELS

MOST_ROWS = 40_000
TREES = 200
_LAGS = (1, 2, 3, 4, 5, 8, 12, 13, 26)
_SPANS = (4, 13, 26, 52)
_LAST_YEAR = (51, 52, 53)
_SCALE_WEEKS = 104
_FEWEST_WEEKS = 26
_HORIZON = 12
_NEGLIGIBLE = 0.02


@dataclass(frozen=True)
class _Asked:
    """Rows to answer: which series, how many weeks are known, how many weeks ahead (from 1)."""

    series: npt.NDArray[np.int64]
    origin: npt.NDArray[np.int64]
    ahead: npt.NDArray[np.int64]


class BoostedQuantiles:
    """CatBoost's MultiQuantile on asinh(y / s), s the mean week with money of the last two years.

    Source: FINDINGS 3b; Prokhorenkova et al. 2018. Weeks of a series are put together at random.
    """

    name = "catboost"

    def __init__(self, *, trees: int = TREES, most_rows: int = MOST_ROWS) -> None:
        self._trees = trees
        self._most_rows = most_rows
        self._model: Any = None

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Learn from windows drawn at random over series and weeks."""
        from catboost import CatBoostRegressor

        grid = read_grid(series)
        asked = _windows(grid, self._most_rows, seed)
        if not len(asked.series):
            return self
        numbers, scale = _features(grid, asked)
        target = np.arcsinh(grid.y[asked.series, asked.origin + asked.ahead - 1] / scale)
        levels = ",".join(str(level) for level in FAN_LEVELS)
        self._model = CatBoostRegressor(
            loss_function=f"MultiQuantile:alpha={levels}",
            iterations=self._trees,
            depth=6,
            learning_rate=0.08,
            border_count=64,
            random_seed=seed,
            thread_count=1,
            allow_writing_files=False,
            verbose=False,
        ).fit(numbers, target)
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Quantiles spread to paths; a series of under 26 weeks, or without money, shows its own weeks."""
        grid = read_grid(series)
        drawn = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
        end = grid.y.shape[1]
        learned = self._answerable(grid, end)
        at = places(paths, horizon_weeks, seed=seed)
        for row in np.flatnonzero(~learned):
            known = grid.y[row][~np.isnan(grid.y[row])]
            if len(known):
                drawn[row] = pick(known, at)
        rows = np.flatnonzero(learned)
        ahead = np.arange(1, horizon_weeks + 1)
        asked = _Asked(
            np.repeat(rows, horizon_weeks),
            np.full(len(rows) * horizon_weeks, end),
            np.tile(ahead, len(rows)),
        )
        if len(rows):
            numbers, scale = _features(grid, asked)
            fan = np.sinh(np.sort(self._model.predict(numbers), axis=1)) * scale[:, None]
            fan = np.where(fan < _NEGLIGIBLE * scale[:, None], 0.0, fan)
            for row, quantiles in zip(rows, fan.reshape(len(rows), horizon_weeks, -1), strict=True):
                own = places(paths, horizon_weeks, seed=seed_of(seed, grid.unique_ids[row]))
                ranked = spread(quantiles.T, FAN_LEVELS, paths)
                drawn[row] = np.take_along_axis(ranked, (own * paths).astype(np.int64), axis=0)
        return forecast_of(grid, drawn, self.name)

    def _answerable(self, grid: Grid, end: int) -> npt.NDArray[np.bool_]:
        if self._model is None:
            return np.zeros(len(grid), dtype=bool)
        weeks = (~np.isnan(grid.y)).sum(axis=1)
        answerable: npt.NDArray[np.bool_] = (weeks >= _FEWEST_WEEKS) & (_scales(grid)[:, end] > 0)
        return answerable


def _windows(grid: Grid, most: int, seed: int) -> _Asked:
    """Random series, weeks and distances whose week is known and whose past has money and 26 weeks."""
    count, weeks = grid.y.shape
    if weeks <= _FEWEST_WEEKS:
        return _Asked(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    random = np.random.default_rng(seed)
    drawn = 3 * most
    series = random.integers(count, size=drawn)
    origin = random.integers(_FEWEST_WEEKS, weeks, size=drawn)
    ahead = random.integers(1, _HORIZON + 1, size=drawn)
    target = origin + ahead - 1
    inside = target < weeks
    known = np.zeros(drawn, dtype=bool)
    known[inside] = ~np.isnan(grid.y[series[inside], target[inside]])
    past = np.concatenate([np.zeros((count, 1)), np.cumsum(~np.isnan(grid.y), axis=1)], axis=1)
    sound = known & (past[series, origin] >= _FEWEST_WEEKS) & (_scales(grid)[series, origin] > 0)
    kept = np.flatnonzero(sound)[:most]
    return _Asked(series[kept], origin[kept], ahead[kept])


def _features(grid: Grid, asked: _Asked) -> tuple[Floats, Floats]:
    """Numbers (rows, features) that end before each row's origin, and the scale of each row."""
    scale = _scales(grid)[asked.series, asked.origin]

    def squashed(values: Floats) -> Floats:
        asinh: Floats = np.arcsinh(values / scale)
        return asinh

    columns = [squashed(_at(grid, asked.series, asked.origin - lag)) for lag in _LAGS]
    columns += [squashed(_at(grid, asked.series, asked.origin + asked.ahead - 1 - lag)) for lag in _LAST_YEAR]
    seen = ~np.isnan(grid.y)
    amounts, active = np.where(seen, grid.y, 0.0), np.where(seen, grid.y > 0, 0.0)
    for span in _SPANS:
        known = np.maximum(_sum_before(seen.astype(np.float64), asked, span), 1.0)
        columns += [
            squashed(_sum_before(amounts, asked, span) / known),
            _sum_before(active, asked, span) / known,
        ]
    columns += [
        np.log1p(scale),
        _weeks_since(grid)[asked.series, asked.origin],
        asked.ahead.astype(np.float64),
    ]
    after = grid.weeks[0] + WEEK * np.arange(grid.y.shape[1] + _HORIZON)
    calendar = calendar_features(after)[:, asked.origin + asked.ahead - 1]
    return np.column_stack([*columns, *calendar]), scale


def _at(grid: Grid, series: npt.NDArray[np.int64], week: npt.NDArray[np.int64]) -> Floats:
    inside = (week >= 0) & (week < grid.y.shape[1])
    values: Floats = np.where(inside, grid.y[series, np.where(inside, week, 0)], np.nan)
    return values


def _scales(grid: Grid) -> Floats:
    """Mean week with money of the last 104 before each origin, (series, weeks + 1); 0 where none."""
    amounts = np.nan_to_num(grid.y)
    ends = np.arange(grid.y.shape[1] + 1)
    starts = np.maximum(ends - _SCALE_WEEKS, 0)
    sums, counts = _running(amounts), _running((amounts > 0).astype(np.float64))
    scale: Floats = (sums[:, ends] - sums[:, starts]) / np.maximum(counts[:, ends] - counts[:, starts], 1.0)
    return np.where(counts[:, ends] > counts[:, starts], scale, 0.0)


def _sum_before(values: Floats, asked: _Asked, span: int) -> Floats:
    running = _running(values)
    start = np.maximum(asked.origin - span, 0)
    total: Floats = running[asked.series, asked.origin] - running[asked.series, start]
    return total


def _running(values: Floats) -> Floats:
    return np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)


def _weeks_since(grid: Grid) -> Floats:
    """Weeks since money last moved, before each origin, (series, weeks + 1)."""
    week = np.arange(grid.y.shape[1])
    last = np.maximum.accumulate(np.where(np.nan_to_num(grid.y) > 0, week, -1), axis=1)
    before = np.concatenate([np.full((len(grid), 1), -1), last], axis=1)
    since: Floats = (np.arange(grid.y.shape[1] + 1) - 1 - before).astype(np.float64)
    return since
