"""What was said of a past week, as it was said, with what really happened beside it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.handouts import Behind, Fan, Replay, Replayed, Rung
from core.domain.weeks import WEEK, mondays
from core.services.forecast.balance import BALANCE, balance_fan, balances
from core.services.forecast.fans import (
    CASH_FLOW,
    NET,
    by_category,
    category_history,
    doubt,
    drawn_fan,
    flow_history,
)
from core.services.forecast.looking_back import back_to, covered, said_then, spoken_for, stood, weeks_needed
from core.store import people
from core.store.cash import anchored_cash
from core.store.forecasts import BURSAR, SeriesSaid
from core.store.unit import Unit
from core.store.weekly import weekly_frame

_CENT, _SINGLE = 0.005, 1e-5


def behind(unit: Unit, company_id: int) -> Behind:
    """Which past weeks can be looked back to, and what stands in the way of others."""
    known = covered(unit, company_id)
    if known is None:
        return Behind(0, weeks_needed(), (), waiting=False, unspoken=False)
    said = {each.first_week: each for each in stood(unit, company_id) if each.has_paths}
    weeks = back_to(known)
    missing = [week for week in weeks if week not in said]
    return Behind(
        weeks_known=known.count,
        weeks_needed=weeks_needed(),
        rungs=tuple(
            Rung((known.open_week - week) // WEEK, week, said[week].looking_back)
            for week in weeks
            if week in said
        ),
        waiting=any(spoken_for(unit, week) for week in missing),
        unspoken=any(not spoken_for(unit, week) for week in missing),
    )


def replay(unit: Unit, company_id: int, currency: str, weeks_back: int, whose: str = BURSAR) -> Replay | None:
    """What was said this many weeks before the first open one; None where nothing of it is kept."""
    rung = next((each for each in behind(unit, company_id).rungs if each.weeks_back == weeks_back), None)
    weekly = weekly_frame(unit, company_id)
    if rung is None or weekly is None:
        return None
    origin = next(each for each in stood(unit, company_id) if each.first_week == rung.first_week)
    weeks = mondays(origin.first_week, origin.horizon_weeks)
    mine = weekly[weekly["currency"] == currency]
    said = said_then(unit, company_id, origin, mine, whose)
    fans = [_category(mine, group, weeks, currency) for group in by_category(said)]
    return Replay(
        rung=rung,
        made_at=origin.made_at,
        horizon_weeks=origin.horizon_weeks,
        whole=_whole(unit, company_id, currency, (said, mine, weeks)),
        fans=tuple(sorted(fans, key=lambda each: doubt(each.fan), reverse=True)),
        stood_in=rung.looking_back and any(each.model_version_id is None for each in said),
    )


def _category(mine: pd.DataFrame, group: list[SeriesSaid], weeks: list[date], currency: str) -> Replayed:
    named = (group[0].category, group[0].direction, currency)
    return _replayed(named, group, category_history(mine, *named[:2]), weeks)


def _whole(
    unit: Unit,
    company_id: int,
    currency: str,
    told: tuple[list[SeriesSaid], pd.DataFrame, list[date]],
) -> Replayed | None:
    """The balance against its fan, or, where no balance can be spoken of, in minus out."""
    said, mine, weeks = told
    accounts = [each for each in people.accounts(unit, company_id) if each.currency == currency]
    then = balances(anchored_cash(unit, company_id, currency), accounts, said, weeks)
    if then is not None:
        fan = balance_fan(unit, company_id, then)
        return _against(fan, fan.history_frame, weeks)
    counted = [each for each in said if each.category != OWN_TRANSFER]
    if not counted:
        return None
    named = (CASH_FLOW, NET, currency)
    return _replayed(named, counted, flow_history(mine), weeks)


def _replayed(
    named: tuple[str, str, str], group: list[SeriesSaid], history: pd.DataFrame, weeks: list[date]
) -> Replayed:
    before = history[history["ds"] < pd.Timestamp(weeks[0])]
    return _against(drawn_fan(named, group, before, weeks), history, weeks)


def _against(fan: Fan, history: pd.DataFrame, weeks: list[date]) -> Replayed:
    """A fan with the weeks that came, told apart from those before it, as far as they are known."""
    first = pd.Timestamp(weeks[0])
    came = history[history["ds"] >= first].head(len(weeks)).reset_index(drop=True)
    came = came[came["y"].notna().cummin()]
    level = fan.key == BALANCE
    came = came.assign(sum_y=came["y"] if level else came["y"].cumsum())
    last = max(0, len(came) - 1)
    return Replayed(
        fan=replace(fan, history_frame=history[history["ds"] < first]),
        came_frame=came,
        inside=_inside(fan, came["y"], "q10", "q90"),
        inside_adding=_inside(fan, came["sum_y"], "sum_q10", "sum_q90"),
        low=float(fan.fan_frame["sum_q10"].iloc[last]),
        high=float(fan.fan_frame["sum_q90"].iloc[last]),
        came=float(came["sum_y"].iloc[-1]) if len(came) else float(np.nan),
    )


def _inside(fan: Fan, came: pd.Series, low: str, high: str) -> tuple[bool, ...]:
    """Week by week whether what came lies within these two levels, edges counted in."""
    past, amounts = fan.fan_frame.head(len(came)), came.to_numpy()
    # Levels are kept as float32, so an amount right on an edge may seem to lie beside it.
    near = _CENT + _SINGLE * np.abs(amounts)
    inside = (amounts >= past[low].to_numpy() - near) & (amounts <= past[high].to_numpy() + near)
    return tuple(bool(each) for each in inside)
