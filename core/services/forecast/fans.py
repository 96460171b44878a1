"""Stored futures become fans: of one category, and of all of them together."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.handouts import Fan
from core.domain.labels import Direction
from core.series.levels import Paths, frame_of, levels_of, total_of
from core.services.forecast.weeks import key_of
from core.store.forecasts import SeriesSaid
from models.forecasters.fitness import SURE

NET = "net"
CASH_FLOW = "cash_flow"


def by_category(said: Iterable[SeriesSaid]) -> list[list[SeriesSaid]]:
    """Series of the same category and direction together; own transfers are no category."""
    groups: dict[tuple[str, str], list[SeriesSaid]] = {}
    for each in said:
        if each.category != OWN_TRANSFER:
            groups.setdefault((each.category, each.direction), []).append(each)
    return list(groups.values())


def category_fans(
    weekly: pd.DataFrame, said: list[SeriesSaid], weeks: list[date], now: dict[str, str]
) -> list[Fan]:
    """The fan of each category and direction over all accounts of a currency."""
    places = weekly.groupby("unique_id", sort=False).indices
    amounts = weekly[["ds", "y"]]
    fans = []
    for group in by_category(said):
        named = (group[0].category, group[0].direction, str(weekly["currency"].iloc[0]))
        rows = amounts.iloc[np.concatenate([places[key_of(each)] for each in group])]
        stale = any(now[key_of(each)] != each.digest for each in group)
        fans.append(replace(drawn_fan(named, group, added(rows), weeks), stale=stale))
    return fans


def cash_flow_fan(
    weekly: pd.DataFrame, said: list[SeriesSaid], weeks: list[date], now: dict[str, str]
) -> Fan | None:
    """In minus out over all categories but own transfers."""
    counted = [each for each in said if each.category != OWN_TRANSFER]
    if not counted:
        return None
    currency = str(weekly["currency"].iloc[0])
    fan = drawn_fan((CASH_FLOW, NET, currency), counted, flow_history(weekly), weeks)
    return replace(fan, stale=any(now[key_of(each)] != each.digest for each in counted))


def drawn_fan(
    named: tuple[str, str, str], group: list[SeriesSaid], history: pd.DataFrame, weeks: list[date]
) -> Fan:
    """The fan of series taken together, after their weeks so far (ds, y).

    `named` is its key, direction and currency; with the direction `NET` money out counts against money in.
    """
    key, direction, currency = named
    levels = levels_of(net(group) if direction == NET else joined(group))
    return Fan(
        key=key,
        direction=direction,
        currency=currency,
        method=method(group),
        weeks_seen=max(each.weeks_seen for each in group),
        active_share=_active_share(history),
        stale=False,
        history_frame=history,
        fan_frame=frame_of(levels, weeks),
        total=total_of(levels),
        made_of=made_of(group),
        drifts=_drifts(group) if direction != NET else None,
    )


def flow_history(weekly: pd.DataFrame) -> pd.DataFrame:
    """In minus out of every week so far, own transfers left out: ds, y."""
    rows = weekly[weekly["category"] != OWN_TRANSFER]
    return added(rows.assign(y=rows["y"] * rows["direction"].map({"in": 1.0, "out": -1.0})))


def category_history(weekly: pd.DataFrame, category: str, direction: str) -> pd.DataFrame:
    """A category's weeks so far over all accounts: ds, y; zero where nothing came, NaN where not known.

    What came counts for the category on whichever account it came.
    """
    mine = (weekly["category"] == category) & (weekly["direction"] == direction)
    return added(weekly.assign(y=weekly["y"].where(mine | weekly["y"].isna(), 0.0)))


def joined(group: list[SeriesSaid]) -> Paths:
    """These series taken together, future by future."""
    return _summed([each.paths for each in group])


def net(said: list[SeriesSaid]) -> Paths:
    """Money in minus money out, future by future."""
    signed = [each.paths if each.direction == Direction.IN else -each.paths for each in said]
    return _summed(signed)


def method(said: list[SeriesSaid]) -> str:
    """Whether a learner speaks ("model") or, where most series are too young, an "average"."""
    young = [each for each in said if {"average", "too_short"} & set(each.made_of)]
    return "average" if len(young) * 2 > len(said) else "model"


def made_of(said: list[SeriesSaid]) -> dict[str, float]:
    """What the futures were made of, the mean over the series."""
    names = dict.fromkeys(name for each in said for name in each.made_of)
    return {name: sum(float(each.made_of.get(name, 0.0)) for each in said) / len(said) for name in names}


def doubt(fan: Fan) -> float:
    """How far the 12-week total may reach: the width of its 80 % band."""
    return fan.total["q90"] - fan.total["q10"]


def _summed(futures: list[Paths]) -> Paths:
    # Path k of every series is the same imagined future, so futures may be added one by one.
    return np.asarray(np.add.reduce(futures))


def added(rows: pd.DataFrame) -> pd.DataFrame:
    """What was, by week; unknown where any account's files leave the week out."""
    weeks, place = np.unique(rows["ds"].to_numpy(), return_inverse=True)
    return pd.DataFrame({"ds": weeks, "y": np.bincount(place, weights=rows["y"].to_numpy())})


def _drifts(said: list[SeriesSaid]) -> bool | None:
    """Whether any series' level wanders; None where none could be tested."""
    tested = [each.unit_root for each in said if each.unit_root is not None]
    return any(chance >= SURE for chance in tested) if tested else None


def _active_share(history: pd.DataFrame) -> float:
    amounts = history["y"].to_numpy()
    known = amounts[~np.isnan(amounts)]
    return float((known != 0).mean()) if len(known) else 0.0
