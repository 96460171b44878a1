"""A stand-in for the paper's DeepAR, whose fans are known, and weekly series to try it on."""

from typing import ClassVar, Self

import numpy as np
import pandas as pd

from models.contracts import Forecast
from models.forecasters.grid import as_dates, read_grid

WEEKS = 60
LAST = "2018-12-17"


class Wide:
    """Half of the futures at 0, half at 100; with surrogates half at 0 and half at 200. Learns nothing."""

    asked: ClassVar[list[tuple[bool, str, str, int]]] = []
    """Every fit: the arm, the first and last week known, and the seed."""

    def __init__(self, *, with_surrogates: bool = False) -> None:
        self.name = "wide"
        self._with_surrogates = with_surrogates

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        first, last = (f"{day:%Y-%m-%d}" for day in (series["ds"].min(), series["ds"].max()))
        Wide.asked.append((self._with_surrogates, first, last, seed))
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        grid = read_grid(series)
        high = 200.0 if self._with_surrogates else 100.0
        one = np.where(np.arange(paths) < paths // 2, 0.0, high)
        drawn = np.broadcast_to(one[:, None], (len(grid), paths, horizon_weeks)).astype(np.float32)
        weeks = as_dates(grid.coming(horizon_weeks))
        return Forecast(grid.unique_ids, weeks, drawn, tuple({self.name: 1.0} for _ in grid.unique_ids))


def made_series(count: int = 24) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Weeks of 0, 50, 150, 0, 50, ...: rent and fuel in equal parts, and one series that begins late."""
    amounts = np.resize([0.0, 50.0, 150.0], WEEKS)
    days = pd.date_range(end=LAST, periods=WEEKS, freq="7D")
    names = [f"s{at:02}" for at in range(count)]
    parts = [pd.DataFrame({"unique_id": name, "ds": days, "y": amounts}) for name in names]
    parts.append(pd.DataFrame({"unique_id": "late", "ds": days[40:], "y": amounts[40:]}))
    category = ["rent" if at % 2 else "fuel" for at in range(count)]
    static = pd.DataFrame({"unique_id": [*names, "late"], "category": [*category, "fuel"]}, dtype=object)
    return pd.concat(parts, ignore_index=True), static
