"""What the compared forecasters share: futures laid out as the contract wants them."""

import zlib
from collections.abc import Sequence

import numpy as np

from models.contracts import FloatArray, Forecast
from models.forecasters.grid import Floats, Grid, as_dates


def places(paths: int, weeks: int, *, seed: int) -> Floats:
    """Evenly spaced places from 0 to 1, each week in an order of its own, (paths, weeks).

    Every week's paths are then exact quantiles, without the noise of drawing them.
    """
    random = np.random.default_rng(seed)
    level = np.broadcast_to(even(paths)[:, None], (paths, weeks))
    shuffled: Floats = random.permuted(level, axis=0)
    return shuffled


def even(paths: int) -> Floats:
    """The levels (k + .5) / paths."""
    levels: Floats = (np.arange(paths) + 0.5) / paths
    return levels


def spread(quantiles: Floats, levels: Sequence[float], paths: int) -> Floats:
    """`paths` evenly spaced values between and beyond a few quantiles; (levels, weeks) to (paths, weeks).

    Straight lines between the levels, the outer two lines drawn on to the ends; never negative.
    """
    at = even(paths)
    columns = []
    for week in quantiles.T:
        ordered = np.sort(week)
        low = (ordered[1] - ordered[0]) / (levels[1] - levels[0])
        high = (ordered[-1] - ordered[-2]) / (levels[-1] - levels[-2])
        inner = np.interp(at, levels, ordered)
        below, beyond = np.minimum(at - levels[0], 0.0), np.maximum(at - levels[-1], 0.0)
        columns.append(inner + low * below + high * beyond)
    values: Floats = np.maximum(np.stack(columns, axis=1), 0.0)
    return values


def ordered_like(values: Floats, pattern: Floats) -> Floats:
    """Each week's ascending values put in the order of another array's ranks; both (paths, weeks).

    Source: Clark et al. 2004, the Schaake shuffle.
    """
    ranks = np.argsort(np.argsort(pattern, axis=0, kind="stable"), axis=0, kind="stable")
    reordered: Floats = np.take_along_axis(values, ranks, axis=0)
    return reordered


def seed_of(seed: int, name: str) -> int:
    """A seed that depends on the run's and the series' name alone."""
    return zlib.crc32(f"{seed}/{name}".encode())


def forecast_of(grid: Grid, drawn: FloatArray, name: str) -> Forecast:
    """The contract's answer, made of one part."""
    weeks = as_dates(grid.coming(drawn.shape[2]))
    return Forecast(grid.unique_ids, weeks, drawn, tuple({name: 1.0} for _ in grid.unique_ids))
