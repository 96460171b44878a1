import numpy as np
import pytest

from models.forecasters.scores import (
    chance_below,
    covered,
    mase,
    naive_scale,
    quantile_loss,
    scaled_quantile_loss,
    total_chances,
    weighted_quantile_loss,
)

# Eleven paths 0, 10, ..., 100 in one week: the q-quantile is exactly 100 q.
LADDER = np.arange(0, 101, 10, dtype=np.float32).reshape(1, 11, 1)


def test_scale_is_the_mean_change_from_week_to_week() -> None:
    y = np.array([[1.0, 3.0, 0.0, np.nan, 9.0], [2.0, 2.0, 2.0, 2.0, 2.0]])
    assert np.array_equal(naive_scale(y), [2.5, np.nan], equal_nan=True)


def test_quantile_loss_by_hand() -> None:
    """Truth 70: at .9 the forecast 90 is 20 too high, 2 x .1 x 20; at .5 it is 20 too low, 2 x .5 x 20."""
    loss = quantile_loss(LADDER, np.array([[70.0]]), (0.5, 0.9))
    assert loss[:, 0, 0] == pytest.approx([20.0, 4.0])


def test_scaled_and_weighted_loss_divide_the_same_sum() -> None:
    """Levels .1 to .9 at truth 50 lose 8, 12, 12, 8, 0, 8, 12, 12, 8: mean 80 / 9."""
    truth = np.array([[50.0]])
    assert scaled_quantile_loss(LADDER, truth, np.array([20.0])) == pytest.approx([80 / 9 / 20])
    assert weighted_quantile_loss(LADDER, truth) == pytest.approx(80 / 9 / 50)


def test_mase_is_the_error_of_the_median() -> None:
    assert mase(LADDER, np.array([[70.0]]), np.array([40.0])).tolist() == [0.5]


def test_unknown_weeks_are_not_judged() -> None:
    paths = np.repeat(LADDER, 2, axis=2)
    truth = np.array([[70.0, np.nan]])
    assert mase(paths, truth, np.array([40.0])).tolist() == [0.5]
    assert np.isnan(total_chances(paths, truth, seed=1)).tolist() == [True]


def test_a_perfect_fan_of_a_series_with_many_zeros_covers_what_it_says() -> None:
    random = np.random.default_rng(1)
    draw = lambda shape: np.where(random.random(shape) < 0.7, 0.0, random.gamma(2.0, 50.0, shape))  # noqa: E731
    paths, truth = draw((400, 500, 12)).astype(np.float32), draw((400, 12))
    chances = chance_below(paths, truth.astype(np.float32), seed=2)
    assert covered(chances, 0.8).mean() == pytest.approx(0.8, abs=0.02)
    assert (chances > 0.9).mean() == pytest.approx(0.1, abs=0.015)
    totals = total_chances(paths, truth, seed=3)
    assert covered(totals, 0.8).mean() == pytest.approx(0.8, abs=0.06)


def test_a_fan_at_half_the_size_is_found_out() -> None:
    random = np.random.default_rng(1)
    paths = random.gamma(4.0, 25.0, (200, 300, 12)).astype(np.float32)
    truth = random.gamma(4.0, 50.0, (200, 12))
    assert (chance_below(paths, truth, seed=2) > 0.9).mean() > 0.4
