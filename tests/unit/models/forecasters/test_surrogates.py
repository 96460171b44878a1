import numpy as np
import pytest

from models.forecasters.grid import WEEK, Floats, Grid
from models.forecasters.surrogates import prepended, spectrum_error, surrogates
from models.frames import FrameError

MONDAY = np.datetime64("2026-01-05")


def grid_of(y: Floats, names: tuple[str, ...] = ()) -> Grid:
    weeks = MONDAY + WEEK * np.arange(y.shape[1])
    return Grid(names or tuple(f"s{row:03}" for row in range(len(y))), weeks, y)


def ar1(share: float, series: int, weeks: int) -> Floats:
    """Weeks that keep `share` of the last one's surprise, lifted so that none is negative."""
    noise = np.random.default_rng(7).normal(size=(series, weeks + 60))
    y = np.zeros_like(noise)
    for week in range(1, weeks + 60):
        y[:, week] = share * y[:, week - 1] + noise[:, week]
    return y[:, 60:] + 50.0


@pytest.mark.parametrize("weeks", [160, 161])
@pytest.mark.parametrize("share", [-0.5, 0.3, 0.6, 0.9])
def test_forty_autoregressive_series_keep_amounts_exactly_and_spectrum_within_3_percent(
    share: float, weeks: int
) -> None:
    real = ar1(share, 40, weeks)
    made = surrogates(grid_of(real), seed=1)
    assert np.array_equal(np.sort(made.y, axis=1), np.sort(real, axis=1))
    assert made.spectrum_error.max() < 0.03
    assert np.allclose(made.spectrum_error, spectrum_error(made.y, real))
    assert made.converged.all()
    assert (made.y != real).mean() > 0.9


def test_the_rhythm_of_the_series_is_kept_and_a_mere_shuffle_loses_it() -> None:
    real = ar1(0.9, 40, 160)

    def carried_over(y: Floats) -> float:
        centered = y - y.mean(axis=1, keepdims=True)
        return float((centered[:, 1:] * centered[:, :-1]).sum() / (centered**2).sum())

    shuffled = np.random.default_rng(1).permuted(real, axis=1)
    assert carried_over(real) == pytest.approx(0.884, abs=0.001)
    assert carried_over(surrogates(grid_of(real), seed=1).y) == pytest.approx(carried_over(real), abs=0.02)
    assert abs(carried_over(shuffled)) < 0.05


def test_spectra_of_twice_the_size_are_100_percent_off_and_the_mean_does_not_count() -> None:
    real = np.array([[1.0, 5.0, 2.0, 8.0]])
    assert spectrum_error(2 * real, real) == pytest.approx([1.0])
    assert spectrum_error(real + 3.0, real) == pytest.approx([0.0])


@pytest.mark.parametrize("weeks", [1, 2, 3, 12, 13])
def test_series_without_a_rhythm_come_out_whole(weeks: int) -> None:
    spike = np.zeros(weeks)
    spike[weeks // 2] = 70.0
    real = np.stack([np.zeros(weeks), np.full(weeks, 5.0), spike])
    made = surrogates(grid_of(real), seed=3)
    assert np.array_equal(made.y[:2], real[:2])
    assert sorted(made.y[2]) == sorted(spike)
    assert np.allclose(made.spectrum_error, 0.0)
    assert made.converged.all()


def test_every_other_week_stays_every_other_week() -> None:
    made = surrogates(grid_of(np.array([[9.0, 0.0] * 6])), seed=1)
    assert made.y[0].tolist() in ([9.0, 0.0] * 6, [0.0, 9.0] * 6)


def test_an_outlier_of_a_billion_stays_one_week_of_a_billion() -> None:
    real = np.full((1, 100), 100.0)
    real[0, 60] = 1e9
    made = surrogates(grid_of(real), seed=1)
    assert sorted(made.y[0]) == sorted(real[0])


def test_unknown_weeks_stay_unknown_where_they_were() -> None:
    real = ar1(0.6, 3, 60)
    real[0, :20] = np.nan
    real[1, 30:40] = np.nan
    real[2] = np.nan
    made = surrogates(grid_of(real), seed=1)
    assert np.array_equal(np.isnan(made.y), np.isnan(real))
    for row in (0, 1):
        assert sorted(made.y[row, ~np.isnan(real[row])]) == sorted(real[row, ~np.isnan(real[row])])
    assert made.spectrum_error[2] == 0.0


def test_the_same_seed_makes_the_same_past_and_another_seed_another() -> None:
    grid = grid_of(ar1(0.6, 4, 80))
    once = surrogates(grid, seed=1).y
    assert np.array_equal(once, surrogates(grid, seed=1).y)
    assert (once != surrogates(grid, seed=2).y).any(axis=1).all()


def test_a_series_has_the_same_past_alone_as_among_others_of_other_lengths() -> None:
    y = ar1(0.6, 3, 80)
    y[1, :10] = np.nan
    together = surrogates(grid_of(y), seed=1).y
    alone = surrogates(grid_of(y[2:], ("s002",)), seed=1).y
    assert np.array_equal(alone[0], together[2])


def test_nothing_after_the_origin_is_used() -> None:
    y = ar1(0.6, 2, 92)
    other = y.copy()
    other[:, 80:] = 1e6
    before = prepended(grid_of(y).until(12), seed=1)
    assert np.array_equal(before.y, prepended(grid_of(other).until(12), seed=1).y)
    assert before.y.max() < 1e6


def test_surrogate_weeks_stand_before_the_real_ones_on_one_calendar() -> None:
    grid = grid_of(np.array([[1.0, 4.0, 2.0]]))
    longer = prepended(grid, seed=1)
    assert [str(week) for week in longer.weeks] == [
        "2025-12-15", "2025-12-22", "2025-12-29", "2026-01-05", "2026-01-12", "2026-01-19",
    ]  # fmt: skip
    assert longer.y[0, 3:].tolist() == [1.0, 4.0, 2.0]
    assert sorted(longer.y[0, :3]) == [1.0, 2.0, 4.0]


def test_no_week_and_no_start_are_refused() -> None:
    with pytest.raises(FrameError, match="no week"):
        prepended(Grid((), np.array([], dtype="datetime64[D]"), np.empty((0, 0))), seed=1)
    with pytest.raises(ValueError, match="starts is 0"):
        surrogates(grid_of(np.ones((1, 3))), seed=1, starts=0)
    assert surrogates(Grid((), np.array([], dtype="datetime64[D]"), np.empty((0, 0))), seed=1).y.size == 0
