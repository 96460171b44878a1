"""What must be drawn anew, and drawing it."""

import zlib
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from core.domain.weeks import HORIZON_WEEKS, first_open_week
from core.registry.frames import forecast_frames
from core.registry.schedules import as_schedule, payments_frame
from core.registry.shelf import FORECASTER
from core.services.forecast.weeks import key_of, marks, parsed
from core.store import forecasts, frames, people, recurring, versions
from core.store.forecasts import BURSAR, SeriesSaid
from core.store.unit import Unit
from core.store.weekly import weekly_frame
from models.contracts import Forecast, Forecaster
from models.forecasters.fitness import judge_fitness, unit_root_chances
from models.forecasters.grid import read_grid
from models.forecasters.history import History
from models.forecasters.recurring.weave import Schedule, draw_with

PATHS = 400


@dataclass(frozen=True)
class Plan:
    """Series to draw anew, with the digests of the data they are drawn from, and schedules within them.

    `unit_roots` holds, by series, the Dickey-Fuller test's p-value where it could be made.
    """

    company_id: int
    data_until: date
    digests: dict[str, str]
    series_frame: pd.DataFrame
    static_frame: pd.DataFrame
    schedules: tuple[Schedule, ...] = ()
    unit_roots: dict[str, float] = field(default_factory=dict)


def plan(unit: Unit, company_id: int) -> Plan | None:
    """What must be drawn anew: every series whose data changed since; None where nothing did.

    A correction between two categories thus draws exactly these two. A new champion draws all anew.
    """
    weekly = weekly_frame(unit, company_id)
    keys = [] if weekly is None else _stale_keys(unit, company_id, weekly)
    if weekly is None or not keys:
        return None
    data_until = people.data_until(unit, company_id)
    assert data_until is not None
    wanted = weekly[weekly["unique_id"].isin(keys)]
    series, static = forecast_frames(wanted, company_id, people.company(unit, company_id).nace)
    wanted_marks = {key: mark for key, mark in marks(unit, company_id, weekly).items() if key in keys}
    schedules = _schedules(unit, company_id, data_until, wanted_marks)
    unit_roots = _unit_roots(series)
    return Plan(company_id, data_until, wanted_marks, series, static, schedules, unit_roots)


def draw(plan: Plan, forecaster: Forecaster) -> Forecast:
    """Sample futures of every planned series; the same plan always draws the same futures.

    Beside them, `alone`, those of each learner in the blend and those of the plain last year.
    """
    seed = zlib.crc32(f"{plan.company_id}/{first_open_week(plan.data_until)}".encode())
    told = (plan.series_frame, plan.static_frame)
    drawn = draw_with(forecaster, *told, plan.schedules, horizon_weeks=HORIZON_WEEKS, paths=PATHS, seed=seed)
    plain = History().forecast(*told, horizon_weeks=HORIZON_WEEKS, paths=PATHS, seed=seed)
    return replace(drawn, alone={**drawn.alone, History.name: plain})


def keep(
    unit: Unit, plan: Plan, drawn: Forecast, model_version_id: int | None, *, looking_back: bool = False
) -> int:
    """Store what was drawn as a new run; returns how many series."""
    seen = plan.series_frame.groupby("unique_id")["y"].count()
    said = [
        SeriesSaid(
            *parsed(key),
            plan.digests[key],
            int(seen[key]),
            dict(parts),
            paths,
            whose=whose,
            unit_root=plan.unit_roots.get(key),
        )
        for whose, told in {BURSAR: drawn, **drawn.alone}.items()
        for key, parts, paths in zip(told.unique_ids, told.parts, told.paths, strict=True)
    ]
    span = (plan.data_until, first_open_week(plan.data_until), HORIZON_WEEKS)
    forecasts.add_run(unit, plan.company_id, span, model_version_id, said, looking_back=looking_back)
    people.touch(unit, plan.company_id)
    return len(drawn.unique_ids)


def stale(unit: Unit, company_id: int) -> list[str]:
    """Series whose data are no longer those their newest futures were drawn from."""
    weekly = weekly_frame(unit, company_id)
    return [] if weekly is None else _stale_keys(unit, company_id, weekly)


def _stale_keys(unit: Unit, company_id: int, weekly: pd.DataFrame) -> list[str]:
    data_until = people.data_until(unit, company_id)
    assert data_until is not None
    champion = versions.champion_id(unit, FORECASTER)
    said = forecasts.newest_series(unit, company_id, first_open_week(data_until))
    drawn = {key_of(each): each.digest for each in said if each.model_version_id == champion}
    return [key for key, mark in marks(unit, company_id, weekly).items() if drawn.get(key) != mark]


def _unit_roots(series: pd.DataFrame) -> dict[str, float]:
    """The test's p-values of the series with more than 10 active weeks, where it has an answer."""
    grid = read_grid(series)
    enough = [row for row, fitness in enumerate(judge_fitness(grid)) if fitness.enough]
    chances = unit_root_chances(grid.y[enough])
    named = zip(enough, chances, strict=True)
    return {grid.unique_ids[row]: float(chance) for row, chance in named if np.isfinite(chance)}


def _schedules(unit: Unit, company_id: int, until: date, wanted: dict[str, str]) -> tuple[Schedule, ...]:
    streams = recurring.streams(unit, company_id)
    mine = [each for each in streams if each.in_force and each.series_id in wanted]
    ids = [part_id for each in mine for part_id in each.found.part_ids]
    payments = payments_frame(frames.chosen_rows_frame(unit, company_id, ids))
    return tuple(as_schedule(each, payments, until) for each in mine)
