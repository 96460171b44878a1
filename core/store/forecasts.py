"""Forecasts as they were said: sample futures, zipped, never changed afterwards."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import delete, func, insert, select

from core.store.people import require_accounts
from core.store.schema import ForecastRun, ForecastSeries
from core.store.unit import Unit

Paths = npt.NDArray[np.float32]


@dataclass(frozen=True)
class SeriesSaid:
    """Futures of one account x category x direction; `paths` (paths, weeks), major units."""

    account_id: int
    category: str
    direction: str
    digest: str
    weeks_seen: int
    made_of: dict[str, Any]
    paths: Paths
    model_version_id: int | None = None


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
            "made_of": each.made_of | {"weeks": each.paths.shape[1]},
            "paths": _zipped(each.paths),
        }
        for each in series
    ]
    if values:
        unit.session.execute(insert(ForecastSeries), values)
    return run.id


def newest_run(unit: Unit, company_id: int) -> RunSaid | None:
    """The newest look ahead of a company."""
    unit.require(company_id)
    query = select(ForecastRun).where(ForecastRun.company_id == company_id)
    row = unit.session.scalar(query.order_by(ForecastRun.id.desc()).limit(1))
    if row is None:
        return None
    return RunSaid(row.id, row.data_until, row.first_week, row.horizon_weeks, row.made_at)


def newest_series(unit: Unit, company_id: int, first_week: date) -> list[SeriesSaid]:
    """The newest futures of every series for this first week, over all runs."""
    unit.require(company_id)
    columns = (ForecastSeries.account_id, ForecastSeries.category, ForecastSeries.direction)
    newest = (
        select(func.max(ForecastSeries.id))
        .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
        .where(ForecastRun.company_id == company_id, ForecastRun.first_week == first_week)
        .group_by(*columns)
    )
    query = (
        select(ForecastSeries, ForecastRun.model_version_id)
        .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
        .where(ForecastSeries.id.in_(newest))
        .order_by(*columns)
    )
    return [_said(row, version_id) for row, version_id in unit.session.execute(query)]


def forget_company(unit: Unit, company_id: int) -> None:
    """Drop a company's forecasts, when the company itself goes."""
    unit.require(company_id)
    runs = select(ForecastRun.id).where(ForecastRun.company_id == company_id)
    unit.session.execute(delete(ForecastSeries).where(ForecastSeries.run_id.in_(runs)))
    unit.session.execute(delete(ForecastRun).where(ForecastRun.company_id == company_id))


def _said(row: ForecastSeries, model_version_id: int | None) -> SeriesSaid:
    weeks = int(row.made_of["weeks"])
    flat = np.frombuffer(zlib.decompress(row.paths), dtype=np.float32)
    made_of = {key: value for key, value in row.made_of.items() if key != "weeks"}
    return SeriesSaid(
        account_id=row.account_id,
        category=row.category,
        direction=row.direction,
        digest=row.digest,
        weeks_seen=row.weeks_seen,
        made_of=made_of,
        paths=flat.reshape(-1, weeks),
        model_version_id=model_version_id,
    )


def _zipped(paths: Paths) -> bytes:
    return zlib.compress(np.ascontiguousarray(paths, dtype=np.float32).tobytes(), 6)
