"""The balance's fan and its odds: the accounts' anchored balances with all futures added."""

from datetime import date

import numpy as np
import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.company import CASH_KINDS, Account
from core.domain.handouts import BalanceOdds, Fan
from core.domain.labels import Direction
from core.domain.money import to_major
from core.domain.weeks import WEEK
from core.series.balances import balance_at, weekly_balance
from core.series.fans import chance_below, level_frame, tightest
from core.services.forecast.fans import NET, made_of, method, net
from core.store import frames, people
from core.store.forecasts import SeriesSaid
from core.store.unit import Unit

BALANCE = "balance"
SOON_WEEKS = 4


def balance(
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
    balances = (float(to_major(start, currency)) + net(mine).cumsum(axis=1)).astype(np.float32)
    limit_minor = people.limit_minor(unit, company_id)
    limit = float(to_major(limit_minor, currency))
    fan = Fan(
        key=BALANCE,
        direction=NET,
        currency=currency,
        method=method(mine),
        weeks_seen=len(history),
        active_share=1.0,
        stale=False,
        history_frame=history[["ds", "y"]],
        fan_frame=level_frame(balances, weeks),
        total={},
        made_of=made_of(mine),
    )
    low = tightest(balances, weeks)
    odds = BalanceOdds(
        currency=currency,
        cash_minor=today,
        limit_minor=limit_minor,
        below=chance_below(balances, limit),
        below_4=chance_below(balances[:, :SOON_WEEKS], limit),
        tightest_week=low,
        tightest_median=float(np.median(balances[:, weeks.index(low)])),
    )
    return fan, odds
