import numpy as np
import pytest

from models.forecasters.fitness import Density
from models.forecasters.joint_paths import Coupling, couple

PATHS = 2000
DENSE = Density.DENSE


def fans(series: int) -> np.ndarray:
    return np.random.default_rng(3).gamma(2.0, 10.0, (series, PATHS, 12)).astype(np.float32)


def lasting(share: float, shared: float = 0.0) -> Coupling:
    return Coupling(dict.fromkeys(Density, share), shared)


def test_the_weekly_fan_keeps_every_value() -> None:
    before = fans(2)
    after = couple(before, ("a", "b"), (DENSE, DENSE), seed=1)
    assert np.array_equal(np.sort(before, axis=1), np.sort(after, axis=1))


@pytest.mark.parametrize(("share", "times"), [(-1 / 11, 0.0), (0.0, 1.0), (0.1, 2.1), (0.3, 4.3)])
def test_a_total_varies_as_much_as_its_weeks_go_together(share: float, times: float) -> None:
    """Twelve weeks that correlate by r vary 1 + 11 r times as much as independent ones."""
    before = np.random.default_rng(3).normal(100.0, 10.0, (1, PATHS, 12)).astype(np.float32)
    total = couple(before, ("a",), (DENSE,), lasting(share), seed=1)[0].sum(axis=1).var()
    assert total / before[0].var(axis=0).sum() == pytest.approx(times, abs=0.1 + 0.1 * times)


@pytest.mark.parametrize("shared", [0.0, 0.1, 0.5])
def test_series_of_one_company_share_as_much_of_their_future_as_is_said(shared: float) -> None:
    after = couple(fans(2), ("a", "b"), (DENSE, DENSE), lasting(0.2, shared), seed=1)
    weeks = [np.corrcoef(after[:, :, week])[0, 1] for week in range(12)]
    assert np.mean(weeks) == pytest.approx(shared, abs=0.06)


def test_one_series_drawn_anew_still_fits_the_stored_paths_of_the_others() -> None:
    before = fans(3)
    ids, densities = ("a", "b", "c"), (DENSE, Density.RARE, Density.MIDDLE)
    together = couple(before, ids, densities, seed=1)
    alone = couple(before[1:2], ids[1:2], densities[1:2], seed=1)
    assert np.array_equal(alone[0], together[1])


def test_a_horizon_of_one_week_has_nothing_to_correlate() -> None:
    before = fans(1)[:, :, :1]
    after = couple(before, ("a",), (DENSE,), lasting(-0.05), seed=1)
    assert np.array_equal(np.sort(before, axis=1), np.sort(after, axis=1))
