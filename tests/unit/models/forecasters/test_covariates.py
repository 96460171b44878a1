import numpy as np
import pytest

from models.forecasters.calendar_weeks import CALENDAR, calendar_features, week_of_month
from models.forecasters.covariates import (
    FEATURES,
    LARGEST_SIZE,
    category_codes,
    dynamic_features,
    section_code,
    squash,
    static_features,
    usual_week,
)
from models.forecasters.grid import Floats, Grid


def grid(y: list[list[float]]) -> Grid:
    values: Floats = np.array(y, dtype=np.float64)
    first = np.datetime64("2024-01-01")
    return Grid(
        tuple(f"s{row}" for row in range(len(values))), first + 7 * np.arange(values.shape[1]), values
    )


def flags(week: str) -> set[str]:
    features = calendar_features(np.array([week], dtype="datetime64[D]"))[:, 0]
    return {name for name, value in zip(CALENDAR[4:], features[4:], strict=True) if value == 1.0}


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ("2026-03-30", {"month_start", "month_end"}),
        ("2026-04-06", {"tax_due", "quarter_tax_due"}),
        ("2026-05-04", {"tax_due"}),
        ("2026-02-23", {"pay_days", "month_start", "month_end"}),
        ("2026-06-15", {"mid_month"}),
        ("2025-12-29", {"month_start", "month_end", "year_turn"}),
        ("2026-08-17", set()),
    ],
)
def test_a_week_carries_the_flags_of_its_days(week: str, expected: set[str]) -> None:
    assert flags(week) == expected


@pytest.mark.parametrize(
    ("week", "place"),
    [("2026-06-01", 0), ("2026-06-08", 1), ("2026-06-29", 0), ("2026-03-30", 0), ("2026-07-27", 4)],
)
def test_a_week_belongs_to_the_month_of_its_thursday(week: str, place: int) -> None:
    assert week_of_month(np.array([week], dtype="datetime64[D]")).tolist() == [place]


def test_the_season_comes_round_after_a_year() -> None:
    weeks = np.array(["2024-07-01", "2025-06-30"], dtype="datetime64[D]")
    first, second = calendar_features(weeks)[:4].T
    assert np.abs(first - second).max() < 0.1


@pytest.mark.parametrize(
    ("nace", "section"),
    [("56.10", 9), ("5610", 9), ("I", 9), ("I56", 9), ("43", 6), ("01.1", 1), ("", 0), ("00", 0), ("x", 0)],
)
def test_a_trade_is_known_by_its_section(nace: str, section: int) -> None:
    assert section_code(nace) == section


def test_an_unseen_category_takes_the_reserved_code() -> None:
    assert category_codes(["it", "new", "taxes", ""], ("it", "taxes")).tolist() == [1, 0, 2, 0]


def test_the_usual_week_is_the_mean_of_weeks_with_money() -> None:
    long_ago = [8.0] + [0.0] * 110
    recent = [500.0] + [0.0] * 100 + [4.0, 0.0, 6.0] + [np.nan] * 7
    assert usual_week(grid([long_ago, recent, [0.0] * 111])).tolist() == [8.0, 5.0, 0.0]


def test_one_slip_of_the_pen_does_not_make_every_other_week_look_like_nothing() -> None:
    """A week of 1e9 among 79 of 100 counts as 74 usual ones: (79 x 100 + 7,420) / 80."""
    slip = [100.0] * 60 + [1e9] + [100.0] * 19
    assert usual_week(grid([slip]))[0] == pytest.approx(191.5, abs=1)
    assert squash(grid([slip]), np.array([100.0])).max() == LARGEST_SIZE


def test_activity_is_known_twelve_weeks_before_the_week_it_describes() -> None:
    y = [[0.0] * 30 + [10.0] + [0.0] * 9]
    series = grid(y)
    features = dynamic_features(series, squash(series, usual_week(series)), 12)
    assert features.shape == (1, FEATURES, 52)
    share_of_13 = features[0, len(CALENDAR)]
    assert np.flatnonzero(share_of_13).tolist() == list(range(42, 52))
    assert share_of_13[42] == np.float32(1 / 13)


def test_unknown_weeks_do_not_count_as_idle_ones() -> None:
    series = grid([[5.0, np.nan, np.nan, 5.0] + [np.nan] * 9])
    features = dynamic_features(series, squash(series, usual_week(series)), 12)
    assert features[0, len(CALENDAR), -1] == 1.0


def test_a_series_is_told_by_its_last_two_years() -> None:
    """Every second of 104 weeks holds 10, none of the newest 13: half active, a quarter of the 52 less."""
    known = grid([[10.0, 0.0] * 45 + [0.0] * 14])
    scale = usual_week(known)
    told = static_features(scale, squash(known, scale))[0]
    one = float(np.arcsinh(1.0))
    assert told[1:4] == pytest.approx([0.0, 19 / 52, 45 / 104])
    assert told[4:7] == pytest.approx([0.0, one * 19 / 52, one * 45 / 104])
    assert told[7:] == pytest.approx([0.0, 0.0, one / 3, 1.0])
