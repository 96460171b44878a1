import numpy as np
import pandas as pd

from models.forecasters.fitness import Density, judge_fitness
from models.forecasters.grid import Grid
from models.forecasters.history import History, empirical, recent_weeks


def frame(values: dict[str, list[float]]) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {"unique_id": name, "ds": pd.date_range("2024-01-01", periods=len(y), freq="7D"), "y": y}
        )
        for name, y in values.items()
    ]
    return pd.concat(parts, ignore_index=True)


def static() -> pd.DataFrame:
    return pd.DataFrame(columns=["unique_id", "company", "category", "direction", "nace"])


def test_whole_weeks_are_drawn_so_series_move_together() -> None:
    weeks = [float(week) for week in range(60)]
    series = frame({"a": weeks, "b": [2 * week for week in weeks]})
    paths = History().forecast(series, static(), horizon_weeks=12, paths=50, seed=1).paths
    assert np.array_equal(paths[1], 2 * paths[0])
    assert set(np.unique(paths[0])) <= set(range(8, 60))


def test_unknown_weeks_are_left_out() -> None:
    grid = Grid(
        ("a",), np.array(["2024-01-01", "2024-01-08"], dtype="datetime64[D]"), np.array([[np.nan, 4.0]])
    )
    assert [row.tolist() for row in recent_weeks(grid)] == [[4.0]]


def test_quantiles_of_a_short_sample_take_neither_end_for_the_limit() -> None:
    """Of 10, 20, 30 and 40 the quarter lies between the first and the second: Hazen's rule."""
    values = np.array([[40.0, np.nan, 10.0, 30.0, 20.0], [np.nan] * 5])
    quantiles = empirical(values, np.array([0.0, 0.25, 0.5, 1.0]))
    assert np.array_equal(quantiles, [[10, 15, 25, 40], [np.nan] * 4], equal_nan=True)


def test_fitness_counts_weeks_and_money() -> None:
    y = np.zeros((4, 120))
    y[0, ::2] = 5.0
    y[1, -104::5] = 5.0
    y[2, :3] = 5.0
    y[3, :-20] = np.nan
    grid = Grid(("a", "b", "c", "d"), np.datetime64("2023-01-02") + 7 * np.arange(120), y)
    often, sometimes, once, young = judge_fitness(grid)
    assert (often.weeks_seen, often.active_weeks, often.density) == (120, 60, Density.DENSE)
    assert (sometimes.density, sometimes.enough) == (Density.MIDDLE, True)
    assert (once.density, once.enough) == (Density.RARE, False)
    assert (young.weeks_seen, young.short, young.nothing_to_say) == (20, True, False)
