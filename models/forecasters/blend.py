"""What Bursar serves: history-anchored net and DeepAR, averaged, calibrated, coupled into whole futures."""

import json
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from models.contracts import FloatArray, Forecast
from models.forecasters.anchored import Anchored
from models.forecasters.calibration import Calibration, Origin, calibrate
from models.forecasters.cold_start import Pools
from models.forecasters.covariates import usual_week
from models.forecasters.deepar import DeepAR
from models.forecasters.fitness import Density, Fitness, judge_fitness
from models.forecasters.grid import Grid, as_dates, read_grid, static_rows
from models.forecasters.joint_paths import couple
from models.forecasters.windows import HORIZON

DEEPAR_WEIGHTS = {Density.DENSE: 0.35, Density.MIDDLE: 0.25, Density.RARE: 0.1}
"""Share of DeepAR in each weekly quantile; the rest is the history-anchored net's. Source: FINDINGS 3b
(.25); where money is rare DeepAR alone loses to history, where it is dense it is at its best."""
_NEGLIGIBLE = 0.02
_SETTINGS = "bursar.json"
_CALIBRATION_ORIGINS = 4
_LEAST_WEEKS = 52
"""Weeks that must lie before the first calibration origin."""
_TRIAL_PATHS = 100
_TRIAL_SERIES = 600


@dataclass(frozen=True)
class _Known:
    """The series of one run: weeks, fitness and static facts, in the grid's order."""

    grid: Grid
    fitness: tuple[Fitness, ...]
    static: pd.DataFrame

    @classmethod
    def of(cls, grid: Grid, static: pd.DataFrame) -> Self:
        return cls(grid, judge_fitness(grid), static)

    def longer(self) -> list[int]:
        """Rows with history enough for a learner."""
        return [row for row, fitness in enumerate(self.fitness) if not fitness.short]

    def part(self, rows: list[int]) -> Grid:
        """The weeks of these rows."""
        grid = self.grid
        return Grid(tuple(grid.unique_ids[row] for row in rows), grid.weeks, grid.y[rows])


