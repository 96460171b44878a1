from functools import cache

import numpy as np
import pytest

from models.forecasters.anchored import Anchored
from models.forecasters.anchored_inputs import COMPONENTS, components, past_of, read_inputs
from models.forecasters.grid import Floats, Grid

LEVELS = np.array([0.1, 0.5, 0.9])
WEEKS = 156


def grid(*series: Floats) -> Grid:
    y: Floats = np.stack(series)
    names = tuple(f"s{row}" for row in range(len(y)))
    return Grid(names, np.datetime64("2023-01-02") + 7 * np.arange(y.shape[1]), y)


def untaught(nets: int = 1) -> Anchored:
    """No window fits, so the last layers stay at zero."""
    return Anchored(nets=nets).learn(grid(np.zeros(WEEKS)), seed=1)


@cache
def rising() -> tuple[Grid, Anchored]:
    """Thirty series that grow by 12 % in half a year, and a net that saw them."""
    random = np.random.default_rng(2)
    growth = np.exp(np.arange(WEEKS) * 0.12 / 26)
    known = grid(*(random.gamma(9.0, 10.0, (30, WEEKS)) * growth))
    return known, Anchored(nets=1, epochs=6).learn(known, seed=1)


def test_a_net_not_yet_taught_is_history() -> None:
    """The average of what six stretches of the past say; here all say the same."""
    fan = untaught().fans(grid(np.full(WEEKS, 70.0)), LEVELS, horizon_weeks=12)
    assert np.allclose(fan, 70.0)


def test_components_are_the_pasts_own_quantiles() -> None:
    y = np.concatenate([np.full(104, 10.0), np.full(39, 20.0), np.full(13, 40.0)])
    known = grid(y)
    past = past_of(known, np.array([WEEKS]), np.array([0]))
    recent, pair = components(past, np.array([10.0]), np.array([0.5]))
    assert recent[0, :, 0].tolist() == [4.0, 3.0, 2.0, 1.5]
    assert pair.shape == (1, 12, COMPONENTS - 4, 1)
    assert pair[0, 0, 0, 0] == 4.0


def test_nothing_in_the_inputs_looks_past_the_start() -> None:
    first, second = np.ones(WEEKS), np.ones(WEEKS)
    second[120:] = 500.0
    known = grid(first, second)
    past = past_of(known, np.array([120, 120]), np.array([0, 1]))
    inputs = read_inputs(past)
    assert np.array_equal(inputs.series[0], inputs.series[1])
    assert np.array_equal(inputs.targets[0], inputs.targets[1])


def test_inputs_are_free_of_the_unit_of_money() -> None:
    y = np.random.default_rng(1).gamma(2.0, 50.0, WEEKS)
    past = past_of(grid(y, 1000 * y), np.array([WEEKS, WEEKS]), np.array([0, 1]))
    inputs = read_inputs(past)
    assert np.allclose(inputs.series[0], inputs.series[1], atol=1e-5)
    assert np.allclose(inputs.targets[0], inputs.targets[1], atol=1e-5)


def test_the_net_learns_that_the_past_lies_below_what_comes() -> None:
    known, taught = rising()
    start = untaught().fans(known, LEVELS, horizon_weeks=12)[:, 1].mean()
    learned = taught.fans(known, LEVELS, horizon_weeks=12)[:, 1].mean()
    assert learned > 1.1 * start


def test_quantiles_never_cross() -> None:
    known, taught = rising()
    fans = taught.fans(known, (np.arange(100) + 0.5) / 100, horizon_weeks=12)
    assert (np.diff(fans, axis=1) >= 0).all()


def test_a_series_does_not_depend_on_its_neighbors() -> None:
    known, taught = rising()
    alone = Grid(known.unique_ids[7:8], known.weeks, known.y[7:8])
    together = taught.fans(known, LEVELS, horizon_weeks=12)
    assert np.array_equal(taught.fans(alone, LEVELS, horizon_weeks=12)[0], together[7])


def test_tuning_goes_on_in_a_copy() -> None:
    known, taught = rising()
    before = taught.fans(known, LEVELS, horizon_weeks=12)
    tuned = taught.tuned(known, epochs=1, seed=3)
    assert not np.array_equal(tuned.fans(known, LEVELS, horizon_weeks=12), before)
    assert np.array_equal(taught.fans(known, LEVELS, horizon_weeks=12), before)


def test_a_horizon_beyond_the_nets_is_refused_and_so_is_an_unfitted_net() -> None:
    with pytest.raises(ValueError, match="13"):
        untaught().fans(grid(np.ones(WEEKS)), LEVELS, horizon_weeks=13)
    with pytest.raises(ValueError, match="not been fitted"):
        Anchored().fans(grid(np.ones(WEEKS)), LEVELS, horizon_weeks=12)
