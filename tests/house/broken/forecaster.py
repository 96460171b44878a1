"""A forecaster that forgets its seed; the contract suite must not let it through."""

from itertools import count

import pandas as pd

from models.contracts import Forecast
from models.forecasters.history import History

_calls = count()


class Broken(History):
    """History drawn with another seed at every call."""

    name = "broken"

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Draw futures nobody can draw again."""
        return super().forecast(
            series, static, horizon_weeks=horizon_weeks, paths=paths, seed=seed + next(_calls)
        )
