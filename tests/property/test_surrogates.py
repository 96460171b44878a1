import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.forecasters.grid import WEEK, Grid
from models.forecasters.surrogates import surrogates

AMOUNT = st.one_of(st.just(0.0), st.floats(0.01, 1e9), st.just(float("nan")))


def series_of(weeks: int) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(st.lists(AMOUNT, min_size=weeks, max_size=weeks), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40).flatmap(series_of))
def test_whatever_the_weeks_the_amounts_are_the_same_and_nothing_else_is_made_up(
    rows: list[list[float]],
) -> None:
    y = np.array(rows, dtype=np.float64).reshape(len(rows), -1)
    weeks = np.datetime64("2026-01-05") + WEEK * np.arange(y.shape[1])
    made = surrogates(Grid(tuple(f"s{row:03}" for row in range(len(y))), weeks, y), seed=1, starts=2)
    assert np.array_equal(np.isnan(made.y), np.isnan(y))
    assert np.array_equal(np.sort(made.y, axis=1), np.sort(y, axis=1), equal_nan=True)
    assert np.isfinite(made.spectrum_error).all()
    assert (made.spectrum_error >= 0).all()
    assert made.converged.all()
