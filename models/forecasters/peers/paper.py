"""DeepAR as the paper has it, neither mended nor tuned: what Bursar's own forecasts are measured against."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd

from models.contracts import Forecast
from models.forecasters.grid import Grid, as_dates, read_grid
from models.forecasters.surrogates import prepended

if TYPE_CHECKING:
    from gluonts.torch.model.deepar import DeepAREstimator
    from gluonts.torch.model.predictor import PyTorchPredictor

HORIZON = 12
CONTEXT = 24
EPOCHS = 10


class PaperDeepAR:
    """One net over all series with a Student-t head, context 24, 10 epochs, day of week and month.

    What the paper does not tell is left as GluonTS sets it: 2 x 40 cells, 50 batches of 32 windows an
    epoch, mean scaling, its weekly lags up to 157, no static facts. On Monday weeks the day of the week
    says nothing. Futures below zero are drawn at zero, since no series of ours goes below.
    With `with_surrogates` as many surrogate weeks as there are real ones are put before them, for
    learning and for forecasting alike.

    Source: Kotios et al. 2022, forecasting section; Salinas et al. 2020.
    """

    def __init__(
        self, *, with_surrogates: bool = False, epochs: int = EPOCHS, lags: tuple[int, ...] | None = None
    ) -> None:
        self.name = "deepar_paper_surrogates" if with_surrogates else "deepar_paper"
        self._with_surrogates = with_surrogates
        self._epochs = epochs
        self._lags = lags
        self._net: PyTorchPredictor | None = None

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Learn from scratch, from series that moved at all and reach past the horizon.

        `static` is not looked at. Raises ValueError where there is nothing to learn from.
        """
        from models.forecasters.network import seeded

        entries = _entries(self._lengthened(read_grid(series), seed))
        entries = [entry for entry in entries if len(entry["target"]) > HORIZON]
        if not entries:
            raise ValueError("no series moved and reaches past the horizon, so there is nothing to learn")
        with seeded(seed), tempfile.TemporaryDirectory() as scratch:
            trained = self._estimator(Path(scratch)).train_model(_dataset(entries), cache_data=True)
        self._net = trained.predictor.to("cpu")
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Draw futures; a series that never moved stays at zero.

        Series are drawn together, as GluonTS does: which others are in the run changes the draws. The
        surrogates are those of `fit` where seed and weeks are. Raises ValueError before `fit` or for a
        horizon over 12 weeks.
        """
        from models.forecasters.network import seeded

        if not 1 <= horizon_weeks <= HORIZON:
            raise ValueError(f"horizon_weeks is {horizon_weeks}, the paper's DeepAR knows 1 to {HORIZON}")
        if self._net is None:
            raise ValueError("the paper's DeepAR has not been fitted")
        grid = read_grid(series)
        drawn = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
        entries = _entries(self._lengthened(grid, seed))
        with seeded(seed):
            self._net.network.model.num_parallel_samples = paths
            forecasts = list(self._net.predict(_dataset(entries))) if entries else []
        for entry, forecast in zip(entries, forecasts, strict=True):
            drawn[entry["row"]] = forecast.samples[:, :horizon_weeks]
        weeks = as_dates(grid.coming(horizon_weeks))
        return Forecast(grid.unique_ids, weeks, drawn, tuple({self.name: 1.0} for _ in grid.unique_ids))

    def _lengthened(self, grid: Grid, seed: int) -> Grid:
        return prepended(grid, seed=seed) if self._with_surrogates and len(grid.weeks) else grid

    def _estimator(self, scratch: Path) -> "DeepAREstimator":
        from gluonts.time_feature import day_of_week, month_of_year
        from gluonts.torch.model.deepar import DeepAREstimator

        from models.forecasters.network import FREQUENCY

        return DeepAREstimator(
            freq=FREQUENCY,
            prediction_length=HORIZON,
            context_length=CONTEXT,
            lags_seq=None if self._lags is None else list(self._lags),
            time_features=[day_of_week, month_of_year],
            nonnegative_pred_samples=True,
            trainer_kwargs={
                "max_epochs": self._epochs,
                "accelerator": "cpu",
                "logger": False,
                "enable_progress_bar": False,
                "enable_model_summary": False,
                "default_root_dir": str(scratch),
            },
        )


def _entries(grid: Grid) -> list[dict[str, Any]]:
    """What GluonTS reads of each series that ever moved, from its first known week to the grid's last."""
    entries = []
    for row, y in enumerate(grid.y):
        if (y > 0).any():
            first = int(np.flatnonzero(~np.isnan(y))[0])
            entries.append(
                {"start": str(grid.weeks[first]), "target": y[first:].astype(np.float32), "row": row}
            )
    return entries


def _dataset(entries: list[dict[str, Any]]) -> Any:
    from gluonts.dataset.common import ListDataset

    from models.forecasters.network import FREQUENCY

    kept = [{"start": entry["start"], "target": entry["target"]} for entry in entries]
    return ListDataset(kept, freq=FREQUENCY)
