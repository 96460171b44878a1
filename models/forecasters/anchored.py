"""The history-anchored quantile net: a forecast that starts as the series' own past and only mends it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from models.contracts import FloatArray, Forecast
from models.forecasters.anchored_inputs import components, past_of, read_inputs
from models.forecasters.covariates import LARGEST_WEEKS, usual_week
from models.forecasters.fitness import judge_fitness
from models.forecasters.grid import Floats, Grid, as_dates, read_grid
from models.forecasters.joint_paths import couple
from models.forecasters.windows import HORIZON, training_windows

if TYPE_CHECKING:
    from models.forecasters.anchored_net import AnchoredNet, Lesson

NETS = 3
_EPOCHS = 6
_PLENTY = 20_000
"""Windows under which they are read half as often: those of a short past are nearly all alike."""
_LEAST_WEEKS = 20
_LEAST_ACTIVE = 10
_MOST_WINDOWS = 40_000
_TUNE_RATE = 3e-4
_NEGLIGIBLE = 0.02
_SETTINGS = "anchored.json"
_WEIGHTS = "anchored.pt"


class Anchored:
    """Quantiles of five to six stretches of the past, weighted, stretched and shifted by a small net.

    The stretches: the last 13, 26, 52 and 104 weeks, 13 weeks with the same season of earlier years,
    and the same weeks of the month. A net not yet trained answers with their plain average. Source:
    FINDINGS 3b.
    """

    name = "anchored"

    def __init__(self, *, nets: int = NETS, epochs: int = _EPOCHS) -> None:
        self._count = nets
        self.epochs = epochs
        self._nets: list[AnchoredNet] = []

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Learn from scratch; categories and trades are not looked at."""
        return self.learn(read_grid(series), seed=seed)

    def learn(self, grid: Grid, *, seed: int) -> Self:
        """The same for a grid already read."""
        from models.forecasters.anchored_net import train

        lesson = _lesson(grid, seed=seed)
        epochs = self.epochs if len(lesson) >= _PLENTY else -(-self.epochs // 2)
        self._nets = [train(lesson, epochs=epochs, seed=seed + net) for net in range(self._count)]
        return self

    def tuned(self, grid: Grid, *, epochs: int, seed: int) -> "Anchored":
        """A copy that went on learning from these series; this one stays as it is."""
        from models.forecasters.anchored_net import train

        lesson = _lesson(grid, seed=seed)
        copy = Anchored(nets=self._count, epochs=self.epochs)
        copy._nets = [
            train(lesson, epochs=epochs, seed=seed + place, start_from=net, rate=_TUNE_RATE)
            for place, net in enumerate(self._fitted())
        ]
        return copy

    def fans(self, grid: Grid, levels: Floats, *, horizon_weeks: int) -> FloatArray:
        """Quantiles at `levels` of each coming week, (series, levels, weeks), ascending.

        A series' quantiles depend on its own weeks only. Raises ValueError for a horizon over 12
        weeks or before `fit`.
        """
        if not 1 <= horizon_weeks <= HORIZON:
            raise ValueError(f"horizon_weeks is {horizon_weeks}, the net knows 1 to {HORIZON}")
        nets = self._fitted()
        fans = np.zeros((len(grid), len(levels), horizon_weeks), dtype=np.float32)
        scales = usual_week(grid)
        for row in np.flatnonzero(scales > 0):
            quantiles = _quantiles(nets, grid, int(row), levels)
            fans[row] = quantiles.T[:, :horizon_weeks] * scales[row]
        return fans

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Draw futures whose weekly fans are the net's; a series that never moved stays at zero."""
        grid = read_grid(series)
        levels = (np.arange(paths) + 0.5) / paths
        fans = self.fans(grid, levels, horizon_weeks=horizon_weeks)
        densities = tuple(fitness.density for fitness in judge_fitness(grid))
        drawn = couple(fans, grid.unique_ids, densities, seed=seed)
        parts = tuple({self.name: 1.0} for _ in grid.unique_ids)
        return Forecast(grid.unique_ids, as_dates(grid.coming(horizon_weeks)), drawn, parts)

    def save(self, folder: Path) -> None:
        """Write anchored.json (constructor arguments) and anchored.pt (state_dict)."""
        from models.forecasters.anchored_net import save_nets

        settings = {"nets": self._count, "epochs": self.epochs}
        (folder / _SETTINGS).write_text(json.dumps(settings) + "\n", encoding="utf-8")
        save_nets(self._fitted(), folder / _WEIGHTS)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote; no stored code is run."""
        from models.forecasters.anchored_net import load_nets

        model = cls(**json.loads((folder / _SETTINGS).read_text(encoding="utf-8")))
        model._nets = load_nets(model._count, folder / _WEIGHTS)
        return model

    def _fitted(self) -> "list[AnchoredNet]":
        if not self._nets:
            raise ValueError("the anchored net has not been fitted")
        return self._nets


def _quantiles(nets: "list[AnchoredNet]", grid: Grid, row: int, levels: Floats) -> FloatArray:
    """One series' quantiles over its usual week, (HORIZON, levels): the nets' average."""
    from models.forecasters.anchored_net import answer

    past = past_of(grid, np.array([len(grid.weeks)]), np.array([row]))
    inputs = read_inputs(past)
    recent, pair = components(past, inputs.scale, levels)
    mean = np.mean([answer(net, inputs, (recent, pair), levels) for net in nets], axis=0)
    ordered = np.sort(np.minimum(mean, LARGEST_WEEKS), axis=1)
    kept: FloatArray = np.where(ordered < _NEGLIGIBLE, np.float32(0), ordered).astype(np.float32)
    return kept


def _lesson(grid: Grid, *, seed: int) -> "Lesson":
    from models.forecasters.anchored_net import LEVELS, Lesson

    rows, columns = training_windows(
        grid, least_weeks=_LEAST_WEEKS, least_active=_LEAST_ACTIVE, most=_MOST_WINDOWS, seed=seed
    )
    past = past_of(grid, columns, rows)
    inputs = read_inputs(past)
    recent, pair = components(past, inputs.scale, np.array(LEVELS))
    coming = grid.y[rows[:, None], columns[:, None] + np.arange(HORIZON)]
    truth = np.minimum(coming / np.where(inputs.scale > 0, inputs.scale, 1.0)[:, None], LARGEST_WEEKS)
    return Lesson(inputs.series, inputs.targets, recent, pair, truth.astype(np.float32), inputs.change)
