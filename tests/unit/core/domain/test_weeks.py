from datetime import date

import pytest

from core.domain.weeks import first_open_week, first_whole_week


@pytest.mark.parametrize(
    ("from_on", "first"),
    [
        (date(2026, 5, 4), date(2026, 5, 4)),
        (date(2026, 5, 5), date(2026, 5, 11)),
        (date(2026, 5, 10), date(2026, 5, 11)),
    ],
)
def test_the_first_whole_week_begins_on_the_first_monday_that_is_covered(from_on: date, first: date) -> None:
    assert first_whole_week(from_on) == first


@pytest.mark.parametrize(
    ("until", "open_week"),
    [
        (date(2026, 5, 10), date(2026, 5, 11)),
        (date(2026, 5, 11), date(2026, 5, 11)),
        (date(2026, 5, 16), date(2026, 5, 11)),
    ],
)
def test_only_a_sunday_closes_its_week(until: date, open_week: date) -> None:
    assert first_open_week(until) == open_week
