from dataclasses import replace
from datetime import date

import pytest

from core.domain.company import Company
from core.domain.handouts import BalanceOdds, ClientLine
from core.domain.words import clients as words

LAST = date(2027, 2, 7)
TODAY = date(2026, 11, 16)


def _odds(below: float, soon: float = 0.0) -> BalanceOdds:
    return BalanceOdds("EUR", 1_234_000, 200_000, below, soon, date(2026, 12, 14), -1234.4)


def _line(name: str, below: float | None, last: date = LAST) -> ClientLine:
    odds = None if below is None else _odds(below)
    return ClientLine(Company(1, name), "EUR", (), date(2026, 11, 15), last, 1_234_000, odds, 412_000, 0)


def test_how_many_are_likely_to_fall_short_and_by_when() -> None:
    lines = [_line("A", 0.9), _line("B", 0.51), _line("C", 0.5)]
    assert words.headline(lines) == (
        "2 of 3 companies are more likely than not to fall below their limit by 7 Feb 2027."
    )
    assert words.headline(lines[1:]) == (
        "1 of 2 companies is more likely than not to fall below its limit by 7 Feb 2027."
    )


def test_where_nobody_is_the_nearest_is_named() -> None:
    nearest = replace(_line("B", 0.31), company=Company(2, "B", is_demo=True))
    assert words.headline([_line("A", 0.02), nearest]) == (
        "Not one of 2 companies is more likely than not to fall below its limit by 7 Feb 2027; "
        "nearest to it is B (Demo), 31 in 100."
    )


def test_companies_whose_weeks_end_on_other_days_share_no_date() -> None:
    said = words.headline([_line("A", 0.9), _line("B", 0.0, date(2017, 1, 1))])
    assert said == "1 of 2 companies is more likely than not to fall below its limit within 12 weeks."


def test_companies_without_odds_are_counted_apart() -> None:
    said = words.headline([_line("A", 0.9), _line("B", None), _line("C", None)])
    assert said.startswith(
        "The one company with odds is more likely than not to fall below its limit by 7 Feb"
    )
    assert said.endswith("2 others have none: a balance is missing, or money goes only one way.")


def test_without_any_odds_the_page_says_what_it_takes() -> None:
    assert words.headline([_line("A", None), _line("B", None)]) == (
        "There are no odds yet for 2 companies: that takes a known balance, "
        "and money both coming in and going out."
    )


def test_a_card_says_the_limit_the_chances_and_the_tightest_week() -> None:
    line = _line("A", 0.18)
    assert words.below_limit(line) == "Below €2,000 in 12 weeks"
    assert words.chance(0.18) == "18 in 100"
    assert words.chance(0.0) == "<1 in 100"
    assert words.tightest(line.odds).replace("\u2060", "") == "14 Dec, −€1,234"
    assert words.unsorted(line) == "€4,120"


def test_what_is_not_known_is_said_in_words() -> None:
    line = replace(_line("A", None), cash_minor=None, data_until=None, open_minor=0)
    assert words.below_limit(line) == "Below its limit in 12 weeks"
    assert (words.chance(None), words.tightest(None)) == ("no odds", "no odds")
    assert (words.cash(line), words.unsorted(line)) == ("not known", "nothing")
    assert words.until(line, TODAY) == "no data yet"


def test_other_currencies_are_named_and_not_added() -> None:
    line = replace(_line("A", 0.1), other_currencies=("USD", "GBP"))
    assert (words.cash_name(line), words.cash(line)) == ("Cash (USD and GBP apart)", "€12,340")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (TODAY, "15 Nov 2026"),
        (date(2026, 11, 29), "15 Nov 2026"),
        (date(2026, 11, 30), "15 Nov 2026, 15 days ago"),
    ],
)
def test_data_older_than_two_weeks_say_how_old(today: date, said: str) -> None:
    assert words.until(_line("A", 0.1), today) == said
