from decimal import Decimal

import pytest

from core.domain.money import to_minor
from core.importers.amounts import guess_decimal, read_amount, read_either


@pytest.mark.parametrize(
    ("cell", "decimal", "amount"),
    [
        ("1234.56", ".", "1234.56"),
        ("-1,234.56", ".", "-1234.56"),
        ("1.234,56", ",", "1234.56"),
        ("1 234,56", ",", "1234.56"),
        ("1\u202f234,56", ",", "1234.56"),
        ("11'373.94", ".", "11373.94"),
        ("1,00,000.50", ".", "100000.50"),
        ("12.50-", ".", "-12.50"),
        ("(12.50)", ".", "-12.50"),
        ("\u221212,50", ",", "-12.50"),
        ("$57.27", ".", "57.27"),
        ("-$57.27", ".", "-57.27"),
        ("£1,183.23", ".", "1183.23"),
        ("EUR 12,50", ",", "12.50"),
        ("12,50 €", ",", "12.50"),
        ("12.50 DR", ".", "-12.50"),
        ("12.50CR", ".", "12.50"),
        ("+5257,28", ",", "5257.28"),
        (".5", ".", "0.5"),
    ],
)
def test_one_amount_in_the_ways_banks_write_it(cell: str, decimal: str, amount: str) -> None:
    assert read_amount(cell, decimal) == Decimal(amount)


@pytest.mark.parametrize("cell", ["", "12..34", "12.34", "1.2345,00", "abc", "1,5,5", "--", "20.02.18"])
def test_what_fits_no_reading_with_a_comma_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_amount(cell, ",")


def test_the_currency_says_how_many_digits_are_minor() -> None:
    assert to_minor(read_amount("12.50"), "EUR") == 1250
    assert to_minor(read_amount("1250"), "JPY") == 1250
    assert to_minor(read_amount("1.250"), "KWD") == 1250


def test_the_last_separator_is_the_decimal_one_where_the_cell_must_tell() -> None:
    assert read_either("1,006.60") == Decimal("1006.60")
    assert read_either("1.006,60") == Decimal("1006.60")
    assert read_either("-2,50") == Decimal("-2.50")


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["1.184,20", "12"], ","),
        (["1,184.20", "12"], "."),
        (["1.234", "56,70"], ","),
        (["1,234", "56.70"], "."),
        (["1.234.567", "89"], ","),
        (["-350", "2345.56"], "."),
    ],
)
def test_the_column_tells_point_from_comma(cells: list[str], decimal: str) -> None:
    assert guess_decimal(cells, fallback="?") == decimal


def test_three_digits_alone_are_thousands() -> None:
    assert guess_decimal(["1,234", "5,678"], fallback="?") == "."
    assert guess_decimal(["1.250", "900"], fallback="?") == ","


def test_three_digits_behind_a_lone_zero_or_a_long_number_are_decimals() -> None:
    assert guess_decimal(["0.250", "1.250"], fallback="?") == "."
    assert guess_decimal(["12345,678"], fallback="?") == ","
