from datetime import date

import pytest

from core.domain.words import numbers


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (412000, "EUR", "€4,120.00"),
        (-412050, "GBP", f"{numbers.MINUS}£4,120.50"),
        (1234, "KWD", "KWD1.234"),
        (1234, "JPY", "JP¥1,234"),
        (9_007_199_254_740_993, "EUR", "€90,071,992,547,409.93"),
    ],
)
def test_money_is_exact_in_the_currency_s_own_places(minor: int, currency: str, said: str) -> None:
    assert numbers.money(minor, currency).replace("\xa0", "") == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [(4120.4, "€4,120"), (-4120.4, f"{numbers.MINUS}€4,120"), (12.5, "€12.50"), (12.0, "€12"), (0.0, "€0")],
)
def test_amounts_in_sentences_are_whole_from_a_hundred_on(amount: float, said: str) -> None:
    assert numbers.money_about(amount, "EUR") == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.18, "18 in 100"),
        (0.0, "fewer than 1 in 100"),
        (0.004, "fewer than 1 in 100"),
        (0.006, "1 in 100"),
        (1.0, "more than 99 in 100"),
    ],
)
def test_chances_are_natural_frequencies_and_never_zero_or_certain(share: float, said: str) -> None:
    assert numbers.in_100(share) == said


def test_dates_counts_and_lists() -> None:
    assert numbers.day(date(2016, 12, 30)) == "30 Dec 2016"
    assert numbers.count(1, "row") == "1 row"
    assert numbers.count(1267, "row") == "1,267 rows"
    assert numbers.listed(["a", "b", "c"]) == "a, b and c"


def test_another_reader_s_country_writes_numbers_its_own_way() -> None:
    assert numbers.money(412050, "EUR", locale="de_DE") == "4.120,50\xa0€"
    assert numbers.day(date(2016, 12, 30), locale="de_DE") == "30.12.2016"


def test_what_a_person_typed_becomes_exact_minor_units() -> None:
    assert numbers.minor_of(1500.1, "EUR") == 150010
    assert numbers.minor_of(1500.0, "JPY") == 1500


def test_money_whose_currency_is_not_known_yet_has_no_sign() -> None:
    assert numbers.money(-115_000, "") == f"{numbers.MINUS}1,150.00"
