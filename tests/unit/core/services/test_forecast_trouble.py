"""What a real store can hold: every look ahead answers with a sensible band or a clear sentence."""

from datetime import date, timedelta

import numpy as np
import pytest

from core import flow
from core.domain.handouts import Fan, Outlook
from core.domain.words import outlook as words
from core.flow import House
from core.jobs.worker import Worker
from core.services import forecast
from core.settings import Settings
from tests.unit.core.houses import bring, paid

pytestmark = pytest.mark.slow

UNTIL = date(2026, 5, 10)


def weekly(weeks: int, amount: float = -50.0, payee: str = "Metro", **more: str) -> list[dict[str, str]]:
    """A payment every Tuesday of the last weeks, a little different each time."""
    days = [UNTIL - timedelta(days=5 + 7 * back) for back in range(weeks)]
    return [
        paid(str(day), f"{amount * (1 + (day.day % 5) / 10):.2f}", payee, **({"mcc": "5411"} | more))
        for day in days
    ]


def closing() -> dict[str, str]:
    """A last row on the Sunday, so that the data end there."""
    return paid(str(UNTIL), "-1.00", "Kiosk", mcc="5411")


def drawn(house: House, company_id: int, currency: str = "EUR") -> Outlook:
    Worker(house).work_off()
    with house.look(house.scope("local")) as unit:
        found = forecast.outlook(unit, company_id, currency)
    assert found is not None
    return found


def fan(found: Outlook, key: str = "supplier", direction: str = "out") -> Fan:
    return next(each for each in found.fans if (each.key, each.direction) == (key, direction))


def sound(one: Fan) -> bool:
    levels = one.fan_frame[["q025", "q10", "q25", "q50", "q75", "q90", "q975"]].to_numpy()
    return bool(np.isfinite(levels).all() and (np.diff(levels, axis=1) >= 0).all() and (levels >= 0).all())


def test_one_week_of_data_is_drawn_as_a_simple_average_that_says_how_little_it_knows(house: House) -> None:
    done = bring(house, paid("2026-05-04", "-20.00", "Metro", mcc="5411"), *weekly(1), closing())
    one = fan(drawn(house, done.company_id))
    assert (one.weeks_seen, one.method, sound(one)) == (1, "average", True)
    assert words.made_of(one)


def test_less_than_a_whole_week_is_a_sentence(house: House) -> None:
    done = bring(house, *weekly(1), closing())
    Worker(house).work_off()
    with house.look(house.scope("local")) as unit:
        assert forecast.outlook(unit, done.company_id, "EUR") is None
    assert "cover a whole week, Monday to Sunday" in words.flow_headline(None, house.today)


def test_a_company_that_starts_mid_month_counts_its_first_whole_weeks(house: House) -> None:
    """Its first row is a Wednesday: seven weeks touched, six whole ones before the last Sunday."""
    first = UNTIL - timedelta(days=46)
    done = bring(house, paid(str(first), "-20.00", "Metro", mcc="5411"), *weekly(6), closing())
    one = fan(drawn(house, done.company_id))
    assert (first.weekday(), one.weeks_seen, one.method, sound(one)) == (2, 6, "average", True)


def test_a_refund_greater_than_the_week_is_money_in_and_never_a_negative_fan(house: House) -> None:
    refund = paid("2026-05-05", "500.00", "Metro", mcc="5411")
    done = bring(house, *weekly(60), refund, closing())
    found = drawn(house, done.company_id)
    assert {(each.key, each.direction) for each in found.fans} == {("supplier", "out"), ("supplier", "in")}
    assert all(sound(each) for each in found.fans)


def test_one_payment_of_a_billion_moves_no_middle(house: House) -> None:
    billion = paid("2025-12-02", "-1000000000.00", "Metro", mcc="5411")
    usual = fan(drawn(house, bring(house, *weekly(100), closing()).company_id)).total["q50"]
    other = bring(house, *weekly(100), billion, closing(), name="Other", company_id=None)
    shifted = fan(drawn(house, other.company_id))
    assert sound(shifted)
    assert shifted.total["q50"] < 3 * usual


def test_a_year_that_no_file_covers_is_unknown_and_not_idle(house: House) -> None:
    old = [row for row in weekly(120) if row["booked_on"] < "2024-09-01"]
    new = [row for row in weekly(120) if row["booked_on"] > "2025-09-01"]
    done = bring(house, *old)
    bring(house, *new, closing(), company_id=done.company_id)
    one = fan(drawn(house, done.company_id))
    unknown = one.history_frame["y"].isna().sum()
    assert 50 <= unknown <= 54
    assert one.active_share == 1.0
    assert one.fan_frame["q50"].min() > 40


def test_two_currencies_have_fans_of_their_own(house: House) -> None:
    dollars = weekly(60, -9.0, "Market", currency="USD", account="US-1", mcc="5411")
    done = bring(house, *weekly(60), closing())
    bring(house, *dollars, company_id=done.company_id)
    euro, dollar = (fan(drawn(house, done.company_id, currency)) for currency in ("EUR", "USD"))
    assert (euro.currency, dollar.currency) == ("EUR", "USD")
    assert euro.total["q50"] > 500 > dollar.total["q50"] > 80


def test_a_clock_set_back_says_that_the_data_lie_ahead_and_changes_no_fan(house: House) -> None:
    done = bring(house, *weekly(60), closing(), balance_minor=500_000)
    before = fan(drawn(house, done.company_id))
    back = flow.open_house(Settings(home=house.shelf.trained.parent, today=date(2026, 3, 1)))
    after = fan(drawn(back, done.company_id))
    assert before.fan_frame.equals(after.fan_frame)
    with back.look(back.scope("local")) as unit:
        found = forecast.outlook(unit, done.company_id, "EUR")
    assert words.flow_headline(found, back.today)
