"""The track record: past fans of each category held against the weeks that have come true since."""

from collections.abc import Iterator
from functools import cache, partial

import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.handouts import TrackLine
from core.series.levels import Paths, levels_of
from core.series.track_record import Checked, checked, told_apart
from core.services.forecast.fans import (
    CASH_FLOW,
    NET,
    by_category,
    category_history,
    flow_history,
    joined,
    net,
)
from core.services.forecast.looking_back import said_then, stood
from core.store import kept_fans
from core.store.forecasts import BURSAR, OriginSaid
from core.store.unit import Unit
from core.store.weekly import weekly_frame

Key = tuple[str, str]


def track_record(unit: Unit, company_id: int, currency: str, whose: str = BURSAR) -> tuple[TrackLine, ...]:
    """Weeks and 12-week totals checked by category and direction, most weeks first.

    Every past week counts once: of overlapping looks the oldest speaks, then the first after it ended.
    """
    weekly = weekly_frame(unit, company_id)
    if weekly is None:
        return ()
    mine = weekly[weekly["currency"] == currency]
    history = cache(partial(_history, mine))
    by_key: dict[Key, Checked] = {}
    for origin in _apart(unit, company_id, mine):
        for key, levels in levels_said(unit, company_id, origin, mine, whose):
            lots = f"{company_id}/{currency}/{'/'.join(key)}/{origin.first_week}"
            found = checked(levels, _came(history(key), origin), lots)
            by_key[key] = by_key.get(key, Checked()) + found
    lines = [
        TrackLine(*key, each.weeks, each.weeks_inside, each.totals, each.totals_inside)
        for key, each in by_key.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.weeks, line.key, line.direction)))


def _apart(unit: Unit, company_id: int, mine: pd.DataFrame) -> list[OriginSaid]:
    """Looks of which at least one week has come true, so that no week counts twice."""
    if mine.empty:
        return []
    last = mine["ds"].max().date()
    said = {each.first_week: each for each in stood(unit, company_id) if each.first_week <= last}
    horizon = max((each.horizon_weeks for each in said.values()), default=0)
    return [said[first] for first in told_apart(list(said), horizon)]


def levels_said(
    unit: Unit, company_id: int, origin: OriginSaid, mine: pd.DataFrame, whose: str
) -> Iterator[tuple[Key, Paths]]:
    """The levels of every category's fan, and of in minus out; as kept, where the futures are not."""
    if not origin.has_paths:
        currency = str(mine["currency"].iloc[0])
        yield from kept_fans.fans(unit, company_id, origin, currency, whose).items()
        return
    said = said_then(unit, company_id, origin, mine, whose)
    for group in by_category(said):
        yield (group[0].category, group[0].direction), levels_of(joined(group))
    counted = [each for each in said if each.category != OWN_TRANSFER]
    if counted:
        yield (CASH_FLOW, NET), levels_of(net(counted))


def _history(mine: pd.DataFrame, key: Key) -> pd.DataFrame:
    return flow_history(mine) if key == (CASH_FLOW, NET) else category_history(mine, *key)


def _came(history: pd.DataFrame, origin: OriginSaid) -> list[float]:
    since = history[history["ds"] >= pd.Timestamp(origin.first_week)]
    return [float(each) for each in since["y"].head(origin.horizon_weeks)]
