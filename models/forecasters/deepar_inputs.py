"""What DeepAR reads: every series as it stood at a week, scaled and told by what was known then.

Imports torch and gluonts, by `network.py`, inside its functions only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.forecasters.covariates import dynamic_features, squash, static_features, usual_week
from models.forecasters.grid import Floats, Grid
from models.forecasters.windows import HORIZON, Places, training_windows

if TYPE_CHECKING:
    from models.forecasters.network import Entry

_LEAST_WEEKS = 13
_LEAST_ACTIVE = 4
_MOST_WINDOWS = 40_000
_LOOK_BACK = 160
"""Weeks behind a window that scale, density and rolling activity may need."""
WATCHED_WEEKS = 24
"""The newest weeks, held back to see when to stop learning."""
_WATCHED_STRIDE = 4
_WATCHED_AFTER = 52
"""Weeks that must be left to learn from."""

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """A grid made ready for the net, row by row the grid's series."""

    grid: Grid
    scale: Floats
    squashed: Floats
    dynamic: npt.NDArray[np.float32]
    numbers: npt.NDArray[np.float32]
    codes: Codes

    @classmethod
    def of(cls, grid: Grid, codes: Codes) -> "Table":
        """`codes` (series, 3): category, direction and trade as numbers."""
        scale = usual_week(grid)
        squashed = squash(grid, scale)
        dynamic = dynamic_features(grid, squashed, HORIZON)
        return cls(grid, scale, squashed, dynamic, static_features(scale, squashed), codes)

    def entries(self) -> list["Entry | None"]:
        """The net's view of every series' last weeks; None where none of them is known."""
        from models.forecasters.network import Entry, Shape

        oldest = max(0, len(self.grid.weeks) - Shape(categories=0).past)
        entries: list[Entry | None] = []
        for row in range(len(self.grid)):
            known = np.flatnonzero(~np.isnan(self.squashed[row, oldest:]))
            if not len(known):
                entries.append(None)
                continue
            first = oldest + known[0]
            category, direction, section = (int(code) for code in self.codes[row])
            entries.append(
                Entry(
                    start=self.grid.weeks[first],
                    target=self.squashed[row, first:].astype(np.float32),
                    dynamic=self.dynamic[row][:, first:],
                    codes=(category, direction, section),
                    numbers=self.numbers[row],
                )
            )
        return entries


def training_entries(grid: Grid, codes: Codes, *, seed: int) -> list["Entry"]:
    """Windows of all weeks to learn from, at most 40,000, each with the weeks that came after it."""
    return _with_what_came(grid, codes, _windows(grid, most=_MOST_WINDOWS, seed=seed))


def watched_entries(grid: Grid, codes: Codes) -> list["Entry"]:
    """Windows whose coming weeks are among the newest 24: four starts, four weeks apart.

    None where too little would be left to learn from.
    """
    weeks = len(grid.weeks)
    if weeks < _WATCHED_AFTER + WATCHED_WEEKS:
        return []
    rows, columns = _windows(grid, most=grid.y.size, seed=0)
    starts = np.arange(weeks - WATCHED_WEEKS, weeks - HORIZON + 1, _WATCHED_STRIDE)
    watched = np.isin(columns, starts)
    return _with_what_came(grid, codes, (rows[watched], columns[watched]))


def _windows(grid: Grid, *, most: int, seed: int) -> tuple[Places, Places]:
    return training_windows(grid, least_weeks=_LEAST_WEEKS, least_active=_LEAST_ACTIVE, most=most, seed=seed)


def _with_what_came(grid: Grid, codes: Codes, windows: tuple[Places, Places]) -> list["Entry"]:
    """Windows with the weeks that came after them, each scaled and told by what was known before.

    Scaling a whole series at once would tell the net how large the coming weeks are: its fans then
    are too narrow on the day they are needed.
    """
    rows, columns = windows
    entries: list[Entry] = []
    for column in np.unique(columns):
        mine = rows[columns == column]
        oldest = max(0, column - _LOOK_BACK)
        names = tuple(grid.unique_ids[row] for row in mine)
        table = Table.of(Grid(names, grid.weeks[oldest:column], grid.y[mine, oldest:column]), codes[mine])
        weeks = grid.weeks[column : column + HORIZON]
        coming = squash(Grid(names, weeks, grid.y[mine, column : column + len(weeks)]), table.scale)
        entries += _joined(table.entries(), coming)
    return entries


def _joined(entries: Iterable["Entry | None"], coming: Floats) -> list["Entry"]:
    return [
        replace(entry, target=np.concatenate([entry.target, after]).astype(np.float32))
        for entry, after in zip(entries, coming, strict=True)
        if entry is not None
    ]
