"""DeepAR: one net that has read many companies' weeks and draws the coming twelve."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import FloatArray, Forecast
from models.forecasters.covariates import category_codes, section_code
from models.forecasters.deepar_inputs import (
    WATCHED_WEEKS,
    Codes,
    Table,
    training_entries,
    watched_entries,
)
from models.forecasters.grid import Grid, as_dates, read_grid, static_rows
from models.forecasters.windows import HORIZON

if TYPE_CHECKING:
    from gluonts.torch.model.predictor import PyTorchPredictor

    from models.forecasters.network import Effort, Entry

EPOCHS, RATE, HIDDEN, DROPOUT = 12, 2e-3, 48, 0.1
"""Source: FINDINGS 3b; `study.py` tries others."""
NETS = 2
"""Nets that learn from different beginnings; two lost half a percent less than one in Birmingham 2015."""
_FEWEST_BATCHES, _ENOUGH_BATCHES, _MOST_BATCHES = 4, 16, 60
_EPOCHS_A_ROUND = 5
"""Epochs in which every window is shown once; shown more often, a year's windows are learned by heart."""
_BATCH = 128
_HIDDEN_SHARE = 0.1
_TUNE_RATE = 5e-4
_SETTINGS = "deepar.json"
_WEIGHTS = "deepar.pt"


class DeepAR:
    """GluonTS's DeepAREstimator with a hurdle head on asinh-scaled weeks; each of its nets draws in turn.

    Fills gaps by the last week known, takes series shorter than its context, unknown categories and
    unknown trades. Learning ends `stop_after` epochs into its course; where that is None, it first finds
    after how many a net that has not seen the newest 24 weeks foretells them best, from four starts.
    Source: Salinas et al. 2020; the paper, forecasting section; FINDINGS 3b; Prechelt 1998 (early stopping).
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
        stop_after: int | None = None,
    ) -> None:
        self.epochs = epochs
        self._rate = rate
        self._hidden = hidden
        self._dropout = dropout
        self._count = nets
        self._stop_after = stop_after
        self.stopped_after: int | None = None
        self._known: tuple[str, ...] = ()
        self._nets: list[PyTorchPredictor] = []

    def untaught(self, *, nets: int | None = None, stop_after: int | None = None) -> "DeepAR":
        """Another with the same settings, or these, that has learned nothing."""
        return DeepAR(
            epochs=self.epochs,
            rate=self._rate,
            hidden=self._hidden,
            dropout=self._dropout,
            nets=nets or self._count,
            stop_after=stop_after or self._stop_after,
        )

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Learn from scratch; a tenth of the series hide their category, so that 0 means unknown."""
        from models.forecasters.network import build, train

        grid = read_grid(series)
        rows = static_rows(static, grid.unique_ids)
        self._known = tuple(sorted({name for name in rows["category"] if name}))
        codes = self._codes(rows)
        hidden = np.random.default_rng(seed).random(len(grid)) < _HIDDEN_SHARE
        codes[hidden, 0] = 0
        self.stopped_after = self._stop_after or self._best_epoch(grid, codes, seed)
        entries = training_entries(grid, codes, seed=seed)
        shape = self._shape()
        effort = replace(self._effort(entries), stop_after=self.stopped_after)
        seeds = range(seed, seed + self._count)
        if entries:
            self._nets = [train(shape, entries, effort, seed=each) for each in seeds]
        else:
            self._nets = [build(shape, seed=each) for each in seeds]
        return self

    def _best_epoch(self, grid: Grid, codes: Codes, seed: int) -> int:
        """How long to learn, by a net taught before the newest weeks; all epochs where they are too few."""
        from models.forecasters.network import best_epoch

        watched = watched_entries(grid, codes)
        if not watched:
            return self.epochs
        entries = training_entries(grid.until(WATCHED_WEEKS), codes, seed=seed)
        return (
            best_epoch(self._shape(), entries, watched, self._effort(entries), seed=seed)
            if entries
            else self.epochs
        )

    def _effort(self, entries: Sequence["Entry"]) -> "Effort":
        from models.forecasters.network import Effort

        return Effort(self.epochs, _batches(entries, _EPOCHS_A_ROUND), _BATCH, self._rate)

    def tuned(self, series: pd.DataFrame, static: pd.DataFrame, *, epochs: int, seed: int) -> "DeepAR":
        """A copy that went on learning from these series; this one stays as it is."""
        from models.forecasters.network import Effort, train

        grid = read_grid(series)
        copy = self.untaught()
        copy._known = self._known
        copy._nets = self._fitted()
        codes = self._codes(static_rows(static, grid.unique_ids))
        entries = training_entries(grid, codes, seed=seed)
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
        table = Table.of(grid, self._codes(static_rows(static, grid.unique_ids)))
        told = enumerate(table.entries())
        moving = {row: entry for row, entry in told if entry is not None and table.scale[row] > 0}
        rows, entries = list(moving), list(moving.values())
        seeds = [zlib.crc32(f"{seed}/{grid.unique_ids[row]}".encode()) for row in rows]
        for turn, net in enumerate(nets):
            count = len(range(turn, paths, len(nets)))
            squashed = sample(net, entries, count, seeds=[each + turn for each in seeds])
            usual = table.scale[rows].astype(np.float32)[:, None, None]
            drawn[rows, turn :: len(nets)] = np.sinh(squashed[:, :, :horizon_weeks]) * usual
        return drawn

    def save(self, folder: Path) -> None:
        """Write deepar.json (constructor arguments) and deepar.pt (state_dict)."""
        from models.forecasters.network import save_weights, shape_as_json

        settings = {
            "epochs": self.epochs,
            "nets": self._count,
            "stopped_after": self.stopped_after,
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
            epochs=settings["epochs"],
            hidden=shape.hidden,
            dropout=shape.dropout,
            nets=settings["nets"],
        )
        model.stopped_after = settings["stopped_after"]
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


def _batches(entries: Sequence["Entry"], epochs_a_round: int) -> int:
    """Batches of an epoch, 4 to 60: all windows in so many epochs, or 16 batches where that is less."""
    once = len(entries) // _BATCH
    share = max(once // epochs_a_round, min(once, _ENOUGH_BATCHES))
    return min(max(share, _FEWEST_BATCHES), _MOST_BATCHES)
