"""The balance's futures, their fan and their odds: the accounts' anchored balances with all futures added."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.company import CASH_KINDS, Account
from core.domain.handouts import BalanceOdds, Fan
from core.domain.labels import Direction
from core.domain.money import to_major
from core.domain.weeks import WEEK, first_open_week, monday
from core.series.balances import Cash
from core.series.fans import chance_below, level_frame, tightest
from core.series.levels import Paths
from core.services.forecast.fans import NET, made_of, method, net
from core.store import people
from core.store.forecasts import SeriesSaid
from core.store.unit import Unit

BALANCE = "balance"
SOON_WEEKS = 4
_DAY = WEEK / 7


@dataclass(frozen=True)
class Balances:
    """What may stand in the cash accounts: `paths` (paths, weeks), at each week's end, major units."""

    cash: Cash
    currency: str
    said: list[SeriesSaid]
    weeks: list[date]
    paths: Paths


def balances(
    cash: Cash | None, accounts: list[Account], said: list[SeriesSaid], weeks: list[date]
) -> Balances | None:
    """Futures of what is in cash; none without an anchored balance, or with money only going out."""
    ids = {account.id for account in accounts if account.kind in CASH_KINDS}
    mine = [each for each in said if each.account_id in ids]
    flows = {each.direction for each in mine if each.category != OWN_TRANSFER}
    if cash is None or len(flows) < len(Direction):
        return None
    currency = accounts[0].currency
    start = float(to_major(int(cash.at([weeks[0] - _DAY])[0]), currency))
    paths = (start + net(mine).cumsum(axis=1)).astype(np.float32)
    return Balances(cash, currency, mine, weeks, paths)


def balance_fan(unit: Unit, company_id: int, found: Balances) -> Fan:
    """The balance at the end of every week so far, and the fan of the coming ones."""
    first, until = people.data_from(unit, company_id), people.data_until(unit, company_id)
    assert first is not None
    assert until is not None
    so_far = pd.date_range(monday(first), first_open_week(until), freq="7D", inclusive="left")
    stood = found.cash.at([week.date() + WEEK - _DAY for week in so_far])
    amounts = [float(to_major(int(minor), found.currency)) for minor in stood]
    return Fan(
        key=BALANCE,
        direction=NET,
        currency=found.currency,
        method=method(found.said),
        weeks_seen=len(so_far),
        active_share=1.0,
        stale=False,
        history_frame=pd.DataFrame({"ds": so_far, "y": amounts}),
        fan_frame=level_frame(found.paths, found.weeks),
        total={},
        made_of=made_of(found.said),
    )


def balance_odds(unit: Unit, company_id: int, found: Balances) -> BalanceOdds:
    """How likely cash falls below the limit, and when it is tightest."""
    until = people.data_until(unit, company_id)
    assert until is not None
    limit_minor = people.limit_minor(unit, company_id)
    limit = float(to_major(limit_minor, found.currency))
    low = tightest(found.paths, found.weeks)
    return BalanceOdds(
        currency=found.currency,
        cash_minor=int(found.cash.at([until])[0]),
        limit_minor=limit_minor,
        below=chance_below(found.paths, limit),
        below_4=chance_below(found.paths[:, :SOON_WEEKS], limit),
        tightest_week=low,
        tightest_median=float(np.median(found.paths[:, found.weeks.index(low)])),
    )
