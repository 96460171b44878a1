"""The classics of statsforecast, one model a series: AutoETS, AutoTheta, AutoARIMA, Croston and TSB.

Imports statsforecast inside its functions: it is in requirements-dev.txt alone.
"""

import warnings
from collections.abc import Callable
from typing import Any, Self

import numpy as np
import pandas as pd

from models.contracts import Forecast
from models.forecasters.grid import Floats, Grid, read_grid
from models.forecasters.history import pick, recent_weeks
from models.forecasters.peers.futures import forecast_of, ordered_like, places, seed_of, spread
from models.forecasters.scores import FAN_LEVELS

PACKAGE = "statsforecast"
ONE_SEASON = 1
"""No yearly season: AutoETS knows none over 24 weeks, AutoARIMA would take hours."""
_FEWEST_WEEKS = 16
_ERROR_WEEKS = 52
_BANDS = (20, 40, 50, 60, 80, 90, 95)
_LARGEST = 100.0
"""No future is over a hundred times the largest week known: a trend may run away."""
Maker = Callable[[], Any]


class Statistical:
    """A model that knows its own bands: fitted before the first origin, then walked on unchanged.

    Weekly quantiles are the model's own, clipped at zero; which high weeks go together is taken from its
    simulated futures. Series too short, without movement or unknown when it was fitted, and those on
    which the library fails, are answered by last year's weeks. Unknown weeks are skipped.
    """

    def __init__(self, name: str, make: Maker) -> None:
        self.name = name
        self._make = make
        self._fitted: dict[str, Any] = {}

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Choose and fit a model for each series."""
        grid = read_grid(series)
        for name, row in zip(grid.unique_ids, grid.y, strict=True):
            known = row[~np.isnan(row)]
            if len(known) >= _FEWEST_WEEKS and known.std() > 0:
                model = self._make()
                if _tried(model.fit, y=known) is not None:
                    self._fitted[name] = model
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Walk each model on to the last week and look ahead."""
        grid = read_grid(series)
        drawn = _of_last_year(grid, horizon_weeks, paths, seed)
        for row, name in enumerate(grid.unique_ids):
            known = grid.y[row][~np.isnan(grid.y[row])]
            model = self._fitted.get(name)
            if model is not None and len(known):
                own = seed_of(seed, name)
                futures = _tried(_walked_on, model, known, horizon_weeks, paths, own)
                if futures is not None and np.isfinite(futures).all():
                    drawn[row] = np.minimum(futures, _LARGEST * known.max())
        return forecast_of(grid, drawn, self.name)


class Intermittent:
    """A model that gives a mean rate alone: its fan is that rate plus the errors of its last year."""

    def __init__(self, name: str, make: Maker) -> None:
        self.name = name
        self._make = make

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Its smoothing is fixed: there is nothing to learn before it looks at the weeks."""
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """The rate of each series, give or take; one without money stays at zero."""
        grid = read_grid(series)
        drawn = _of_last_year(grid, horizon_weeks, paths, seed)
        at = places(paths, horizon_weeks, seed=seed)
        for row in range(len(grid)):
            known = grid.y[row][~np.isnan(grid.y[row])]
            if len(known) < _FEWEST_WEEKS or not known.any():
                continue
            said = _tried(self._make().forecast, y=known, h=horizon_weeks, fitted=True)
            if said is not None:
                errors = (known - np.asarray(said["fitted"]))[-_ERROR_WEEKS:]
                errors = errors[np.isfinite(errors)]
                rate = np.asarray(said["mean"], dtype=np.float64)
                if len(errors) and np.isfinite(rate).all():
                    drawn[row] = np.maximum(rate + pick(errors, at), 0.0)
        return forecast_of(grid, drawn, self.name)


def statistical_peers() -> dict[str, Callable[[], Statistical | Intermittent]]:
    """Every one by the name it has in the table."""
    return {
        "auto_ets": lambda: Statistical("auto_ets", _model("AutoETS", season_length=ONE_SEASON)),
        "auto_theta": lambda: Statistical("auto_theta", _model("AutoTheta", season_length=ONE_SEASON)),
        "auto_arima": lambda: Statistical("auto_arima", _model("AutoARIMA", season_length=ONE_SEASON)),
        "croston": lambda: Intermittent("croston", _model("CrostonOptimized")),
        "tsb": lambda: Intermittent("tsb", _model("TSB", alpha_d=0.1, alpha_p=0.1)),
    }


def _model(kind: str, **settings: Any) -> Maker:
    def make() -> Any:
        from statsforecast import models

        return getattr(models, kind)(**settings)

    return make


def _of_last_year(grid: Grid, horizon_weeks: int, paths: int, seed: int) -> Any:
    at = places(paths, horizon_weeks, seed=seed)
    drawn = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
    for row, known in enumerate(recent_weeks(grid)):
        if len(known):
            drawn[row] = pick(known, at)
    return drawn


def _walked_on(model: Any, known: Floats, horizon_weeks: int, paths: int, seed: int) -> Floats:
    """Futures of one series, (paths, weeks): its own quantiles in the order of simulated paths."""
    said = model.forward(y=known, h=horizon_weeks, level=list(_BANDS))
    named = {0.5: said["mean"]}
    for band in _BANDS:
        named[round(0.5 - band / 200, 3)] = said[f"lo-{band}"]
        named[round(0.5 + band / 200, 3)] = said[f"hi-{band}"]
    quantiles = np.stack([np.asarray(named[level], dtype=np.float64) for level in FAN_LEVELS])
    simulated = _simulated(model, known, horizon_weeks, paths, seed)
    return ordered_like(spread(quantiles, FAN_LEVELS, paths), simulated)


def _simulated(model: Any, known: Floats, horizon_weeks: int, paths: int, seed: int) -> Floats:
    """Paths drawn from the fitted model as it stands after all weeks known; the model stays as it was."""
    from statsforecast.arima import forward_arima
    from statsforecast.ets import forward_ets
    from statsforecast.theta import forward_theta

    forward: dict[str, Any] = {"AutoETS": forward_ets, "AutoTheta": forward_theta, "AutoARIMA": forward_arima}
    fitted = model.model_
    model.model_ = forward[type(model).__name__](fitted, y=known)
    try:
        return np.asarray(model.simulate(h=horizon_weeks, n_paths=paths, seed=seed), dtype=np.float64)
    finally:
        model.model_ = fitted


def _tried(attempt: Callable[..., Any], *what: Any, **how: Any) -> Any:
    """What the library answers, or None where it gives up on a series; its warnings are dropped."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return attempt(*what, **how)
        except (ArithmeticError, ValueError, IndexError, KeyError, np.linalg.LinAlgError):
            return None
