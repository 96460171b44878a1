"""What is kept of old futures: the levels of their fans, once no page asks for the futures themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from core.series.levels import Paths
from core.store.forecasts import OriginSaid, unzipped, zipped
from core.store.schema import ForecastFan, ForecastRun, ForecastSeries
from core.store.unit import Unit

Key = tuple[str, str]
"""A category, or "cash_flow", and a direction."""


@dataclass(frozen=True)
class Outdated:
    """One series' futures that no page asks for any more; `paths` (paths, weeks)."""

    id: int
    paths: Paths


def outdated(unit: Unit, company_id: int, before: date) -> list[Outdated]:
    """Futures of weeks before this Monday, and those in whose place newer ones of the same week stand."""
    unit.require(company_id)
    keys = (
        ForecastRun.first_week,
        ForecastRun.looking_back,
        ForecastSeries.account_id,
        ForecastSeries.category,
        ForecastSeries.direction,
        ForecastSeries.whose,
    )
    mine = and_(ForecastRun.company_id == company_id, ~ForecastSeries.thinned)
    newest = (
        select(func.max(ForecastSeries.id))
        .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
        .where(mine)
        .group_by(*keys)
    )
    query = (
        select(ForecastSeries.id, ForecastSeries.made_of, ForecastSeries.paths)
        .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
        .where(mine, or_(ForecastRun.first_week < before, ForecastSeries.id.not_in(newest)))
    )
    return [
        Outdated(id_, unzipped(paths, int(made_of["weeks"])))
        for id_, made_of, paths in unit.session.execute(query)
    ]


def thin(unit: Unit, company_id: int, levels: Mapping[int, Paths]) -> None:
    """Keep of these series, by their ids, the levels alone; of other companies' series nothing changes."""
    unit.require(company_id)
    runs = select(ForecastRun.id).where(ForecastRun.company_id == company_id)
    for id_, kept in levels.items():
        unit.session.execute(
            update(ForecastSeries)
            .where(ForecastSeries.id == id_, ForecastSeries.run_id.in_(runs))
            .values(paths=zipped(kept), thinned=True)
        )


def keep_fans(
    unit: Unit, company_id: int, origin: OriginSaid, currency: str, whose: str, levels: Mapping[Key, Paths]
) -> None:
    """Store what was said then of each category over all accounts of a currency."""
    unit.require(company_id)
    said = {
        "company_id": company_id,
        "first_week": origin.first_week,
        "looking_back": origin.looking_back,
        "whose": whose,
        "currency": currency,
    }
    values = [
        said | {"category": category, "direction": direction, "levels": zipped(kept)}
        for (category, direction), kept in levels.items()
    ]
    if values:
        unit.session.execute(insert(ForecastFan), values)


def fans(unit: Unit, company_id: int, origin: OriginSaid, currency: str, whose: str) -> dict[Key, Paths]:
    """The levels kept of what was said then, by category and direction."""
    unit.require(company_id)
    query = select(ForecastFan).where(
        _of(company_id, origin), ForecastFan.currency == currency, ForecastFan.whose == whose
    )
    return {
        (row.category, row.direction): unzipped(row.levels, 2 * origin.horizon_weeks)
        for row in unit.session.scalars(query.order_by(ForecastFan.id))
    }


def _of(company_id: int, origin: OriginSaid) -> ColumnElement[bool]:
    return and_(
        ForecastFan.company_id == company_id,
        ForecastFan.first_week == origin.first_week,
        ForecastFan.looking_back == origin.looking_back,
    )
