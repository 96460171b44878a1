from datetime import date, timedelta

import numpy as np
import pytest

from core.series.levels import frame_of, levels_of, total_of
from core.series.track_record import Checked, checked, told_apart

MONDAY = date(2026, 1, 5)
EVEN = np.repeat(np.arange(1.0, 1001.0, dtype=np.float32)[:, None], 4, axis=1)
"""Four weeks, each 1 to 1,000, the same path in all of them."""


def test_levels_hold_the_bands_of_weeks_and_of_running_totals_and_the_share_of_zeros() -> None:
    paths = np.array([[0, 0], [0, 10], [10, 10], [10, 30]], dtype=np.float32)
    levels = levels_of(paths)
    assert levels.shape == (8, 4)
    assert levels[3].tolist() == [5.0, 10.0, 5.0, 15.0]
    assert levels[7].tolist() == [0.5, 0.25, 0.5, 0.25]
    frame = frame_of(levels, [MONDAY, MONDAY + timedelta(weeks=1)])
    assert frame["q50"].tolist() == [5.0, 10.0]
    assert frame["sum_q50"].tolist() == [5.0, 15.0]
    assert total_of(levels)["q50"] == 15.0


def test_weeks_between_the_tenth_and_the_ninetieth_of_a_hundred_are_inside() -> None:
    assert checked(levels_of(EVEN), [500.0, 99.0, 102.0, 950.0], "a") == Checked(4, 2, 1, 1)


def test_a_total_far_above_is_a_miss_and_one_not_whole_yet_is_not_counted() -> None:
    assert checked(levels_of(EVEN), [890.0] * 3 + [1500.0], "a") == Checked(4, 3, 1, 0)
    assert checked(levels_of(EVEN), [890.0] * 3, "a") == Checked(3, 3, 0, 0)
    assert checked(levels_of(EVEN), [], "a") == Checked()


def test_a_week_that_is_not_known_is_left_out_and_the_total_with_it() -> None:
    assert checked(levels_of(EVEN), [890.0, np.nan, 890.0, 890.0], "a") == Checked(3, 3, 0, 0)


def test_empty_weeks_are_inside_as_often_as_the_band_says_and_not_always() -> None:
    random = np.random.default_rng(3)
    weeks = 4000
    paths = np.where(random.random((1000, weeks)) < 0.3, random.gamma(2.0, 50.0, (1000, weeks)), 0.0)
    came = np.where(random.random(weeks) < 0.3, random.gamma(2.0, 50.0, weeks), 0.0)
    levels = levels_of(paths.astype(np.float32))
    frame = frame_of(levels, [MONDAY] * weeks)
    plain = np.mean((came >= frame["q10"]) & (came <= frame["q90"]))
    found = checked(levels, came.tolist(), "quiet")
    assert plain > 0.88
    assert found.weeks_inside / found.weeks == pytest.approx(0.8, abs=0.02)


def test_where_one_amount_is_certain_it_is_inside_eight_times_of_ten() -> None:
    rent = np.full((400, 2000), 900.0, dtype=np.float32)
    found = checked(levels_of(rent), [900.0] * 2000, "rent")
    assert found.weeks_inside / found.weeks == pytest.approx(0.8, abs=0.03)
    assert checked(levels_of(rent), [901.0] * 2000, "rent").weeks_inside == 0


def test_the_lots_fall_the_same_at_every_look() -> None:
    idle = np.zeros((400, 12), dtype=np.float32)
    first = checked(levels_of(idle), [0.0] * 12, "travel/out")
    assert first == checked(levels_of(idle), [0.0] * 12, "travel/out")
    assert {checked(levels_of(idle), [0.0] * 12, str(at)).weeks_inside for at in range(20)} != {12}


def test_weeks_that_two_look_aheads_spoke_of_count_once() -> None:
    weeks = [MONDAY + timedelta(weeks=at) for at in (0, 1, 12, 13, 23, 24)]
    apart = told_apart(weeks[::-1], 12)
    assert [(each - MONDAY).days // 7 for each in apart] == [0, 12, 24]
