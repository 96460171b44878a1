from collections.abc import Callable
from datetime import date

import pytest

from core.domain.errors import WhatIfRefused
from core.domain.handouts import BalanceOdds, Fan, WhatIf
from core.domain.what_if import Assumption, CategoryMoved, MonthlyPayment, PayerLate
from core.flow import House
from core.services import forecast
from tests.unit.core.houses import SAVINGS, bring
from tests.unit.core.services.test_forecast import BAKERY, FIRST_WEEK, MARKET, TAKINGS, draw, outlook, weekly

# 460 stand on the eve of the first week; 100 come in each week (nothing in a quarter of the futures), 60 go.
SMALLER = weekly("25.00", "Fairground", 0)
FLOUR_UP = CategoryMoved("supplier", "out", 50.0, FIRST_WEEK)
HIRE = MonthlyPayment("out", 10_000, date(2026, 5, 1))


@pytest.fixture
def company_id(plain_house: House) -> int:
    done = bring(plain_house, *TAKINGS, *BAKERY, *MARKET, balance_minor=50_000)
    draw(plain_house, done.company_id)
    return done.company_id


def asked(house: House, company_id: int, *assumptions: Assumption, currency: str = "EUR") -> WhatIf:
    with house.look(house.scope("local")) as unit:
        found = forecast.what_if(unit, company_id, currency, assumptions)
    assert found is not None
    return found


def cash(found: WhatIf) -> list[float]:
    assert found.balance is not None
    return list(found.balance.fan_frame["q50"])


def odds(found: WhatIf) -> BalanceOdds:
    assert found.odds is not None
    return found.odds


def flow(found: WhatIf) -> Fan:
    assert found.cash_flow is not None
    return found.cash_flow


def key_of(house: House, company_id: int, payee: str) -> str:
    with house.look(house.scope("local")) as unit:
        return next(
            each.payee_key for each in forecast.payers(unit, company_id, "EUR") if each.payee == payee
        )


def test_nothing_supposed_is_the_plain_look_ahead(plain_house: House, company_id: int) -> None:
    plain, found = outlook(plain_house, company_id), asked(plain_house, company_id)
    assert found.odds == plain.odds
    assert plain.balance is not None
    assert cash(found) == list(plain.balance.fan_frame["q50"])
    assert found.effects == ()


def test_a_category_half_as_much_again_moves_balance_flow_and_odds(
    plain_house: House, company_id: int
) -> None:
    found = asked(plain_house, company_id, FLOUR_UP)
    assert cash(found) == [460.0 + 10.0 * week for week in range(1, 13)]
    assert flow(found).total["q50"] == 12 * (100.0 - 90.0)
    assert found.effects[0].moved == pytest.approx(12 * 30.0)
    assert odds(found).tightest_median == 580.0


def test_a_category_that_stops_costs_nothing_more(plain_house: House, company_id: int) -> None:
    found = asked(plain_house, company_id, CategoryMoved("supplier", "out", -100.0, FIRST_WEEK))
    assert cash(found) == [460.0 + 100.0 * week for week in range(1, 13)]


def test_a_hire_goes_out_on_the_first_of_each_month(plain_house: House, company_id: int) -> None:
    found = asked(plain_house, company_id, HIRE)
    # 1 May, 1 June and 1 July lie in the second, seventh and eleventh week.
    paid = [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3]
    assert cash(found) == [460.0 + 40.0 * (at + 1) - 100.0 * paid[at] for at in range(12)]
    assert (found.effects[0].payments, found.effects[0].moved) == (3, 300.0)


def test_a_hire_raises_the_chance_of_falling_short(plain_house: House, company_id: int) -> None:
    assert odds(asked(plain_house, company_id)).below == 0.25
    wages = MonthlyPayment("out", 40_000, date(2026, 5, 1))
    assert odds(asked(plain_house, company_id, wages)).below == 1.0
    loan = MonthlyPayment("in", 90_000, date(2026, 4, 20))
    assert odds(asked(plain_house, company_id, loan)).below == 0.0


def test_a_payer_two_weeks_late_leaves_the_first_two_weeks_empty(plain_house: House, company_id: int) -> None:
    late = PayerLate(key_of(plain_house, company_id, "Paytree"), 14)
    found = asked(plain_house, company_id, late)
    assert cash(found)[:3] == [400.0, 340.0, 380.0]
    assert found.effects[0].payee == "Paytree"
    # Three quarters of the futures bring 100 a week: 900 of 1,200 come, the last two weeks' 150 later.
    assert (found.effects[0].moved, found.effects[0].beyond) == (900.0, 150.0)


def test_only_the_payers_share_of_its_series_comes_later(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *SMALLER, *BAKERY, balance_minor=50_000)
    draw(plain_house, done.company_id)
    late = PayerLate(key_of(plain_house, done.company_id, "Fairground"), 7)
    plain, found = cash(asked(plain_house, done.company_id)), cash(asked(plain_house, done.company_id, late))
    assert [before - after for before, after in zip(plain, found, strict=True)] == pytest.approx([25.0] * 12)


