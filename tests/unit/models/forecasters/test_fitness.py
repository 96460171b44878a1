import numpy as np
import pytest

from models.forecasters.fitness import unit_root_chances

NOISE = np.random.default_rng(4).normal(size=160)


def test_noise_comes_back_and_a_random_walk_does_not() -> None:
    chances = unit_root_chances(np.stack([NOISE, np.cumsum(NOISE)]))
    assert chances[0] < 1e-6
    assert chances[1] > 0.2


def test_the_output_of_the_united_states_wanders_and_its_growth_does_not() -> None:
    """Quarterly real GDP from 1959 to 2009, in logs, which ships with statsmodels."""
    from statsmodels.datasets import macrodata

    output = np.log(macrodata.load_pandas().data["realgdp"].to_numpy())
    chances = unit_root_chances(np.stack([output[1:], np.diff(output)]))
    assert chances == pytest.approx([0.340, 0.0], abs=0.001)


def test_money_in_cents_gives_the_same_chance_and_gaps_are_closed_up() -> None:
    walk = np.cumsum(NOISE)
    with_gap = np.insert(walk, 80, [np.nan] * 5)
    in_cents = np.r_[walk * 100, [np.nan] * 5]
    chances = unit_root_chances(np.stack([with_gap, in_cents]))
    assert chances[0] == pytest.approx(chances[1], rel=1e-6)


def test_what_cannot_be_tested_has_no_chance() -> None:
    never, always = np.zeros(160), np.full(160, 5.0)
    new = np.r_[np.full(137, np.nan), NOISE[:23]]
    dark = np.full(160, np.nan)
    assert np.isnan(unit_root_chances(np.stack([never, always, new, dark]))).all()
    assert unit_root_chances(np.empty((0, 160))).shape == (0,)


def test_one_spike_is_answered_or_left_open_but_never_an_error() -> None:
    spikes = np.eye(160)[[0, 80, 159]] * 700.0
    chances = unit_root_chances(spikes)
    assert (np.isnan(chances) | ((chances >= 0) & (chances <= 1))).all()
