import numpy as np

from models.forecasters.grid import Floats, Grid
from models.forecasters.windows import training_windows


def grid(y: list[list[float]]) -> Grid:
    values: Floats = np.array(y, dtype=np.float64)
    return Grid(
        tuple(f"s{row}" for row in range(len(values))),
        np.datetime64("2024-01-01") + 7 * np.arange(values.shape[1]),
        values,
    )


def places(y: list[list[float]], *, active: int = 1, most: int = 1000) -> list[tuple[int, int]]:
    rows, columns = training_windows(grid(y), least_weeks=4, least_active=active, most=most, seed=1)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def test_a_window_has_its_least_weeks_before_it_and_a_horizon_after() -> None:
    assert places([[1.0] * 18]) == [(0, 4), (0, 5), (0, 6)]


def test_weeks_with_money_are_counted_before_the_window_only() -> None:
    """Five payments in the end do not make a series with two by week 5 one of five."""
    y = [[1.0, 1.0] + [0.0] * 10 + [1.0] * 6]
    assert places(y, active=2) == [(0, 4), (0, 5), (0, 6)]
    assert places(y, active=3) == []


def test_a_series_that_begins_later_is_looked_at_later() -> None:
    assert places([[np.nan] * 2 + [1.0] * 16]) == [(0, 6)]


def test_what_is_unknown_afterwards_teaches_nothing() -> None:
    assert places([[1.0] * 6 + [np.nan] * 12]) == [(0, 4), (0, 5)]


def test_too_many_windows_are_drawn_from_by_lot() -> None:
    drawn = places([[1.0] * 60], most=10)
    assert len(drawn) == len(set(drawn)) == 10
    assert drawn == places([[1.0] * 60], most=10)


def test_a_grid_shorter_than_a_horizon_has_no_window() -> None:
    assert places([[1.0] * 8]) == []
