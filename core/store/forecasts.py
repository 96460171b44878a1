"""Forecasts as they were said: sample futures, zipped, never changed afterwards.

What was drawn afterwards from a past week's view (`looking_back`) is never taken for the present.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select

from core.series.levels import Paths
from core.store.people import require_accounts
from core.store.schema import ForecastFan, ForecastRun, ForecastSeries
from core.store.unit import Unit

BURSAR = "bursar"
"""Whose futures are shown unless somebody asks for those of a part of it."""
_WEEKS, _UNIT_ROOT = "weeks", "unit_root"
"""What is kept beside the shares in `made_of`."""


@dataclass(frozen=True)
class SeriesSaid:
    """Futures of one account x category x direction; `paths` (paths, weeks), major units.

    `whose` they are: Bursar's, or those of one of the learners it is made of. `unit_root` is the
    Dickey-Fuller test's p-value of the weeks they were drawn from, None where it was not made.
    """

    account_id: int
    category: str
    direction: str
    digest: str
    weeks_seen: int
    made_of: dict[str, Any]
    paths: Paths
    model_version_id: int | None = None
    whose: str = BURSAR
    unit_root: float | None = None


@dataclass(frozen=True, slots=True)
class OriginSaid:
    """All that was said of the weeks from one Monday on: by one look ahead or several, or looking back.

    `made_at` is the first of them, `versions` the models that spoke; `has_paths` says whether its newest
    futures are still kept whole.
    """

    first_week: date
    looking_back: bool
    horizon_weeks: int
    made_at: datetime
    versions: frozenset[int | None]
    has_paths: bool


@dataclass(frozen=True, slots=True)
class RunSaid:
    """When a look ahead was made, from which data, for which weeks."""

    id: int
    data_until: date
    first_week: date
    horizon_weeks: int
    made_at: datetime


def add_run(
    unit: Unit,
    company_id: int,
    span: tuple[date, date, int],
    model_version_id: int | None,
    series: Sequence[SeriesSaid],
    *,
    looking_back: bool = False,
) -> int:
    """Store a look ahead; `span` is data_until, first_week, horizon_weeks. Returns the run."""
    require_accounts(unit, company_id, (each.account_id for each in series))
    run = ForecastRun(
        company_id=company_id,
        data_until=span[0],
        first_week=span[1],
        horizon_weeks=span[2],
        model_version_id=model_version_id,
        made_at=unit.now,
        looking_back=looking_back,
    )
    unit.session.add(run)
    unit.session.flush()
    values = [
        {
            "run_id": run.id,
            "account_id": each.account_id,
            "category": each.category,
            "direction": each.direction,
            "digest": each.digest,
            "weeks_seen": each.weeks_seen,
            "made_of": each.made_of | {_WEEKS: each.paths.shape[1], _UNIT_ROOT: each.unit_root},
            "paths": zipped(each.paths),
            "whose": each.whose,
        }
        for each in series
    ]
    if values:
        unit.session.execute(insert(ForecastSeries), values)
    return run.id


def newest_run(unit: Unit, company_id: int) -> RunSaid | None:
    """The newest look ahead of a company."""
    unit.require(company_id)
    query = select(ForecastRun).where(ForecastRun.company_id == company_id, ~ForecastRun.looking_back)
    row = unit.session.scalar(query.order_by(ForecastRun.id.desc()).limit(1))
    if row is None:
        return None
    return RunSaid(row.id, row.data_until, row.first_week, row.horizon_weeks, row.made_at)


def newest_series(
    unit: Unit, company_id: int, first_week: date, *, whose: str = BURSAR, looking_back: bool = False
) -> list[SeriesSaid]:
    """The newest futures of every series for this first week, over all runs of a kind."""
    unit.require(company_id)
    newest = newest_ids(company_id, first_week, looking_back=looking_back).subquery()
    query = (
        select(ForecastSeries, ForecastRun.model_version_id)
        .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
        .join(newest, newest.c.id == ForecastSeries.id)
        .where(ForecastSeries.whose == whose, ~ForecastSeries.thinned)
        .order_by(ForecastSeries.account_id, ForecastSeries.category, ForecastSeries.direction)
    )
    return [_said(row, version_id) for row, version_id in unit.session.execute(query)]


def offered(unit: Unit, company_id: int, first_week: date, *, looking_back: bool = False) -> set[str]:
    """Whose futures are kept for this first week."""
    unit.require(company_id)
    query = (
        select(ForecastSeries.whose)
        .distinct()
        .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
        .where(_of(company_id, first_week, looking_back=looking_back), ~ForecastSeries.thinned)
    )
    return set(unit.session.scalars(query))


def origins(unit: Unit, company_id: int) -> list[OriginSaid]:
    """Every first week that something was said of, oldest first; what was said at the time comes first."""
    unit.require(company_id)
    kept = (
        select(ForecastSeries.id)
        .where(ForecastSeries.run_id == ForecastRun.id, ~ForecastSeries.thinned)
        .exists()
    )
    query = select(ForecastRun, kept).where(ForecastRun.company_id == company_id).order_by(ForecastRun.id)
    found: dict[tuple[date, bool], OriginSaid] = {}
    for run, has_paths in unit.session.execute(query):
        key = (run.first_week, run.looking_back)
        said = found.get(key) or OriginSaid(
            *key, run.horizon_weeks, run.made_at, frozenset(), has_paths=False
        )
        found[key] = replace(
            said,
            versions=said.versions | {run.model_version_id},
            has_paths=said.has_paths or bool(has_paths),
        )
    return [found[key] for key in sorted(found)]


def newest_ids(company_id: int, first_week: date, *, looking_back: bool) -> Select[int]:
    """The query for the newest futures of every series and learner, for this first week."""
    keys = (
        ForecastSeries.account_id,
        ForecastSeries.category,
        ForecastSeries.direction,
        ForecastSeries.whose,
    )
    return (
        select(func.max(ForecastSeries.id).label("id"))
        .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
        .where(_of(company_id, first_week, looking_back=looking_back))
        .group_by(*keys)
    )


def forget_company(unit: Unit, company_id: int) -> None:
    """Drop a company's forecasts, when the company itself goes."""
    unit.require(company_id)
    runs = select(ForecastRun.id).where(ForecastRun.company_id == company_id)
    unit.session.execute(delete(ForecastSeries).where(ForecastSeries.run_id.in_(runs)))
    unit.session.execute(delete(ForecastRun).where(ForecastRun.company_id == company_id))
    unit.session.execute(delete(ForecastFan).where(ForecastFan.company_id == company_id))


def zipped(numbers: Paths) -> bytes:
    """An array of float32 as it is stored."""
    return zlib.compress(np.ascontiguousarray(numbers, dtype=np.float32).tobytes(), 6)


def unzipped(stored: bytes, columns: int) -> Paths:
    """The array again, (rows, columns)."""
    return np.frombuffer(zlib.decompress(stored), dtype=np.float32).reshape(-1, columns)


def _of(company_id: int, first_week: date, *, looking_back: bool) -> ColumnElement[bool]:
    return and_(
        ForecastRun.company_id == company_id,
        ForecastRun.first_week == first_week,
        ForecastRun.looking_back == looking_back,
    )


def _said(row: ForecastSeries, model_version_id: int | None) -> SeriesSaid:
    return SeriesSaid(
        account_id=row.account_id,
        category=row.category,
        direction=row.direction,
        digest=row.digest,
        weeks_seen=row.weeks_seen,
        made_of={key: value for key, value in row.made_of.items() if key not in (_WEEKS, _UNIT_ROOT)},
        paths=unzipped(row.paths, int(row.made_of[_WEEKS])),
        model_version_id=model_version_id,
        whose=row.whose,
        unit_root=row.made_of.get(_UNIT_ROOT),
    )
