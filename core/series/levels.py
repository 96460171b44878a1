"""What is kept of many futures: the edges of the bands, weekly and adding up, and the share of zeros."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

LEVELS = {"q025": 0.025, "q10": 0.10, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q90": 0.90, "q975": 0.975}
"""Edges of the 95, 80 and 50 % bands, and the median."""

Paths = npt.NDArray[np.float32]


def levels_of(paths: Paths) -> Paths:
    """The levels of futures (paths, weeks), as an array (`LEVELS` and the share of zeros, 2 x weeks).

    The first half of the columns is week by week, the second adding up. Running totals come from the
    futures themselves; quantiles of weeks must never be added.
    """
    both = np.concatenate([paths, paths.cumsum(axis=1)], axis=1)
    quantiles = np.quantile(both, list(LEVELS.values()), axis=0)
    zeros = (both == 0).mean(axis=0, keepdims=True)
    return np.concatenate([quantiles, zeros]).astype(np.float32)


def frame_of(levels: Paths, weeks: Sequence[date]) -> pd.DataFrame:
    """Levels as a fan is drawn: ds, one column a level, and the same adding up as `sum_`."""
    halves = np.concatenate(np.split(levels[: len(LEVELS)].astype(np.float64), 2, axis=1))
    frame = pd.DataFrame(halves.T, columns=[*LEVELS, *(f"sum_{name}" for name in LEVELS)])
    frame.insert(0, "ds", np.array(weeks, dtype="datetime64[ns]"))
    return frame


def total_of(levels: Paths) -> dict[str, float]:
    """Quantiles of the sum over all weeks."""
    return {name: float(value) for name, value in zip(LEVELS, levels[: len(LEVELS), -1], strict=True)}
