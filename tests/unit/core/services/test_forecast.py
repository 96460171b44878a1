from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd
import pytest

from core import flow
from core.domain.handouts import Fan, Outlook
from core.domain.labels import Reach
from core.domain.weeks import mondays
from core.flow import House
from core.services import companies, forecast
from models.contracts import Forecast, Forecaster
from tests.unit.core.houses import SAVINGS, bring, correction, paid, parts_of

START = date(2026, 2, 2)
WEEKS = 12
FIRST_WEEK = date(2026, 4, 20)
FLOUR = {"mcc": "5411"}
LUNCH = {"mcc": "5812"}


class Steady:
    """The last whole week again and again; in the first quarter of the futures nothing comes in."""

    name = "steady"

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        last = series.groupby("unique_id")["y"].last()
        futures = np.repeat(last.to_numpy(), paths * horizon_weeks).reshape(-1, paths, horizon_weeks)
        comes_in = [name.endswith("/in") for name in last.index]
        futures[comes_in, : paths // 4] = 0.0
        weeks = mondays(FIRST_WEEK, horizon_weeks)
        parts = tuple({"steady": 1.0} for _ in last)
        return Forecast(tuple(last.index), tuple(weeks), futures.astype(np.float32), parts)

    def save(self, folder: Path) -> None:
        """Nothing to keep."""

    @classmethod
    def load(cls, folder: Path) -> Self:  # noqa: ARG003  there is nothing to read back
        return cls()


def weekly(amount: str, payee: str, weekday: int = 0, **more: str) -> list[dict[str, str]]:
    """The same payment in each of twelve weeks, the last one left open by the data."""
    days = [START + timedelta(weeks=week, days=weekday) for week in range(WEEKS)]
    return [paid(str(day), amount, payee, **more) for day in days]


TAKINGS = weekly("100.00", "Paytree")
BAKERY = weekly("-40.00", "Metro", 1, **FLOUR)
MARKET = weekly("-20.00", "Market", 1, **FLOUR)
LUNCHES = weekly("-10.00", "Trattoria", 1, **LUNCH)


def draw(house: House, company_id: int) -> int:
    return flow.look_ahead(house, house.scope("system"), company_id, Steady(), None)


def outlook(house: House, company_id: int, currency: str = "EUR") -> Outlook:
    with house.look(house.scope("local")) as unit:
        found = forecast.outlook(unit, company_id, currency)
    assert found is not None
    return found


def planned(house: House, company_id: int) -> list[str]:
    with house.look(house.scope("local")) as unit:
        plan = forecast.plan(unit, company_id)
    return [] if plan is None else sorted(plan.digests)


def by_key(found: Outlook) -> Mapping[str, Fan]:
    return {f"{fan.key}/{fan.direction}": fan for fan in found.fans}


def test_the_little_forecaster_keeps_the_contract() -> None:
    assert isinstance(Steady(), Forecaster)


def test_before_anything_is_drawn_there_is_no_outlook(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS)
    with plain_house.look(plain_house.scope("local")) as unit:
        assert forecast.outlook(unit, done.company_id, "EUR") is None


def test_rows_of_less_than_one_whole_week_give_nothing_to_draw(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-06", "100.00", "Paytree"))
    assert draw(plain_house, done.company_id) == 0


def test_every_series_is_drawn_once_and_not_again(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, *LUNCHES)
    assert draw(plain_house, done.company_id) == 3
    assert planned(plain_house, done.company_id) == []
    assert draw(plain_house, done.company_id) == 0


def test_a_correction_between_two_categories_draws_exactly_those_two_anew(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, *MARKET, *LUNCHES)
    draw(plain_house, done.company_id)
    metro = parts_of(plain_house, done.company_id, "Metro")[0]
    given = correction(done.company_id, metro, "meals", reach=Reach.PAYEE)
    ripple = flow.correct(plain_house, plain_house.scope("local"), given)
    assert planned(plain_house, done.company_id) == ["1/meals/out", "1/supplier/out"]
    seen = outlook(plain_house, done.company_id)
    assert seen.drawing == 2
    assert {key for key, fan in by_key(seen).items() if fan.stale} == {"meals/out", "supplier/out"}
    assert seen.cash_flow is not None
    assert seen.cash_flow.stale
    assert draw(plain_house, done.company_id) == 2
    drawn = by_key(outlook(plain_house, done.company_id))
    assert (drawn["meals/out"].total["q50"], drawn["supplier/out"].total["q50"]) == (600.0, 240.0)
    assert ripple.act_id is not None
    flow.undo(plain_house, plain_house.scope("local"), ripple.act_id)
    assert planned(plain_house, done.company_id) == ["1/meals/out", "1/supplier/out"]


def test_a_category_that_lost_all_its_rows_is_no_longer_drawn(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, *LUNCHES)
    draw(plain_house, done.company_id)
    metro = parts_of(plain_house, done.company_id, "Metro")[0]
    given = correction(done.company_id, metro, "meals", reach=Reach.PAYEE)
    flow.correct(plain_house, plain_house.scope("local"), given)
    draw(plain_house, done.company_id)
    assert set(by_key(outlook(plain_house, done.company_id))) == {"meals/out", "uncategorised/in"}


def test_fans_tell_their_weeks_and_their_totals(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY)
    draw(plain_house, done.company_id)
    seen = outlook(plain_house, done.company_id)
    assert (seen.data_until, seen.first_week, seen.horizon_weeks) == (date(2026, 4, 21), FIRST_WEEK, 12)
    takings = by_key(seen)["uncategorised/in"]
    assert list(takings.history_frame["y"]) == [100.0] * 11
    assert (takings.weeks_seen, takings.active_share, takings.method) == (11, 1.0, "model")
    assert (takings.total["q025"], takings.total["q50"]) == (0.0, 1200.0)
    assert list(takings.fan_frame["ds"].dt.date) == mondays(FIRST_WEEK, 12)
    assert list(takings.fan_frame["sum_q50"]) == [100.0 * week for week in range(1, 13)]


def test_the_widest_total_comes_first(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY)
    draw(plain_house, done.company_id)
    assert [fan.key for fan in outlook(plain_house, done.company_id).fans] == ["uncategorised", "supplier"]


def test_cash_flow_is_in_minus_out_future_by_future(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, *MARKET)
    draw(plain_house, done.company_id)
    cash_flow = outlook(plain_house, done.company_id).cash_flow
    assert cash_flow is not None
    assert list(cash_flow.history_frame["y"]) == [40.0] * 11
    assert (cash_flow.total["q10"], cash_flow.total["q50"]) == (-720.0, 480.0)


def test_the_balance_adds_up_from_its_anchor_and_tells_the_odds(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, *MARKET, balance_minor=50_000)
    draw(plain_house, done.company_id)
    seen = outlook(plain_house, done.company_id)
    assert seen.balance is not None
    assert seen.odds is not None
    # 500 stood there on the last day, after 100 in and 60 out of the open week: 460 on its eve.
    assert list(seen.balance.history_frame["y"]) == [20.0 + 40.0 * week for week in range(1, 12)]
    assert list(seen.balance.fan_frame["q50"]) == [460.0 + 40.0 * week for week in range(1, 13)]
    assert list(seen.balance.fan_frame["q10"]) == [460.0 - 60.0 * week for week in range(1, 13)]
    assert (seen.odds.cash_minor, seen.odds.below, seen.odds.currency) == (50_000, 0.25, "EUR")


def test_the_next_four_weeks_have_odds_of_their_own(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, *MARKET, balance_minor=50_000)
    draw(plain_house, done.company_id)
    with plain_house.unit(plain_house.scope("local")) as unit:
        companies.set_limit(unit, done.company_id, 10_000)
    odds = outlook(plain_house, done.company_id).odds
    assert odds is not None
    # A quarter of the futures lose 60 a week from 460 on: below 100 only in the seventh week.
    assert (odds.below_4, odds.below) == (0.0, 0.25)
    with plain_house.unit(plain_house.scope("local")) as unit:
        companies.set_limit(unit, done.company_id, 25_000)
    odds = outlook(plain_house, done.company_id).odds
    assert odds is not None
    assert (odds.below_4, odds.below) == (0.25, 0.25)


def test_a_higher_limit_is_fallen_below_more_often(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, *MARKET, balance_minor=50_000)
    draw(plain_house, done.company_id)
    with plain_house.unit(plain_house.scope("local")) as unit:
        companies.set_limit(unit, done.company_id, 60_000)
    odds = outlook(plain_house, done.company_id).odds
    assert odds is not None
    assert (odds.limit_minor, odds.below) == (60_000, 1.0)


def test_without_a_balance_anybody_vouches_for_no_odds_are_told(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY)
    draw(plain_house, done.company_id)
    seen = outlook(plain_house, done.company_id)
    assert (seen.balance, seen.odds) == (None, None)
    assert seen.cash_flow is not None


def test_with_money_only_going_out_no_odds_are_told(plain_house: House) -> None:
    done = bring(plain_house, *BAKERY, *LUNCHES, balance_minor=50_000)
    draw(plain_house, done.company_id)
    seen = outlook(plain_house, done.company_id)
    assert (seen.balance, seen.odds) == (None, None)


def test_a_cash_account_without_a_balance_silences_the_odds_of_all(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, balance_minor=50_000)
    bring(plain_house, *weekly("1.00", "Interest", account=SAVINGS), company_id=done.company_id)
    draw(plain_house, done.company_id)
    assert outlook(plain_house, done.company_id).odds is None


def test_a_card_is_no_cash(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, balance_minor=50_000)
    card = weekly("-30.00", "Shell", account="4929", mcc="5541")
    bring(plain_house, *card, company_id=done.company_id, account_kind="card")
    draw(plain_house, done.company_id)
    seen = outlook(plain_house, done.company_id)
    assert seen.odds is not None
    assert seen.odds.cash_minor == 50_000
    assert seen.cash_flow is not None
    assert seen.cash_flow.total["q50"] == 12 * (100.0 - 40.0 - 30.0)


def test_two_currencies_stand_beside_each_other_and_are_never_added(plain_house: House) -> None:
    dollars = weekly("-7.00", "Metro", 1, **FLOUR, currency="USD")
    done = bring(plain_house, *TAKINGS, *BAKERY, balance_minor=50_000)
    bring(plain_house, *dollars, company_id=done.company_id)
    draw(plain_house, done.company_id)
    euro, dollar = (outlook(plain_house, done.company_id, name) for name in ("EUR", "USD"))
    assert by_key(euro)["supplier/out"].total["q50"] == 480.0
    assert by_key(dollar)["supplier/out"].total["q50"] == 84.0
    assert euro.odds is not None
    assert euro.odds.cash_minor == 50_000
    assert dollar.odds is None


def test_own_transfers_move_the_balance_of_no_one_but_what_leaves_cash(plain_house: House) -> None:
    to_savings = weekly("-25.00", "Cafe Sole", 2, counterparty_account=SAVINGS)
    from_current = weekly("25.00", "Cafe Sole", 2, account=SAVINGS, type_code="own_transfer")
    done = bring(plain_house, *TAKINGS, *BAKERY, *to_savings, balance_minor=50_000)
    bring(plain_house, *from_current, company_id=done.company_id, balance_minor=7_500)
    draw(plain_house, done.company_id)
    seen = outlook(plain_house, done.company_id)
    assert set(by_key(seen)) == {"uncategorised/in", "supplier/out"}
    assert seen.balance is not None
    steps = np.diff(seen.balance.fan_frame["q50"])
    assert steps == pytest.approx([60.0] * 11)


def test_a_category_whose_level_wanders_is_told_from_one_that_comes_back(plain_house: House) -> None:
    """Sixty weeks: flour dearer by one euro every week, lunches always between 10 and 12 euros."""
    days = [FIRST_WEEK - timedelta(weeks=60 - week) for week in range(60)]
    lunches = np.random.default_rng(3).integers(1000, 1200, 60)
    rows = [paid(str(day), f"-{40 + week}.00", "Metro", **FLOUR) for week, day in enumerate(days)]
    rows += [
        paid(str(day), f"-{cents / 100:.2f}", "Trattoria", **LUNCH)
        for day, cents in zip(days, lunches, strict=True)
    ]
    done = bring(plain_house, *rows, paid(str(FIRST_WEEK), "-1.00", "Metro", **FLOUR))
    draw(plain_house, done.company_id)
    drifts = {fan.key: fan.drifts for fan in outlook(plain_house, done.company_id).fans}
    assert drifts == {"supplier": True, "meals": False}