class Bursar:
    """Quantile average of two learners; a band from similar series where history is short.

    `Forecast.parts` says which: {"anchored": .65, "deepar": .35} and the like, by density; {"average",
    "pool"} under 26 weeks; {"too_short": 1.0} under 4 weeks, whose paths stand in totals but make no fan
    of their own.
    """

    name = "bursar"

    def __init__(
        self,
        deepar: DeepAR | None = None,
        anchored: Anchored | None = None,
        *,
        calibration: Calibration | None = None,
        pools: Pools | None = None,
    ) -> None:
        self.deepar = deepar or DeepAR()
        self.anchored = anchored or Anchored()
        self.calibration = calibration or Calibration()
        self.pools = pools or Pools()

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Calibrate on the last year by models that have not seen it, then train on all.

        Under 76 weeks there is no year to spare, and the usual calibration stands.
        """
        grid = read_grid(series)
        origins, stop_after = self._trial(grid, series, static, seed)
        self.calibration = calibrate(origins)
        self.deepar = self.deepar.untaught(stop_after=stop_after)
        self.anchored.learn(grid, seed=seed)
        self.deepar.fit(series, static, seed=seed)
        self.pools = Pools.learned(grid, static_rows(static, grid.unique_ids))
        return self

    def tuned(self, series: pd.DataFrame, static: pd.DataFrame, *, epochs: int, seed: int) -> "Bursar":
        """A copy whose two learners went on learning from these series; this one stays as it is."""
        return Bursar(
            self.deepar.tuned(series, static, epochs=epochs, seed=seed),
            self.anchored.tuned(read_grid(series), epochs=epochs, seed=seed),
            calibration=self.calibration,
            pools=self.pools,
        )

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Draw futures of every series; each depends on its own weeks, `seed` and nothing else.

        Raises ValueError for a horizon over 12 weeks.
        """
        grid = read_grid(series)
        known = _Known.of(grid, static)
        densities = tuple(fitness.density for fitness in known.fitness)
        drawn = self._drawn(known, horizon_weeks, paths, seed)
        fans = self.calibration.mend(self._fans(known, drawn, seed), densities)
        coupled = couple(fans, grid.unique_ids, densities, self.calibration.coupling, seed=seed)
        parts = tuple(self._parts(fitness) for fitness in known.fitness)
        served = Forecast(grid.unique_ids, as_dates(grid.coming(horizon_weeks)), coupled, parts)
        return replace(served, alone={self.deepar.name: self._deepar_alone(served, known, drawn)})

    def save(self, folder: Path) -> None:
        """Write bursar.json (calibration, pools) and the two learners' files."""
        settings = {"calibration": self.calibration.as_json(), "pools": self.pools.as_json()}
        (folder / _SETTINGS).write_text(json.dumps(settings) + "\n", encoding="utf-8")
        self.deepar.save(folder)
        self.anchored.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote."""
        settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
        return cls(
            DeepAR.load(folder),
            Anchored.load(folder),
            calibration=Calibration.from_json(settings["calibration"]),
            pools=Pools.from_json(settings["pools"]),
        )

    def _trial(
        self, grid: Grid, series: pd.DataFrame, static: pd.DataFrame, seed: int
    ) -> tuple[list[Origin], int | None]:
        """Forecasts of the last months by learners that ended before them, oldest first.

        And how long DeepAR learned there, which it found on weeks before these months; None without.
        """
        spare = (len(grid.weeks) - _LEAST_WEEKS) // HORIZON
        count = min(_CALIBRATION_ORIGINS, spare)
        if count < 2:
            return [], None
        early = grid.until(count * HORIZON)
        past = series[series["ds"] <= pd.Timestamp(early.weeks[-1])]
        trial = Bursar(self.deepar.untaught(nets=1), Anchored(nets=1, epochs=self.anchored.epochs))
        trial.anchored.learn(early, seed=seed)
        trial.deepar.fit(past, static, seed=seed)
        origins = [trial._origin(grid, back * HORIZON, static, seed + back) for back in range(count, 0, -1)]
        return origins, trial.deepar.stopped_after

    def _origin(self, grid: Grid, weeks_back: int, static: pd.DataFrame, seed: int) -> Origin:
        """What this model says of the weeks after one past week, with what came; a part of the series."""
        then = grid.until(weeks_back)
        longer = _Known.of(then, static).longer()
        rows = longer[:: max(1, -(-len(longer) // _TRIAL_SERIES))]
        part = Grid(tuple(grid.unique_ids[row] for row in rows), then.weeks, then.y[rows])
        known = _Known.of(part, static)
        facts = static_rows(static, part.unique_ids)
        first = len(then.weeks)
        return Origin(
            unique_ids=part.unique_ids,
            fans=self._fans(known, self._drawn(known, HORIZON, _TRIAL_PATHS, seed), seed),
            truth=grid.y[rows, first : first + HORIZON],
            before=part.y,
            densities=tuple(fitness.density for fitness in known.fitness),
            companies=facts["company"],
            signs=np.where(np.array(facts["direction"]) == "in", 1.0, -1.0),
            seed=seed,
        )

    def _drawn(self, known: _Known, horizon_weeks: int, paths: int, seed: int) -> FloatArray:
        """DeepAR's own futures of the series with history enough, (longer series, paths, weeks)."""
        part = known.part(known.longer())
        return self.deepar.draw(part, known.static, horizon_weeks=horizon_weeks, paths=paths, seed=seed)

    def _deepar_alone(self, served: Forecast, known: _Known, drawn: FloatArray) -> Forecast:
        """What DeepAR says by itself; where history is too short for it, what is served."""
        paths, parts = served.paths.copy(), list(served.parts)
        for row, own in zip(known.longer(), drawn, strict=True):
            paths[row], parts[row] = own, {self.deepar.name: 1.0}
        return replace(served, paths=paths, parts=tuple(parts))

    def _fans(self, known: _Known, drawn: FloatArray, seed: int) -> FloatArray:
        """Weekly values (series, paths, weeks), ascending along paths; `drawn` as by `_drawn`."""
        grid, (paths, horizon_weeks) = known.grid, drawn.shape[1:]
        fans = np.zeros((len(grid), paths, horizon_weeks), dtype=np.float32)
        longer = known.longer()
        part = known.part(longer)
        levels = (np.arange(paths) + 0.5) / paths
        anchored = self.anchored.fans(part, levels, horizon_weeks=horizon_weeks)
        shares = [DEEPAR_WEIGHTS[known.fitness[row].density] for row in longer]
        weight = np.array(shares, dtype=np.float32)[:, None, None]
        mixed = weight * np.sort(drawn, axis=1) + (1 - weight) * anchored
        negligible = _NEGLIGIBLE * usual_week(part)[:, None, None]
        fans[longer] = np.where(mixed < negligible, np.float32(0), mixed)
        facts = static_rows(known.static, grid.unique_ids)
        for row in sorted(set(range(len(grid))) - set(longer)):
            own_seed = zlib.crc32(f"{seed}/{grid.unique_ids[row]}".encode())
            weeks = grid.y[row][~np.isnan(grid.y[row])]
            band = self.pools.band(weeks, facts, row, (paths, horizon_weeks), seed=own_seed)
            fans[row] = np.sort(band, axis=0)
        return fans

    def _parts(self, fitness: Fitness) -> dict[str, float]:
        if fitness.nothing_to_say:
            return {"too_short": 1.0}
        if fitness.short:
            pooled = self.pools.weight(fitness.weeks_seen)
            return {"average": 1.0 - pooled, "pool": pooled}
        share = DEEPAR_WEIGHTS[fitness.density]
        return {"anchored": 1.0 - share, "deepar": share}
