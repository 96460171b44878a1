"""Sample futures of a balance become a fan and its odds."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from core.series.levels import LEVELS, Paths, frame_of, levels_of


def level_frame(paths: Paths, weeks: Sequence[date]) -> pd.DataFrame:
    """Quantiles of futures of a balance: adding up says nothing there, so both columns are equal."""
    frame = frame_of(levels_of(paths), weeks)
    return frame.assign(**{f"sum_{name}": frame[name] for name in LEVELS})


def chance_below(balances: Paths, limit: float) -> float:
    """Share of futures (paths, weeks) in which the balance ends some week below the limit, 0 to 1."""
    return float((balances.min(axis=1) < limit).mean())


def tightest(balances: Paths, weeks: Sequence[date]) -> date:
    """The week in which one future of ten has its lowest balance: where trouble would show first."""
    return weeks[int(np.quantile(balances, 0.1, axis=0).argmin())]
