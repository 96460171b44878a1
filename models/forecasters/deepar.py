"""DeepAR: one net that has read many companies' weeks and draws the coming twelve."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import FloatArray, Forecast
from models.forecasters.covariates import (
    category_codes,
    dynamic_features,
    section_code,
    squash,
    static_features,
    usual_week,
)
from models.forecasters.grid import Floats, Grid, as_dates, read_grid, static_rows
from models.forecasters.windows import HORIZON, training_windows

if TYPE_CHECKING:
    from gluonts.torch.model.predictor import PyTorchPredictor

    from models.forecasters.network import Entry

EPOCHS, RATE, HIDDEN, DROPOUT = 12, 2e-3, 48, 0.1
"""Source: FINDINGS 3b; `study.py` tries others."""
NETS = 2
"""Nets that learn from different beginnings; two lost half a percent less than one in Birmingham 2015."""
_LEAST_WEEKS = 13
_LEAST_ACTIVE = 4
_MOST_WINDOWS = 40_000
_LOOK_BACK = 160
"""Weeks behind a window that scale, density and rolling activity may need."""
_FEWEST_BATCHES, _ENOUGH_BATCHES, _MOST_BATCHES = 4, 16, 60
_EPOCHS_A_ROUND = 5
"""Epochs in which every window is shown once; shown more often, a year's windows are learned by heart."""
_BATCH = 128
_HIDDEN_SHARE = 0.1
_TUNE_RATE = 5e-4
_SETTINGS = "deepar.json"
_WEIGHTS = "deepar.pt"


@dataclass(frozen=True)
class _Table:
    """A grid made ready for the net, row by row the grid's series."""

    grid: Grid
    scale: Floats
    squashed: Floats
    dynamic: npt.NDArray[np.float32]
    numbers: npt.NDArray[np.float32]
    codes: npt.NDArray[np.int64]


