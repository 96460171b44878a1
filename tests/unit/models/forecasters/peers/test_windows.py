import numpy as np
import pandas as pd
import pytest

from models.forecasters.peers.futures import even, ordered_like, places, spread
from models.forecasters.peers.windows import SeasonalNaive, Window, Zero
from models.forecasters.walk_forward import Learner
from tests.contract.checks_forecasters import statics, weekly


def futures(learner: Learner, values: list[float], paths: int = 20, weeks: int = 4) -> np.ndarray:
    drawn = learner.fit(pd.DataFrame(), pd.DataFrame(), seed=1).forecast(
        weekly("a", values), statics({"a": "out"}), horizon_weeks=weeks, paths=paths, seed=5
    )
    assert drawn.paths.shape == (1, paths, weeks)
    return drawn.paths[0]


def test_every_week_shows_exactly_the_last_weeks_quantiles() -> None:
    """Five of the last ten weeks were 1, five were 2: ten of twenty paths each, in every week."""
    drawn = futures(Window(10), [99.0] * 30 + [1.0, 2.0] * 5)
    assert [sorted(column) for column in drawn.T] == [[1.0] * 10 + [2.0] * 10] * 4


def test_blocks_keep_four_weeks_that_followed_each_other() -> None:
    """Weeks went 1, 2, 3, 4, 5, 6 and round again: each path goes on by one for four weeks."""
    drawn = futures(Window(6, blocks=True), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], paths=12, weeks=8)
    steps = np.diff(drawn, axis=1) % 6
    assert (steps[:, [0, 1, 2, 4, 5, 6]] == 1).all()
    assert len(set(steps[:, 3].tolist())) > 1
    assert sorted(drawn[:, 0].tolist()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]


def test_last_years_week_comes_again_give_or_take_its_errors() -> None:
    """Two equal years have no error; a third that is 3 higher throughout was always 3 off."""
    year = [float(week) for week in range(52)]
    assert futures(SeasonalNaive(), year + year)[:, 1].tolist() == [1.0] * 20
    assert futures(SeasonalNaive(), year + [each + 3 for each in year])[:, 1].tolist() == [7.0] * 20
    assert set(futures(SeasonalNaive(), [4.0, 6.0])[:, 0].tolist()) == {4.0, 6.0}


@pytest.mark.parametrize("learner", [Zero(), Window(13), Window(13, blocks=True), SeasonalNaive()])
def test_what_never_moved_or_was_never_known_stays_at_zero(learner: Learner) -> None:
    assert not futures(learner, [0.0] * 60).any()
    assert not futures(learner, [np.nan] * 60).any()


def test_values_are_spread_between_and_beyond_quantiles() -> None:
    """Levels .25 and .75 at 10 and 20: four paths at .125, .375, .625, .875 lie on one straight line."""
    assert spread(np.array([[10.0], [20.0]]), (0.25, 0.75), 4)[:, 0].tolist() == [7.5, 12.5, 17.5, 22.5]
    assert spread(np.array([[0.0], [40.0]]), (0.25, 0.75), 4)[0, 0] == 0.0
    assert even(4).tolist() == [0.125, 0.375, 0.625, 0.875]


def test_an_order_is_taken_over_from_a_pattern() -> None:
    values, pattern = np.array([[1.0], [2.0], [3.0]]), np.array([[0.5], [-7.0], [9.0]])
    assert ordered_like(values, pattern)[:, 0].tolist() == [2.0, 1.0, 3.0]
    assert [sorted(column) for column in places(4, 2, seed=3).T] == [even(4).tolist()] * 2
