from datetime import date

import numpy as np
import pytest

from core.demo.rhythms import due_dates, season_factor

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def days(rhythm: str) -> list[str]:
    return [f"{day:%m-%d}" for day in due_dates(rhythm, FIRST, LAST, np.random.default_rng(1))]


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        ("monthly 1", ["01-01", "02-02", "03-02"]),
        ("quarterly 23", ["01-23"]),
        ("yearly 03-15", ["03-16"]),
        ("ago 8", ["02-03"]),
        ("ago 20", []),
    ],
)
def test_what_falls_on_a_weekend_moves_to_monday(rhythm: str, expected: list[str]) -> None:
    assert days(rhythm) == expected


def test_weekly_biweekly_and_daily() -> None:
    assert days("weekly 5")[:3] == ["01-02", "01-09", "01-16"]
    assert len(days("weekly 5")) == 13
    assert len(days("biweekly 5")) in (6, 7)
    assert days("weekdays 6-7")[:4] == ["01-03", "01-04", "01-10", "01-11"]


def test_random_days_come_as_often_as_said() -> None:
    counts = [len(due_dates("random 2.5", FIRST, LAST, np.random.default_rng(seed))) for seed in range(40)]
    assert abs(np.mean(counts) - 2.5 * 90 / 7) < 2


def test_seasons_average_out_near_one() -> None:
    for season in ("flat", "summer", "building", "christmas", "heating"):
        factors = [season_factor(season, date(2026, month, 1)) for month in range(1, 13)]
        assert 0.9 < np.mean(factors) < 1.1
