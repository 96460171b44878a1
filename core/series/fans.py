"""Sample futures become fans: quantiles week by week, adding up, and of the whole horizon."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

LEVELS = {"q025": 0.025, "q10": 0.10, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q90": 0.90, "q975": 0.975}
"""Edges of the 95, 80 and 50 % bands, and the median."""

Paths = npt.NDArray[np.float32]


def fan_frame(paths: Paths, weeks: Sequence[date]) -> pd.DataFrame:
    """Quantiles of futures (paths, weeks): ds, one column a level, and the same adding up as `sum_`.

    Running totals come from the futures themselves; quantiles of weeks must never be added.
    """
    levels = list(LEVELS.values())
    weekly = np.quantile(paths, levels, axis=0)
    adding = np.quantile(paths.cumsum(axis=1), levels, axis=0)
    columns = dict(zip(LEVELS, weekly, strict=True)) | {
        f"sum_{name}": values for name, values in zip(LEVELS, adding, strict=True)
    }
    return pd.DataFrame({"ds": pd.to_datetime(list(weeks)), **columns})


def total(paths: Paths) -> dict[str, float]:
    """Quantiles of the sum over all weeks."""
    sums = paths.sum(axis=1)
    return {name: float(np.quantile(sums, level)) for name, level in LEVELS.items()}


def level_frame(paths: Paths, weeks: Sequence[date]) -> pd.DataFrame:
    """Quantiles of futures of a balance: adding up says nothing there, so both columns are equal."""
    frame = fan_frame(paths, weeks)
    return frame.assign(**{f"sum_{name}": frame[name] for name in LEVELS})


def chance_below(balances: Paths, limit: float) -> float:
    """Share of futures (paths, weeks) in which the balance ends some week below the limit, 0 to 1."""
    return float((balances.min(axis=1) < limit).mean())


def tightest(balances: Paths, weeks: Sequence[date]) -> date:
    """The week in which one future of ten has its lowest balance: where trouble would show first."""
    return weeks[int(np.quantile(balances, 0.1, axis=0).argmin())]
