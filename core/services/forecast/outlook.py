"""What the Forecast page shows: fans, balance and odds from the newest stored futures."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from core.domain.company import Account
from core.domain.handouts import Outlook
from core.domain.weeks import mondays
from core.services.forecast.balance import balance_fan, balance_odds, balances
from core.services.forecast.fans import cash_flow_fan, category_fans, doubt
from core.services.forecast.weeks import key_of, marks, parsed
from core.store import forecasts, people
from core.store.cash import anchored_cash
from core.store.forecasts import BURSAR, RunSaid, SeriesSaid
from core.store.unit import Unit
from core.store.weekly import weekly_frame

WHOSE = (BURSAR, "deepar", "history")
"""Whose futures the owner may look at, Bursar's first."""


@dataclass(frozen=True)
class Drawn:
    """The newest futures of a company's series in one currency, and the weeks they follow.

    `weekly_frame` and `said` are of this currency; `marks` says of every series of the company what its
    futures are to be drawn from, `undrawn` which of them are still drawn from something else. `whose`
    futures they are, `offered` whose could be shown.
    """

    run: RunSaid
    weeks: list[date]
    accounts: list[Account]
    weekly_frame: pd.DataFrame
    said: list[SeriesSaid]
    marks: dict[str, str]
    undrawn: tuple[str, ...]
    whose: str = BURSAR
    offered: tuple[str, ...] = (BURSAR,)


def drawn(unit: Unit, company_id: int, currency: str, whose: str = BURSAR) -> Drawn | None:
    """The stored futures that count now; None where none were drawn yet.

    Where nothing of `whose` is stored, as in a store of an older Bursar, they are Bursar's.
    """
    run = forecasts.newest_run(unit, company_id)
    weekly = weekly_frame(unit, company_id)
    if run is None or weekly is None:
        return None
    now = marks(unit, company_id, weekly)
    offered = forecasts.offered(unit, company_id, run.first_week)
    chosen = whose if whose in offered else BURSAR
    newest = forecasts.newest_series(unit, company_id, run.first_week, whose=chosen)
    said = {key_of(each): each for each in newest}
    mine = weekly[weekly["currency"] == currency]
    return Drawn(
        run=run,
        weeks=mondays(run.first_week, run.horizon_weeks),
        accounts=[each for each in people.accounts(unit, company_id) if each.currency == currency],
        weekly_frame=mine,
        said=[said[key] for key in mine["unique_id"].unique() if key in said],
        marks=now,
        undrawn=tuple(key for key, mark in now.items() if key not in said or said[key].digest != mark),
        whose=chosen,
        offered=tuple(each for each in WHOSE if each in offered),
    )


def outlook(unit: Unit, company_id: int, currency: str, whose: str = BURSAR) -> Outlook | None:
    """The fans of one currency from the newest stored futures; None where none were drawn yet."""
    found = drawn(unit, company_id, currency, whose)
    if found is None:
        return None
    cash = anchored_cash(unit, company_id, currency)
    ahead = balances(cash, found.accounts, found.said, found.weeks)
    weekly, weeks, now = found.weekly_frame, found.weeks, found.marks
    fans = category_fans(weekly, found.said, weeks, now)
    fan = None if ahead is None else balance_fan(unit, company_id, ahead)
    if fan is not None and _touches(found.undrawn, found.accounts):
        fan = replace(fan, stale=True)
    return Outlook(
        data_until=found.run.data_until,
        first_week=found.run.first_week,
        horizon_weeks=found.run.horizon_weeks,
        made_at=found.run.made_at,
        fans=tuple(sorted(fans, key=doubt, reverse=True)),
        cash_flow=cash_flow_fan(weekly, found.said, weeks, now),
        balance=fan,
        odds=None if ahead is None else balance_odds(unit, company_id, ahead),
        drawing=len(found.undrawn),
        whose=found.whose,
        offered=found.offered,
    )


def _touches(keys: tuple[str, ...], accounts: list[Account]) -> bool:
    ids = {account.id for account in accounts}
    return any(parsed(key)[0] in ids for key in keys)
