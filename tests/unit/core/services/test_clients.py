from datetime import date

from core.domain.company import Company
from core.domain.handouts import BalanceOdds, ClientLine
from core.flow import House
from core.services import companies, forecast
from core.store import people
from tests.unit.core.houses import SAVINGS, bring
from tests.unit.core.services.test_forecast import BAKERY, FLOUR, MARKET, TAKINGS, draw, outlook, weekly


def client(house: House, company_id: int) -> ClientLine:
    with house.look(house.scope("local")) as unit:
        return forecast.client(unit, company_id)


def drawn(house: House, name: str, limit_minor: int = 0, **answers: int) -> int:
    done = bring(house, *TAKINGS, *BAKERY, *MARKET, name=name, **answers)
    draw(house, done.company_id)
    with house.unit(house.scope("local")) as unit:
        companies.set_limit(unit, done.company_id, limit_minor)
    return done.company_id


def test_a_line_says_the_same_as_that_companys_own_pages(plain_house: House) -> None:
    company_id = drawn(plain_house, "Cafe Sole", 10_000, balance_minor=50_000)
    found = client(plain_house, company_id)
    assert found.odds == outlook(plain_house, company_id).odds
    assert (found.company.name, found.currency, found.other_currencies) == ("Cafe Sole", "EUR", ())
    assert (found.cash_minor, found.data_until, found.last_day) == (
        50_000, date(2026, 4, 21), date(2026, 7, 12)
    )  # fmt: skip
    # Nothing is filed for sure yet: twelve weeks of 100 in and 60 out.
    assert found.open_minor == 192_000
    assert found.drawing == 0


def test_before_anything_is_drawn_there_are_no_odds_but_cash(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, balance_minor=50_000)
    found = client(plain_house, done.company_id)
    assert (found.odds, found.last_day, found.cash_minor) == (None, None, 50_000)


def test_money_only_going_out_has_cash_and_no_odds(plain_house: House) -> None:
    done = bring(plain_house, *BAKERY, balance_minor=50_000)
    draw(plain_house, done.company_id)
    found = client(plain_house, done.company_id)
    assert (found.odds, found.cash_minor) == (None, 50_000)


def test_another_currency_is_named_and_never_added(plain_house: House) -> None:
    done = bring(plain_house, *TAKINGS, *BAKERY, balance_minor=50_000)
    dollars = weekly("-7.00", "Somebody", 1, **FLOUR, currency="USD", account=SAVINGS)
    bring(plain_house, *dollars, company_id=done.company_id, balance_minor=900)
    draw(plain_house, done.company_id)
    found = client(plain_house, done.company_id)
    assert (found.currency, found.other_currencies, found.cash_minor) == ("EUR", ("USD",), 50_000)


def test_a_company_without_accounts_has_a_line_all_the_same(plain_house: House) -> None:
    with plain_house.unit(plain_house.scope("local")) as unit:
        empty = people.add_company(unit, "New", "", None, is_demo=False)
    found = client(plain_house, empty)
    assert (found.currency, found.data_until, found.cash_minor, found.open_minor) == ("", None, None, 0)


def _line(name: str, below: float | None, soon: float = 0.0, open_minor: int = 0) -> ClientLine:
    odds = None if below is None else BalanceOdds("EUR", 1, 0, below, soon, date(2026, 12, 14), 1.0)
    return ClientLine(Company(1, name), "EUR", (), None, None, None, odds, open_minor, 0)


def test_worst_first_by_twelve_weeks_then_four_then_unsorted_money_those_without_odds_last() -> None:
    lines = [
        _line("calm", 0.0),
        _line("unsorted", None, open_minor=900),
        _line("calm but unsorted", 0.0, open_minor=5),
        _line("soon", 0.6, 0.4),
        _line("tidy", None),
        _line("later", 0.6, 0.1),
        _line("worst", 0.9),
    ]
    assert [each.company.name for each in forecast.worst_first(lines)] == [
        "worst", "soon", "later", "calm but unsorted", "calm", "unsorted", "tidy"
    ]  # fmt: skip
