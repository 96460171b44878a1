"""What-if: the stored futures under assumptions, future by future; nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd

from core.domain.company import CASH_KINDS
from core.domain.handouts import Effect, PayerLine, WhatIf
from core.domain.money import to_major
from core.domain.weeks import WEEK
from core.domain.what_if import Assumption, CategoryMoved, MonthlyPayment, PayerLate
from core.series.levels import Paths
from core.series.what_if import arriving_later, changed_from, due_days, monthly
from core.services.forecast.balance import balance_fan, balance_odds, balances
from core.services.forecast.fans import cash_flow_fan
from core.services.forecast.outlook import Drawn, drawn
from core.services.forecast.suppositions import check
from core.services.forecast.weeks import key_of
from core.store import frames, people
from core.store.cash import anchored_cash
from core.store.forecasts import BURSAR, SeriesSaid
from core.store.unit import Unit

PAYERS_OFFERED = 12
_LOOKED_BACK = 52 * WEEK
_NEW = "what_if"


def payers(unit: Unit, company_id: int, currency: str) -> tuple[PayerLine, ...]:
    """Who may be supposed to pay late: those with most money in over the last 52 weeks."""
    paid = _paid(unit, company_id, currency)
    named = paid[paid["payee_key"] != ""]
    by_payer = named.groupby("payee_key").agg({"payee": "max", "money_minor": "sum"})
    largest = by_payer.nlargest(PAYERS_OFFERED, "money_minor")
    return tuple(
        PayerLine(str(key), str(row["payee"]), int(row["money_minor"]), currency)
        for key, row in largest.iterrows()
    )


def what_if(
    unit: Unit,
    company_id: int,
    currency: str,
    assumptions: tuple[Assumption, ...],
    whose: str = BURSAR,
) -> WhatIf | None:
    """Balance, odds and cash flow with all of this at once; None where nothing was drawn yet.

    It does not matter which came first: what is due changes, then some of it comes later, then what is
    new is added. Raises WhatIfRefused where one of them cannot be supposed.
    """
    found = drawn(unit, company_id, currency, whose)
    if found is None or not found.said:
        return None
    paid = _paid(unit, company_id, currency)
    check(assumptions, found.said, found.weeks, set(paid["payee_key"]))
    moves = [each for each in assumptions if isinstance(each, CategoryMoved)]
    moved, changes = _changed(found, moves, currency)
    lates = [each for each in assumptions if isinstance(each, PayerLate)]
    moved, delays = _delayed(found, moved, lates, paid, currency)
    new, adds = _added(found, [each for each in assumptions if isinstance(each, MonthlyPayment)], currency)
    effects = {each.assumption: each for each in (*changes, *delays, *adds)}
    said = [*moved, *new]
    ahead = balances(anchored_cash(unit, company_id, currency), found.accounts, said, found.weeks)
    marks = found.marks | {key_of(each): each.digest for each in new}
    return WhatIf(
        effects=tuple(effects[each] for each in assumptions),
        horizon_weeks=found.run.horizon_weeks,
        balance=None if ahead is None else balance_fan(unit, company_id, ahead),
        odds=None if ahead is None else balance_odds(unit, company_id, ahead),
        cash_flow=cash_flow_fan(found.weekly_frame, said, found.weeks, marks),
    )


def _paid(unit: Unit, company_id: int, currency: str) -> pd.DataFrame:
    until = people.data_until(unit, company_id) or unit.today
    paid = frames.payers_frame(unit, company_id, (until - _LOOKED_BACK + timedelta(days=1), until))
    return paid[paid["currency"] == currency]


def _changed(
    found: Drawn, wanted: Sequence[CategoryMoved], currency: str
) -> tuple[list[SeriesSaid], list[Effect]]:
    said, effects = found.said, []
    for each in wanted:
        then = [
            replace(one, paths=changed_from(one.paths, found.weeks, each.percent, each.from_on))
            if (one.category, one.direction) == (each.category, each.direction)
            else one
            for one in said
        ]
        steps = [_mean(after.paths) - _mean(now.paths) for now, after in zip(said, then, strict=True)]
        outside = sum(step for one, step in zip(said, steps, strict=True) if not _is_cash(found, one))
        effects.append(Effect(each, "", currency, moved=sum(steps), outside=outside))
        said = then
    return said, effects


def _delayed(
    found: Drawn, said: list[SeriesSaid], wanted: Sequence[PayerLate], paid: pd.DataFrame, currency: str
) -> tuple[list[SeriesSaid], list[Effect]]:
    effects = []
    kept = [each.paths for each in said]
    for late in wanted:
        moved = beyond = outside = 0.0
        for at, one in enumerate(said):
            due = one.paths * _share(paid, late.payee_key, one)
            later = arriving_later(due, late.days)
            kept[at] = kept[at] - due + later
            moved += _mean(due)
            beyond += _mean(due) - _mean(later)
            outside += 0.0 if _is_cash(found, one) else _mean(due)
        name = str(paid.loc[paid["payee_key"] == late.payee_key, "payee"].max())
        effects.append(Effect(late, name, currency, moved=moved, beyond=beyond, outside=outside))
    # A payer's share taken out and nothing of it back leaves rounding dust below zero.
    rest = [np.maximum(paths, 0.0).astype(np.float32) for paths in kept]
    return [replace(one, paths=paths) for one, paths in zip(said, rest, strict=True)], effects


def _added(
    found: Drawn, wanted: Sequence[MonthlyPayment], currency: str
) -> tuple[list[SeriesSaid], list[Effect]]:
    said, effects = [], []
    account_id = min(_cash_ids(found), default=found.said[0].account_id)
    like = found.said[0].paths
    end = found.weeks[-1] + WEEK
    for number, each in enumerate(wanted):
        amount = float(to_major(each.amount_minor, currency))
        paths: Paths = np.broadcast_to(monthly(found.weeks, amount, each.from_on), like.shape)
        made_of = {"schedule": 1.0}
        name = f"{_NEW}_{number}"
        said.append(SeriesSaid(account_id, name, each.direction, _NEW, len(found.weeks), made_of, paths))
        dues = due_days(each.from_on, found.weeks[0], end)
        effects.append(Effect(each, "", currency, moved=amount * len(dues), payments=len(dues)))
    return said, effects


def _share(paid: pd.DataFrame, payee_key: str, said: SeriesSaid) -> float:
    """How much of a series' money of the last 52 weeks came from one payer, 0 to 1."""
    if said.direction != "in":
        return 0.0
    mine = paid[(paid["account_id"] == said.account_id) & (paid["category"] == said.category)]
    whole = int(mine["money_minor"].sum())
    return int(mine.loc[mine["payee_key"] == payee_key, "money_minor"].sum()) / whole if whole else 0.0


def _mean(paths: Paths) -> float:
    return float(paths.sum(axis=1).mean())


def _is_cash(found: Drawn, said: SeriesSaid) -> bool:
    return said.account_id in _cash_ids(found)


def _cash_ids(found: Drawn) -> set[int]:
    return {account.id for account in found.accounts if account.kind in CASH_KINDS}
