from datetime import date

import pytest

from core.importers.dates import century, clamp, guess_order, read_date


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2025-03-04", "month_first", date(2025, 3, 4)),
        ("2025-03-04T12:31:46+00:00", "day_first", date(2025, 3, 4)),
        ("2019.04.19.", "day_first", date(2019, 4, 19)),
        ("20250304", "day_first", date(2025, 3, 4)),
        ("04032025", "day_first", date(2025, 3, 4)),
        ("04/03/2025", "day_first", date(2025, 3, 4)),
        ("04/03/2025", "month_first", date(2025, 4, 3)),
        ("6/12/15", "month_first", date(2015, 6, 12)),
        ("20.02.18", "day_first", date(2018, 2, 20)),
        ("12-Dec-2019", "day_first", date(2019, 12, 12)),
        ("23-Jan-15", "day_first", date(2015, 1, 23)),
        ("3 März 2025", "day_first", date(2025, 3, 3)),
        ("1 juillet 2024", "day_first", date(2024, 7, 1)),
        ("Mar 4, 2025", "day_first", date(2025, 3, 4)),
        ("05/03/2021 12:31:46", "day_first", date(2021, 3, 5)),
    ],
)
def test_one_day_in_the_ways_banks_write_it(cell: str, order: str, day: date) -> None:
    assert read_date(cell, order) == day


@pytest.mark.parametrize("cell", ["", "Pending", "31/02/2025", "1111/11/12", "12", "33,87", "4 Foo 2025"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_date(cell)


@pytest.mark.parametrize(
    ("cells", "order", "decided"),
    [
        (["03/04/2025", "25/04/2025"], "day_first", True),
        (["03/04/2025", "04/25/2025"], "month_first", True),
        (["03.04.2025", "05.04.2025"], "day_first", True),
        (["04/04/2025", "05/05/2025"], "day_first", True),
        (["01/02/2025", "01/03/2025", "02/01/2025", "02/02/2025", "03/01/2025"], "month_first", True),
        (["04/09/2025", "04/03/2025", "04/01/2025"], "month_first", False),
        (["09/04/2025", "03/04/2025", "01/04/2025"], "day_first", False),
        (["2025-03-04"], "day_first", True),
    ],
)
def test_the_whole_column_tells_day_from_month(cells: list[str], order: str, decided: bool) -> None:
    assert guess_order(cells) == (order, decided)


def test_a_day_past_the_end_of_its_month_is_its_last() -> None:
    assert clamp(2019, 2, 30) == date(2019, 2, 28)
    assert clamp(2002, 11, 31) == date(2002, 11, 30)
    with pytest.raises(ValueError, match="month"):
        clamp(2019, 13, 30)


def test_two_digits_of_a_year() -> None:
    assert [century(year) for year in (0, 26, 79, 80, 99, 2025)] == [2000, 2026, 2079, 1980, 1999, 2025]


def test_a_day_zero_tells_no_order() -> None:
    assert guess_order(["01/02/2025", "00/03/2025", "04/05/2025"]) == ("day_first", False)


def test_a_year_in_full_stands_where_it_stands() -> None:
    """Two fees on New Year's Day: 01.01.2024 is no day of 2001."""
    assert guess_order(["01.01.2024", "01.01.2025"]) == ("day_first", True)