def test_payers_are_those_with_most_money_in(plain_house: House) -> None:
    done = bring(plain_house, *SMALLER, *TAKINGS, *BAKERY)
    with plain_house.look(plain_house.scope("local")) as unit:
        found = forecast.payers(unit, done.company_id, "EUR")
        assert forecast.payers(unit, done.company_id, "USD") == ()
    assert [(each.payee, each.money_minor) for each in found] == [
        ("Paytree", 120_000), ("Fairground", 30_000)
    ]  # fmt: skip


def test_it_does_not_matter_what_was_supposed_first(plain_house: House, company_id: int) -> None:
    late = PayerLate(key_of(plain_house, company_id, "Paytree"), 10)
    raised = CategoryMoved("uncategorised", "in", 20.0, date(2026, 5, 1))
    forth = asked(plain_house, company_id, late, raised, HIRE)
    back = asked(plain_house, company_id, HIRE, raised, late)
    assert cash(forth) == cash(back)
    assert forth.odds == back.odds
    assert forth.effects == tuple(reversed(back.effects))


def test_nothing_of_it_is_stored(plain_house: House, company_id: int) -> None:
    before = outlook(plain_house, company_id)
    asked(plain_house, company_id, HIRE, FLOUR_UP)
    after = outlook(plain_house, company_id)
    assert (after.odds, after.made_at) == (before.odds, before.made_at)


def test_without_a_balance_only_the_cash_flow_moves(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY)
    draw(plain_house, done.company_id)
    found = asked(plain_house, done.company_id, HIRE)
    assert (found.balance, found.odds) == (None, None)
    assert flow(found).total["q50"] == 12 * 60.0 - 300.0


def test_what_a_card_pays_moves_no_balance_and_is_counted_apart(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, balance_minor=50_000)
    card = weekly("-30.00", "Shell", account="4929", mcc="5541")
    bring(plain_house, *card, company_id=done.company_id, account_kind="card")
    draw(plain_house, done.company_id)
    plain = outlook(plain_house, done.company_id)
    fuel = next(fan.key for fan in plain.fans if fan.total["q50"] == 360.0)
    found = asked(plain_house, done.company_id, CategoryMoved(fuel, "out", 100.0, FIRST_WEEK))
    assert found.odds == plain.odds
    assert (found.effects[0].moved, found.effects[0].outside) == (360.0, 360.0)


def test_own_transfers_and_other_currencies_are_nobodys_payment(plain_house: House) -> None:
    to_savings = weekly("-25.00", "Cafe Sole", 2, counterparty_account=SAVINGS)
    from_current = weekly("25.00", "Cafe Sole", 2, account=SAVINGS, type_code="own_transfer")
    done = bring(plain_house, *TAKINGS, *BAKERY, *to_savings, balance_minor=50_000)
    bring(plain_house, *from_current, company_id=done.company_id, balance_minor=7_500)
    with plain_house.look(plain_house.scope("local")) as unit:
        found = forecast.payers(unit, done.company_id, "EUR")
    assert [each.payee for each in found] == ["Paytree"]


def test_before_anything_is_drawn_nothing_can_be_asked(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS)
    with plain_house.look(plain_house.scope("local")) as unit:
        assert forecast.what_if(unit, done.company_id, "EUR", (HIRE,)) is None
        assert forecast.what_if(unit, done.company_id, "USD", (HIRE,)) is None


REFUSED: dict[str, Callable[[str], tuple[Assumption, ...]]] = {
    "no_amount": lambda _: (MonthlyPayment("out", 0, FIRST_WEEK),),
    "no_change": lambda _: (CategoryMoved("supplier", "out", 0.0, FIRST_WEEK),),
    "less_than_nothing": lambda _: (CategoryMoved("supplier", "out", -101.0, FIRST_WEEK),),
    "percent": lambda _: (CategoryMoved("supplier", "out", 1001.0, FIRST_WEEK),),
    "too_late": lambda _: (MonthlyPayment("out", 100, date(2026, 7, 13)),),
    "nothing_expected": lambda _: (CategoryMoved("rent", "out", 10.0, FIRST_WEEK),),
    "no_payments": lambda _: (PayerLate("stranger", 30),),
    "days": lambda payer: (PayerLate(payer, 0),),
    "twice": lambda payer: (PayerLate(payer, 7), PayerLate(payer, 14)),
    "too_many": lambda _: tuple(MonthlyPayment("out", minor, FIRST_WEEK) for minor in range(1, 7)),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_supposed_is_refused(plain_house: House, company_id: int, fault: str) -> None:
    payer = key_of(plain_house, company_id, "Paytree")
    with pytest.raises(WhatIfRefused) as refused:
        asked(plain_house, company_id, *REFUSED[fault](payer))
    assert refused.value.code == f"what_if_{fault}"


def test_the_last_day_of_the_last_week_still_counts(plain_house: House, company_id: int) -> None:
    found = asked(plain_house, company_id, MonthlyPayment("out", 100, date(2026, 7, 12)))
    assert found.effects[0].payments == 1
