"""Weekly series side by side: one row a series, one column a Monday."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.frames import SERIES, STATIC, FrameError, check_frame

WEEK = np.timedelta64(7, "D")
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Grid:
    """All series on one calendar, sorted by `unique_ids`.

    `weeks` are Mondays, (weeks,) datetime64[D] without a gap; `y` is (series, weeks) in the series'
    own unit, NaN where nothing is known: before a series begins, after it ends, in missing weeks.
    """

    unique_ids: tuple[str, ...]
    weeks: Days
    y: Floats

    def __len__(self) -> int:
        return len(self.unique_ids)

    def coming(self, count: int) -> Days:
        """The `count` Mondays after the last week known; empty for an empty grid."""
        if not len(self.weeks):
            return self.weeks
        weeks: Days = self.weeks[-1] + WEEK * np.arange(1, count + 1)
        return weeks

    def until(self, dropped_weeks: int) -> "Grid":
        """The same series as they stood `dropped_weeks` (>= 1) earlier."""
        return Grid(self.unique_ids, self.weeks[:-dropped_weeks], self.y[:, :-dropped_weeks])


def as_dates(weeks: Days) -> tuple[date, ...]:
    """Plain dates of datetime64[D] days."""
    return tuple(pd.Timestamp(week).date() for week in weeks)


def read_grid(series: pd.DataFrame) -> Grid:
    """Lay a frame with `frames.SERIES` out on one calendar; the order of its rows is of no account.

    Raises FrameError where a day is no Monday, a week stands twice, or an amount is negative or
    infinite.
    """
    check_frame(series, SERIES)
    if series.empty:
        return Grid((), np.array([], dtype="datetime64[D]"), np.empty((0, 0)))
    days = series["ds"].to_numpy().astype("datetime64[D]")
    if (series["ds"].dt.dayofweek != 0).any():
        raise FrameError("column 'ds' holds a day that is no Monday")
    y = series["y"].to_numpy(dtype=np.float64)
    if (y < 0).any() or np.isinf(y).any():
        raise FrameError("column 'y' holds a negative or an infinite amount")
    ids, rows = np.unique(series["unique_id"].to_numpy(dtype=str), return_inverse=True)
    weeks = np.arange(days.min(), days.max() + WEEK, WEEK)
    columns = ((days - weeks[0]) // WEEK).astype(np.int64)
    if len(np.unique(rows * len(weeks) + columns)) < len(rows):
        raise FrameError("a week of a series stands in two rows")
    grid = np.full((len(ids), len(weeks)), np.nan)
    grid[rows, columns] = y
    return Grid(tuple(str(name) for name in ids), weeks, grid)


def static_rows(static: pd.DataFrame, unique_ids: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The static columns in the order of `unique_ids`; a series without a row gets empty text.

    `size` (how big the company is, any text) may be missing and is then empty.
    """
    check_frame(static, STATIC)
    known = static.drop_duplicates("unique_id").set_index("unique_id")
    known = known.reindex(list(unique_ids), fill_value="")
    rows = {name: tuple(known[name]) for name in ("company", "category", "direction", "nace")}
    return rows | {"size": tuple(known["size"].astype(str)) if "size" in known else ("",) * len(unique_ids)}