class DeepAR:
    """GluonTS's DeepAREstimator with a hurdle head on asinh-scaled weeks; each of its nets draws in turn.

    Fills gaps by the last week known, takes series shorter than its context, unknown categories and
    unknown trades. Source: Salinas et al. 2020; the paper, forecasting section; FINDINGS 3b.
    """

    name = "deepar"

    def __init__(
        self,
        *,
        epochs: int = EPOCHS,
        rate: float = RATE,
        hidden: int = HIDDEN,
        dropout: float = DROPOUT,
        nets: int = NETS,
    ) -> None:
        self.epochs = epochs
        self._rate = rate
        self._hidden = hidden
        self._dropout = dropout
        self._count = nets
        self._known: tuple[str, ...] = ()
        self._nets: list[PyTorchPredictor] = []

    def untaught(self, *, nets: int | None = None) -> "DeepAR":
        """Another with the same settings, or so many nets, that has learned nothing."""
        return DeepAR(
            epochs=self.epochs,
            rate=self._rate,
            hidden=self._hidden,
            dropout=self._dropout,
            nets=nets or self._count,
        )

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Learn from scratch; a tenth of the series hide their category, so that 0 means unknown."""
        from models.forecasters.network import Effort, build, train

        grid = read_grid(series)
        rows = static_rows(static, grid.unique_ids)
        self._known = tuple(sorted({name for name in rows["category"] if name}))
        codes = self._codes(rows)
        hidden = np.random.default_rng(seed).random(len(grid)) < _HIDDEN_SHARE
        codes[hidden, 0] = 0
        entries = _training_entries(grid, codes, seed=seed)
        shape = self._shape()
        effort = Effort(self.epochs, _batches(entries, _EPOCHS_A_ROUND), _BATCH, self._rate)
        seeds = range(seed, seed + self._count)
        if entries:
            self._nets = [train(shape, entries, effort, seed=each) for each in seeds]
        else:
            self._nets = [build(shape, seed=each) for each in seeds]
        return self

    def tuned(self, series: pd.DataFrame, static: pd.DataFrame, *, epochs: int, seed: int) -> "DeepAR":
        """A copy that went on learning from these series; this one stays as it is."""
        from models.forecasters.network import Effort, train

        grid = read_grid(series)
        copy = self.untaught()
        copy._known = self._known
        copy._nets = self._fitted()
        codes = self._codes(static_rows(static, grid.unique_ids))
        entries = _training_entries(grid, codes, seed=seed)
        if entries:
            effort = Effort(epochs, _batches(entries, 1), _BATCH, _TUNE_RATE)
            copy._nets = [
                train(self._shape(), entries, effort, seed=seed + place, start_from=net)
                for place, net in enumerate(self._fitted())
            ]
        return copy

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Draw futures; a series that never moved stays at zero.

        Raises ValueError for a horizon over 12 weeks or before `fit`.
        """
        grid = read_grid(series)
        drawn = self.draw(grid, static, horizon_weeks=horizon_weeks, paths=paths, seed=seed)
        weeks = as_dates(grid.coming(horizon_weeks))
        return Forecast(grid.unique_ids, weeks, drawn, tuple({self.name: 1.0} for _ in grid.unique_ids))

    def draw(
        self, grid: Grid, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> FloatArray:
        """Paths (series, paths, weeks) for a grid already read; the nets draw them by turns."""
        from models.forecasters.network import sample

        if not 1 <= horizon_weeks <= HORIZON:
            raise ValueError(f"horizon_weeks is {horizon_weeks}, DeepAR knows 1 to {HORIZON}")
        nets = self._fitted()
        drawn = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
        if not len(grid):
            return drawn
        table = _table(grid, self._codes(static_rows(static, grid.unique_ids)))
        for row, entry in enumerate(_entries(table)):
            if entry is not None and table.scale[row] > 0:
                own_seed = zlib.crc32(f"{seed}/{grid.unique_ids[row]}".encode())
                for turn, net in enumerate(nets):
                    count = len(range(turn, paths, len(nets)))
                    squashed = sample(net, entry, count, seed=own_seed + turn)[:, :horizon_weeks]
                    drawn[row, turn :: len(nets)] = np.sinh(squashed) * table.scale[row]
        return drawn

    def save(self, folder: Path) -> None:
        """Write deepar.json (constructor arguments) and deepar.pt (state_dict)."""
        from models.forecasters.network import save_weights, shape_as_json

        settings = {
            "epochs": self.epochs,
            "nets": self._count,
            "categories": self._known,
            "shape": shape_as_json(self._shape()),
        }
        (folder / _SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
        save_weights(self._fitted(), folder / _WEIGHTS)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote; no stored code is run."""
        from models.forecasters.network import load_weights, shape_from_json

        settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
        shape = shape_from_json(settings["shape"])
        model = cls(
            epochs=settings["epochs"], hidden=shape.hidden, dropout=shape.dropout, nets=settings["nets"]
        )
        model._known = tuple(settings["categories"])
        model._nets = load_weights(shape, settings["nets"], folder / _WEIGHTS)
        return model

    def _fitted(self) -> "list[PyTorchPredictor]":
        if not self._nets:
            raise ValueError("DeepAR has not been fitted")
        return self._nets

    def _shape(self) -> Any:
        from models.forecasters.network import Shape

        return Shape(categories=len(self._known), hidden=self._hidden, dropout=self._dropout)

    def _codes(self, rows: dict[str, tuple[str, ...]]) -> npt.NDArray[np.int64]:
        """Category, direction and trade of each series as numbers, (series, 3)."""
        return np.stack(
            [
                category_codes(rows["category"], self._known),
                np.array([int(direction == "in") for direction in rows["direction"]], dtype=np.int64),
                np.array([section_code(nace) for nace in rows["nace"]], dtype=np.int64),
            ],
            axis=1,
        )


def _table(grid: Grid, codes: npt.NDArray[np.int64]) -> _Table:
    scale = usual_week(grid)
    squashed = squash(grid, scale)
    dynamic = dynamic_features(grid, squashed, HORIZON)
    return _Table(grid, scale, squashed, dynamic, static_features(scale, squashed), codes)


def _entries(table: _Table) -> list["Entry | None"]:
    """The net's view of every series' last weeks; None where none of them is known."""
    from models.forecasters.network import Entry, Shape

    oldest = max(0, len(table.grid.weeks) - Shape(categories=0).past)
    entries: list[Entry | None] = []
    for row in range(len(table.grid)):
        known = np.flatnonzero(~np.isnan(table.squashed[row, oldest:]))
        if not len(known):
            entries.append(None)
            continue
        first = oldest + known[0]
        category, direction, section = (int(code) for code in table.codes[row])
        entries.append(
            Entry(
                start=table.grid.weeks[first],
                target=table.squashed[row, first:].astype(np.float32),
                dynamic=table.dynamic[row][:, first:],
                codes=(category, direction, section),
                numbers=table.numbers[row],
            )
        )
    return entries


def _training_entries(grid: Grid, codes: npt.NDArray[np.int64], *, seed: int) -> list["Entry"]:
    """Windows with the weeks that came after them, each scaled and told by what was known before.

    Scaling a whole series at once would tell the net how large the coming weeks are: its fans then
    are too narrow on the day they are needed.
    """
    rows, columns = training_windows(
        grid, least_weeks=_LEAST_WEEKS, least_active=_LEAST_ACTIVE, most=_MOST_WINDOWS, seed=seed
    )
    entries: list[Entry] = []
    for column in np.unique(columns):
        mine = rows[columns == column]
        oldest = max(0, column - _LOOK_BACK)
        names = tuple(grid.unique_ids[row] for row in mine)
        past = Grid(names, grid.weeks[oldest:column], grid.y[mine, oldest:column])
        table = _table(past, codes[mine])
        weeks = grid.weeks[column : column + HORIZON]
        coming = squash(Grid(names, weeks, grid.y[mine, column : column + len(weeks)]), table.scale)
        for entry, after in zip(_entries(table), coming, strict=True):
            if entry is not None:
                target = np.concatenate([entry.target, after]).astype(np.float32)
                entries.append(replace(entry, target=target))
    return entries


def _batches(entries: Sequence["Entry"], epochs_a_round: int) -> int:
    """Batches of an epoch, 4 to 60: all windows in so many epochs, or 16 batches where that is less."""
    once = len(entries) // _BATCH
    share = max(once // epochs_a_round, min(once, _ENOUGH_BATCHES))
    return min(max(share, _FEWEST_BATCHES), _MOST_BATCHES)
