"""Plain history: the coming weeks look like weeks drawn from the last year."""

import json
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Forecast
from models.forecasters.grid import Floats, Grid, as_dates, read_grid

LAST_WEEKS = 52
_SETTINGS = "history.json"


class History:
    """Draws whole weeks of the last 52, one draw for all series, so that totals stay joint."""

    name = "history"

    def __init__(self, *, last_weeks: int = LAST_WEEKS) -> None:
        self._last_weeks = last_weeks

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """There is nothing to learn: history is read at each forecast."""
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Path k takes the same past week for every series, wherever that week is known."""
        grid = read_grid(series)
        places = np.random.default_rng(seed).random((paths, horizon_weeks))
        drawn = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
        for row, known in enumerate(recent_weeks(grid, self._last_weeks)):
            if len(known):
                drawn[row] = pick(known, places)
        parts = tuple({self.name: 1.0} for _ in grid.unique_ids)
        return Forecast(grid.unique_ids, as_dates(grid.coming(horizon_weeks)), drawn, parts)

    def save(self, folder: Path) -> None:
        """Write history.json."""
        (folder / _SETTINGS).write_text(json.dumps({"last_weeks": self._last_weeks}), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote."""
        return cls(**json.loads((folder / _SETTINGS).read_text(encoding="utf-8")))


def recent_weeks(grid: Grid, last_weeks: int = LAST_WEEKS) -> list[Floats]:
    """The known ones of each series' last weeks, oldest first; empty where none is known."""
    recent = grid.y[:, -last_weeks:]
    return [row[~np.isnan(row)] for row in recent]


def pick(known: Floats, places: Floats) -> npt.NDArray[np.float64]:
    """The values at these places (0 to 1) of a list of known weeks."""
    picked: Floats = known[np.minimum((places * len(known)).astype(np.int64), len(known) - 1)]
    return picked


def empirical(values: Floats, levels: Floats) -> Floats:
    """Quantiles of the known values along the last axis, (..., levels); NaN where none is known.

    Source: Hazen's rule, level k - 1/2 of n: neither end of a short sample is taken for the limit.
    """
    ordered = np.sort(values, axis=-1)
    count = (~np.isnan(values)).sum(axis=-1, keepdims=True)
    place = np.clip(levels * count - 0.5, 0.0, np.maximum(count - 1, 0))
    low = place.astype(np.int64)
    below = np.take_along_axis(ordered, low, axis=-1)
    above = np.take_along_axis(ordered, np.minimum(low + 1, np.maximum(count - 1, 0)), axis=-1)
    quantiles: Floats = below + (place - low) * (above - below)
    return quantiles
