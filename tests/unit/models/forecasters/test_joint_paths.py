import numpy as np

from models.forecasters.fitness import Density
from models.forecasters.joint_paths import couple

PATHS = 2000
DENSE = Density.DENSE


def fans(series: int) -> np.ndarray:
    return np.random.default_rng(3).gamma(2.0, 10.0, (series, PATHS, 12)).astype(np.float32)


def test_the_weekly_fan_keeps_every_value() -> None:
    before = fans(2)
    after = couple(before, ("a", "b"), (DENSE, DENSE), seed=1)
    assert np.array_equal(np.sort(before, axis=1), np.sort(after, axis=1))


def test_totals_spread_wider_than_independent_weeks_but_less_than_lockstep() -> None:
    """Correlation .15 among 12 weeks: the total varies about 1 + 11 x .15 = 2.65 times as much."""
    before = fans(1)
    total = couple(before, ("a",), (DENSE,), seed=1)[0].sum(axis=1).var()
    independent = before[0].var(axis=0).sum()
    assert 2.1 < total / independent < 3.2


def test_series_of_one_company_share_their_future() -> None:
    after = couple(fans(2), ("a", "b"), (DENSE, DENSE), seed=1)
    assert 0.2 < np.corrcoef(after.sum(axis=2))[0, 1] < 0.6


def test_one_series_drawn_anew_still_fits_the_stored_paths_of_the_others() -> None:
    before = fans(3)
    ids, densities = ("a", "b", "c"), (DENSE, Density.RARE, Density.MIDDLE)
    together = couple(before, ids, densities, seed=1)
    alone = couple(before[1:2], ids[1:2], densities[1:2], seed=1)
    assert np.array_equal(alone[0], together[1])
