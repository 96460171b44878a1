"""Plain history in all its lengths, nothing at all, the same week last year, and the one that cheats."""

from typing import Self

import numpy as np
import pandas as pd

from models.contracts import Forecast, Forecaster
from models.forecasters.grid import Floats, read_grid
from models.forecasters.history import pick, recent_weeks
from models.forecasters.peers.futures import forecast_of, places

BLOCK_WEEKS = 4
SEASON_WEEKS = 52


class Untaught:
    """A forecaster that reads history at each forecast and learns nothing."""

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """There is nothing to learn."""
        return self


class Zero(Untaught):
    """Nothing ever moves."""

    name = "zero"

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """All zeros."""
        grid = read_grid(series)
        return forecast_of(grid, np.zeros((len(grid), paths, horizon_weeks), np.float32), self.name)


class Window(Untaught):
    """The served history over any number of weeks, its quantiles without noise.

    All series take the same past week in the same path, so that sums stay joint. Weeks are drawn one by
    one, or in blocks of four that follow each other. Source: Kuensch 1989, the block bootstrap.
    """

    def __init__(self, last_weeks: int, *, blocks: bool = False) -> None:
        self.name = f"history_{last_weeks}" + ("_blocks" if blocks else "")
        self.last_weeks = last_weeks
        self._blocks = blocks

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Draw past weeks; a series of which none is known stays at zero."""
        grid = read_grid(series)
        drawn = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
        starts = places(paths, horizon_weeks, seed=seed)
        for row, known in enumerate(recent_weeks(grid, self.last_weeks)):
            if len(known):
                drawn[row] = _in_blocks(known, starts) if self._blocks else pick(known, starts)
        return forecast_of(grid, drawn, self.name)


class SeasonalNaive(Untaught):
    """The same week of last year, give or take as much as such a forecast has been off; the mean else."""

    name = "seasonal_naive"

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Last year's week plus the errors of the last 52 weeks; under a year of history, history."""
        grid = read_grid(series)
        drawn = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
        at = places(paths, horizon_weeks, seed=seed)
        for row, known in enumerate(recent_weeks(grid, SEASON_WEEKS)):
            y = grid.y[row]
            errors = y[SEASON_WEEKS:] - y[:-SEASON_WEEKS] if len(y) > SEASON_WEEKS else y[:0]
            errors = errors[~np.isnan(errors)][-SEASON_WEEKS:]
            if len(errors):
                year = np.resize(y[-SEASON_WEEKS:], horizon_weeks)
                point = np.where(np.isnan(year), known.mean() if len(known) else 0.0, year)
                drawn[row] = np.maximum(point + pick(errors, at), 0.0)
            elif len(known):
                drawn[row] = pick(known, at)
        return forecast_of(grid, drawn, self.name)


class Oracle(Untaught):
    """Cheats: the series' own quantiles of the very weeks that are tested. The ceiling, never a rival."""

    name = "oracle"

    def __init__(self, to_come: pd.DataFrame) -> None:
        self._to_come = read_grid(to_come)

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Every tested week is equally likely in every week."""
        grid = read_grid(series)
        drawn = np.zeros((len(self._to_come), paths, horizon_weeks), dtype=np.float32)
        at = places(paths, horizon_weeks, seed=seed)
        for row, y in enumerate(self._to_come.y):
            known = y[~np.isnan(y)]
            if len(known):
                drawn[row] = pick(known, at)
        weeks = forecast_of(grid, drawn, self.name).weeks
        parts = tuple({self.name: 1.0} for _ in self._to_come.unique_ids)
        return Forecast(self._to_come.unique_ids, weeks, drawn, parts)


class AsShipped(Untaught):
    """A forecaster trained elsewhere, as it is: nothing in the run teaches it."""

    name = "bursar_shipped"

    def __init__(self, model: Forecaster) -> None:
        self._model = model

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """What it says."""
        return self._model.forecast(series, static, horizon_weeks=horizon_weeks, paths=paths, seed=seed)


def _in_blocks(known: Floats, starts: Floats) -> Floats:
    """Blocks of four weeks from evenly spaced beginnings, the year closed to a ring; (paths, weeks)."""
    week = np.arange(starts.shape[1])
    first = starts[:, week - week % BLOCK_WEEKS]
    index = (np.floor(first * len(known)).astype(np.int64) + week % BLOCK_WEEKS) % len(known)
    drawn: Floats = known[index]
    return drawn
