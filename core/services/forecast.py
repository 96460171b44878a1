"""Forecast: draw what has changed, and hand out the fans, the balance and its odds."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.company import CASH_KINDS, Account
from core.domain.handouts import BalanceOdds, Fan, Outlook
from core.domain.labels import Direction
from core.domain.money import to_major
from core.domain.weeks import HORIZON_WEEKS, WEEK, first_open_week, mondays
from core.registry.frames import forecast_frames
from core.registry.schedules import as_schedule, marked, payments_frame
from core.registry.shelf import FORECASTER
from core.series.balances import balance_at, weekly_balance
from core.series.company import company_weekly_frame
from core.series.fans import chance_below, fan_frame, level_frame, tightest, total
from core.series.weekly import digests
from core.store import forecasts, frames, people, recurring, versions
from core.store.forecasts import SeriesSaid
from core.store.unit import Unit
from models.contracts import Forecast, Forecaster
from models.forecasters.recurring.weave import Schedule, draw_with

__all__ = ["Plan", "draw", "keep", "outlook", "plan", "stale"]

PATHS = 400
NET = "net"
CASH_FLOW = "cash_flow"
BALANCE = "balance"

Paths = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Plan:
    """Series to draw anew, with the digests of the data they are drawn from, and schedules within them."""

    company_id: int
    data_until: date
    digests: dict[str, str]
    series_frame: pd.DataFrame
    static_frame: pd.DataFrame
    schedules: tuple[Schedule, ...] = ()


def stale(unit: Unit, company_id: int) -> list[str]:
    """Series whose data are no longer those their newest futures were drawn from."""
    weekly = _weekly_frame(unit, company_id)
    return [] if weekly is None else _stale_keys(unit, company_id, weekly)


def plan(unit: Unit, company_id: int) -> Plan | None:
    """What must be drawn anew: every series whose data changed since; None where nothing did.

    A correction between two categories thus draws exactly these two. A new champion draws all anew.
    """
    weekly = _weekly_frame(unit, company_id)
    keys = [] if weekly is None else _stale_keys(unit, company_id, weekly)
    if weekly is None or not keys:
        return None
    data_until = people.data_until(unit, company_id)
    assert data_until is not None
    wanted = weekly[weekly["unique_id"].isin(keys)]
    series, static = forecast_frames(wanted, company_id, people.company(unit, company_id).nace)
    marks = {key: mark for key, mark in _marks(unit, company_id, weekly).items() if key in keys}
    schedules = _schedules(unit, company_id, data_until, marks)
    return Plan(company_id, data_until, marks, series, static, schedules)


def draw(plan: Plan, forecaster: Forecaster) -> Forecast:
    """Sample futures of every planned series; the same plan always draws the same futures."""
    seed = zlib.crc32(f"{plan.company_id}/{first_open_week(plan.data_until)}".encode())
    told = (plan.series_frame, plan.static_frame, plan.schedules)
    return draw_with(forecaster, *told, horizon_weeks=HORIZON_WEEKS, paths=PATHS, seed=seed)


def keep(unit: Unit, plan: Plan, drawn: Forecast, model_version_id: int | None) -> int:
    """Store what was drawn as a new run; returns how many series."""
    seen = plan.series_frame.groupby("unique_id").size()
    said = [
        SeriesSaid(*_parsed(key), plan.digests[key], int(seen[key]), dict(parts), paths)
        for key, parts, paths in zip(drawn.unique_ids, drawn.parts, drawn.paths, strict=True)
    ]
    span = (plan.data_until, first_open_week(plan.data_until), HORIZON_WEEKS)
    forecasts.add_run(unit, plan.company_id, span, model_version_id, said)
    people.touch(unit, plan.company_id)
    return len(said)


def outlook(unit: Unit, company_id: int, currency: str) -> Outlook | None:
    """The fans of one currency from the newest stored futures; None where none were drawn yet."""
    run = forecasts.newest_run(unit, company_id)
    weekly = _weekly_frame(unit, company_id)
    if run is None or weekly is None:
        return None
    now = _marks(unit, company_id, weekly)
    said = {_key(each): each for each in forecasts.newest_series(unit, company_id, run.first_week)}
    said = {key: each for key, each in said.items() if key in now}
    accounts = [each for each in people.accounts(unit, company_id) if each.currency == currency]
    weekly = weekly[weekly["currency"] == currency]
    weeks = mondays(run.first_week, run.horizon_weeks)
    mine = [said[key] for key in weekly["unique_id"].unique() if key in said]
    fans = [_fan(weekly, group, weeks, now) for group in _by_category(mine)]
    balance, odds = _balance(unit, company_id, accounts, mine, weeks)
    undrawn = [key for key, mark in now.items() if key not in said or said[key].digest != mark]
    if balance is not None and _touches(undrawn, accounts):
        balance = replace(balance, stale=True)
    return Outlook(
        data_until=run.data_until,
        first_week=run.first_week,
        horizon_weeks=run.horizon_weeks,
        made_at=run.made_at,
        fans=tuple(sorted(fans, key=_doubt, reverse=True)),
        cash_flow=_cash_flow(weekly, mine, weeks, now),
        balance=balance,
        odds=odds,
        drawing=len(undrawn),
    )


def _weekly_frame(unit: Unit, company_id: int) -> pd.DataFrame | None:
    data_from = people.data_from(unit, company_id)
    data_until = people.data_until(unit, company_id)
    if data_from is None or data_until is None:
        return None
    rows = frames.series_rows_frame(unit, company_id)
    weekly = company_weekly_frame(rows, people.accounts(unit, company_id), data_from, data_until)
    return None if weekly.empty else weekly


def _stale_keys(unit: Unit, company_id: int, weekly: pd.DataFrame) -> list[str]:
    data_until = people.data_until(unit, company_id)
    assert data_until is not None
    champion = versions.champion_id(unit, FORECASTER)
    said = forecasts.newest_series(unit, company_id, first_open_week(data_until))
    drawn = {_key(each): each.digest for each in said if each.model_version_id == champion}
    return [key for key, mark in _marks(unit, company_id, weekly).items() if drawn.get(key) != mark]


def _marks(unit: Unit, company_id: int, weekly: pd.DataFrame) -> dict[str, str]:
    """What each series is to be drawn from: its weeks, and the schedules in force within it."""
    return marked(digests(weekly), recurring.streams(unit, company_id))


def _schedules(unit: Unit, company_id: int, until: date, wanted: dict[str, str]) -> tuple[Schedule, ...]:
    streams = recurring.streams(unit, company_id)
    mine = [each for each in streams if each.in_force and each.series_id in wanted]
    ids = [part_id for each in mine for part_id in each.found.part_ids]
    payments = payments_frame(frames.chosen_rows_frame(unit, company_id, ids))
    return tuple(as_schedule(each, payments, until) for each in mine)


def _touches(keys: list[str], accounts: list[Account]) -> bool:
    ids = {account.id for account in accounts}
    return any(_parsed(key)[0] in ids for key in keys)


def _key(said: SeriesSaid) -> str:
    return f"{said.account_id}/{said.category}/{said.direction}"


def _parsed(unique_id: str) -> tuple[int, str, str]:
    account, category, direction = unique_id.split("/")
    return int(account), category, direction


def _by_category(said: Iterable[SeriesSaid]) -> list[list[SeriesSaid]]:
    groups: dict[tuple[str, str], list[SeriesSaid]] = {}
    for each in said:
        if each.category != OWN_TRANSFER:
            groups.setdefault((each.category, each.direction), []).append(each)
    return list(groups.values())


def _fan(weekly: pd.DataFrame, group: list[SeriesSaid], weeks: list[date], now: dict[str, str]) -> Fan:
    """The fan of one category and direction over all accounts of a currency."""
    keys = [_key(each) for each in group]
    rows = weekly[weekly["unique_id"].isin(keys)]
    history = rows.groupby("ds")["y"].sum().reset_index()
    paths = _summed([each.paths for each in group])
    return Fan(
        key=group[0].category,
        direction=group[0].direction,
        currency=str(rows["currency"].iloc[0]),
        method=_method(group),
        weeks_seen=max(each.weeks_seen for each in group),
        active_share=float((history["y"] > 0).mean()),
        stale=any(now[key] != each.digest for key, each in zip(keys, group, strict=True)),
        history_frame=history,
        fan_frame=fan_frame(paths, weeks),
        total=total(paths),
        made_of=_made_of(group),
    )


def _cash_flow(
    weekly: pd.DataFrame, said: list[SeriesSaid], weeks: list[date], now: dict[str, str]
) -> Fan | None:
    """In minus out over all categories but own transfers."""
    counted = [each for each in said if each.category != OWN_TRANSFER]
    if not counted:
        return None
    rows = weekly[weekly["category"] != OWN_TRANSFER]
    signs = rows["direction"].map({"in": 1.0, "out": -1.0})
    history = rows.assign(y=rows["y"] * signs).groupby("ds")["y"].sum().reset_index()
    paths = _net(counted)
    return Fan(
        key=CASH_FLOW,
        direction=NET,
        currency=str(rows["currency"].iloc[0]),
        method=_method(counted),
        weeks_seen=max(each.weeks_seen for each in counted),
        active_share=float((history["y"] != 0).mean()),
        stale=any(now[_key(each)] != each.digest for each in counted),
        history_frame=history,
        fan_frame=fan_frame(paths, weeks),
        total=total(paths),
        made_of=_made_of(counted),
    )


def _balance(
    unit: Unit, company_id: int, accounts: list[Account], said: list[SeriesSaid], weeks: list[date]
) -> tuple[Fan | None, BalanceOdds | None]:
    """Balance fan and odds; none without an anchor on every cash account, or with money only going out."""
    cash = [account for account in accounts if account.kind in CASH_KINDS]
    mine = [each for each in said if each.account_id in {account.id for account in cash}]
    flows = {each.direction for each in mine if each.category != OWN_TRANSFER}
    if not cash or any(account.anchor is None for account in cash) or len(flows) < len(Direction):
        return None, None
    currency = cash[0].currency
    histories, start, today = [], 0, 0
    until, first = people.data_until(unit, company_id), people.data_from(unit, company_id)
    assert until is not None
    assert first is not None
    for account in cash:
        assert account.anchor is not None
        rows = frames.balance_rows_frame(unit, company_id, account.id)
        days = pd.DatetimeIndex([weeks[0] - WEEK / 7, until])
        before, at_end = balance_at(account.anchor, rows, days)
        start, today = start + int(before), today + int(at_end)
        histories.append(weekly_balance(account.anchor, rows, first, until))
    history = pd.concat(histories).groupby("ds")["balance_minor"].sum().reset_index()
    history["y"] = [float(to_major(minor, currency)) for minor in history["balance_minor"]]
    balances = (float(to_major(start, currency)) + _net(mine).cumsum(axis=1)).astype(np.float32)
    limit_minor = people.limit_minor(unit, company_id)
    fan = Fan(
        key=BALANCE,
        direction=NET,
        currency=currency,
        method=_method(mine),
        weeks_seen=len(history),
        active_share=1.0,
        stale=False,
        history_frame=history[["ds", "y"]],
        fan_frame=level_frame(balances, weeks),
        total={},
        made_of=_made_of(mine),
    )
    low = tightest(balances, weeks)
    odds = BalanceOdds(
        currency=currency,
        cash_minor=today,
        limit_minor=limit_minor,
        below=chance_below(balances, float(to_major(limit_minor, currency))),
        tightest_week=low,
        tightest_median=float(np.median(balances[:, weeks.index(low)])),
    )
    return fan, odds


def _net(said: list[SeriesSaid]) -> Paths:
    signed = [each.paths if each.direction == Direction.IN else -each.paths for each in said]
    return _summed(signed)


def _summed(futures: list[Paths]) -> Paths:
    # Path k of every series is the same imagined future, so futures may be added one by one.
    return np.asarray(np.add.reduce(futures))


def _method(said: list[SeriesSaid]) -> str:
    young = [each for each in said if {"average", "too_short"} & set(each.made_of)]
    return "average" if len(young) * 2 > len(said) else "model"


def _made_of(said: list[SeriesSaid]) -> dict[str, float]:
    names = dict.fromkeys(name for each in said for name in each.made_of)
    return {name: sum(float(each.made_of.get(name, 0.0)) for each in said) / len(said) for name in names}


def _doubt(fan: Fan) -> float:
    return fan.total["q90"] - fan.total["q10"]
