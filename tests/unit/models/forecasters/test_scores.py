import numpy as np
import pytest

from models.forecasters.scores import (
    chance_below,
    covered,
    inside,
    interval_score,
    naive_scale,
    quantile_loss,
    read_quantiles,
    scaled_quantile_loss,
    smape,
    total_chances,
)

# Ten paths 5, 15, ..., 95 in one week: the q-quantile is exactly 100 q.
LADDER = np.arange(5, 100, 10, dtype=np.float32).reshape(1, 10, 1)


def test_scale_is_the_mean_change_from_week_to_week() -> None:
    y = np.array([[1.0, 3.0, 0.0, np.nan, 9.0], [2.0, 2.0, 2.0, 2.0, 2.0]])
    assert np.array_equal(naive_scale(y), [2.5, np.nan], equal_nan=True)


def test_evenly_spaced_paths_are_read_back_as_the_quantiles_they_are() -> None:
    assert read_quantiles(LADDER, (0.1, 0.25, 0.9))[:, 0, 0].tolist() == [10.0, 25.0, 90.0]


def test_quantile_loss_by_hand() -> None:
    """Truth 70: at .9 the forecast 90 is 20 too high, 2 x .1 x 20; at .5 it is 20 too low, 2 x .5 x 20."""
    loss = quantile_loss(LADDER, np.array([[70.0]]), (0.5, 0.9))
    assert loss[:, 0, 0] == pytest.approx([20.0, 4.0])


def test_scaled_loss_is_the_mean_over_levels_over_the_scale() -> None:
    """Levels .1 to .9 at truth 50 lose 8, 12, 12, 8, 0, 8, 12, 12, 8: mean 80 / 9."""
    truth = np.array([[50.0]])
    assert scaled_quantile_loss(LADDER, truth, np.array([20.0])) == pytest.approx([80 / 9 / 20])


def test_smape_of_zero_for_zero_is_no_error() -> None:
    """30 for 10 is 20 off a mean of 20; 10 for 0 is as wrong as can be; minus 10 for 10 too."""
    median, truth = np.array([[30.0, 0.0, 10.0, 10.0, 5.0]]), np.array([[10.0, 0.0, 0.0, -10.0, np.nan]])
    assert np.array_equal(smape(median, truth), [[1.0, 0.0, 2.0, 2.0, np.nan]], equal_nan=True)


def test_interval_score_pays_for_width_and_forty_times_for_a_miss_at_five_percent() -> None:
    """A band from 10 to 30: 20 wide; 5 above costs 2 / .05 x 5 more, 1 below 40 more."""
    low, high = np.full((1, 3), 10.0), np.full((1, 3), 30.0)
    assert interval_score(low, high, np.array([[30.0, 35.0, 9.0]]), 0.05).tolist() == [[20.0, 220.0, 60.0]]


def test_the_ends_of_a_band_belong_to_it() -> None:
    low, high = np.full((1, 4), 10.0), np.full((1, 4), 30.0)
    seen = inside(low, high, np.array([[10.0, 30.0, 30.01, np.nan]]))
    assert np.array_equal(seen, [[1.0, 1.0, 0.0, np.nan]], equal_nan=True)


def test_the_place_of_a_truth_lies_inside_its_step() -> None:
    """Six of ten paths are 0: a truth of 0 stands anywhere below 7 / 11, one above all in the last 1 / 11."""
    paths = np.array([[0.0] * 6 + [1.0, 2.0, 3.0, 4.0]], dtype=np.float32)[:, :, None]
    zero = [chance_below(paths, np.array([[0.0]]), seed=seed)[0, 0] for seed in range(200)]
    above = [chance_below(paths, np.array([[9.0]]), seed=seed)[0, 0] for seed in range(200)]
    assert min(zero) < 0.02
    assert 0.6 < max(zero) < 7 / 11
    assert 10 / 11 < min(above) < max(above) < 1


def test_a_total_with_an_unknown_week_is_not_judged() -> None:
    paths = np.repeat(LADDER, 2, axis=2)
    assert np.isnan(total_chances(paths, np.array([[70.0, np.nan]]), seed=1)).tolist() == [True]


@pytest.mark.parametrize("count", [20, 500])
def test_a_perfect_fan_of_a_series_with_many_zeros_covers_what_it_says(count: int) -> None:
    random = np.random.default_rng(1)
    draw = lambda shape: np.where(random.random(shape) < 0.7, 0.0, random.gamma(2.0, 50.0, shape))  # noqa: E731
    paths, truth = draw((900, count, 12)).astype(np.float32), draw((900, 12))
    chances = chance_below(paths, truth, seed=2)
    assert covered(chances, 0.8).mean() == pytest.approx(0.8, abs=0.01)
    assert covered(chances, 0.5).mean() == pytest.approx(0.5, abs=0.012)
    assert (chances > 0.9).mean() == pytest.approx(0.1, abs=0.01)
    totals = total_chances(paths, truth, seed=3)
    assert covered(totals, 0.8).mean() == pytest.approx(0.8, abs=0.03)


def test_a_fan_at_half_the_size_is_found_out() -> None:
    random = np.random.default_rng(1)
    paths = random.gamma(4.0, 25.0, (200, 300, 12)).astype(np.float32)
    truth = random.gamma(4.0, 50.0, (200, 12))
    assert (chance_below(paths, truth, seed=2) > 0.9).mean() > 0.4
