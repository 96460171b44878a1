from datetime import date

import numpy as np
import pytest

from core.domain.weeks import mondays
from core.series.levels import Paths
from core.series.what_if import arriving_later, changed_from, due_days, monthly

FIRST = date(2026, 11, 16)
WEEKS = mondays(FIRST, 4)
FUTURES: Paths = np.array([[700, 0, 0, 70], [0, 140, 0, 0], [7, 7, 7, 7]], dtype=np.float32)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, [[700, 0, 0, 70], [0, 140, 0, 0], [7, 7, 7, 7]]),
        (7, [[0, 700, 0, 0], [0, 0, 140, 0], [0, 7, 7, 7]]),
        (3, [[400, 300, 0, 40], [0, 80, 60, 0], [4, 7, 7, 7]]),
        (10, [[0, 400, 300, 0], [0, 0, 80, 60], [0, 4, 7, 7]]),
        (25, [[0, 0, 0, 300], [0, 0, 0, 0], [0, 0, 0, 3]]),
        (28, [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]),
        (365, [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]),
    ],
)
def test_what_is_due_comes_so_many_days_later(days: int, expected: list[list[float]]) -> None:
    assert arriving_later(FUTURES, days) == pytest.approx(np.array(expected))


def test_a_tenth_more_from_a_wednesday_counts_five_days_of_that_week() -> None:
    moved = changed_from(FUTURES, WEEKS, 10.0, date(2026, 11, 25))
    assert moved[0] == pytest.approx([700, 0, 0, 77])
    assert moved[1] == pytest.approx([0, 140 * (1 + 0.1 * 5 / 7), 0, 0])
    assert moved[2] == pytest.approx([7, 7.5, 7.7, 7.7])


def test_from_before_the_first_week_every_week_changes() -> None:
    assert changed_from(FUTURES, WEEKS, -50.0, date(2026, 1, 1)) == pytest.approx(FUTURES / 2)


def test_payments_that_stop_are_zero_and_never_below() -> None:
    stopped = changed_from(FUTURES, WEEKS, -100.0, date(2026, 11, 23))
    assert stopped == pytest.approx(np.array([[700, 0, 0, 0], [0, 0, 0, 0], [7, 0, 0, 0]]))
    assert changed_from(FUTURES, WEEKS, -250.0, FIRST).min() == 0.0


def test_a_day_behind_the_last_week_changes_nothing() -> None:
    assert changed_from(FUTURES, WEEKS, 10.0, date(2026, 12, 14)) == pytest.approx(FUTURES)


def test_a_new_payment_falls_into_the_week_of_its_day() -> None:
    assert list(monthly(WEEKS, 2_500.0, date(2026, 12, 1))) == [0.0, 0.0, 2_500.0, 0.0]
    assert list(monthly(WEEKS, 2_500.0, date(2026, 11, 22))) == [2_500.0, 0.0, 0.0, 0.0]


def test_a_payment_that_began_earlier_goes_on_within_the_weeks() -> None:
    assert list(monthly(WEEKS, 10.0, date(2026, 9, 30))) == [0.0, 0.0, 10.0, 0.0]


def test_a_day_a_month_does_not_have_is_its_last_one() -> None:
    due = due_days(date(2026, 12, 31), date(2026, 12, 28), date(2027, 5, 1))
    assert due == [
        date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)
    ]  # fmt: skip


def test_the_end_of_the_weeks_is_no_longer_within_them() -> None:
    assert due_days(date(2026, 11, 16), FIRST, date(2026, 12, 16)) == [date(2026, 11, 16)]
