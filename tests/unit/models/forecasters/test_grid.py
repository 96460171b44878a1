import numpy as np
import pandas as pd
import pytest

from models.forecasters.grid import as_dates, read_grid, static_rows
from models.frames import FrameError


def frame(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    names, days, amounts = zip(*rows, strict=True)
    return pd.DataFrame({"unique_id": names, "ds": pd.to_datetime(list(days)), "y": amounts})


def test_series_are_sorted_and_stand_on_one_calendar() -> None:
    grid = read_grid(
        frame([("b", "2026-01-19", 3.0), ("a", "2026-01-05", 1.0), ("b", "2026-01-12", 2.0)]),
    )
    assert grid.unique_ids == ("a", "b")
    assert np.array_equal(grid.y, [[1.0, np.nan, np.nan], [np.nan, 2.0, 3.0]], equal_nan=True)
    assert [day.isoformat() for day in as_dates(grid.coming(2))] == ["2026-01-26", "2026-02-02"]
    assert grid.until(1).y.shape == (2, 2)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([("a", "2026-01-06", 1.0)], "no Monday"),
        ([("a", "2026-01-05", 1.0), ("a", "2026-01-05", 2.0)], "two rows"),
        ([("a", "2026-01-05", -1.0)], "negative"),
        ([("a", "2026-01-05", np.inf)], "infinite"),
    ],
)
def test_a_broken_frame_is_refused_with_its_fault(rows: list[tuple[str, str, float]], fault: str) -> None:
    with pytest.raises(FrameError, match=fault):
        read_grid(frame(rows))


def test_a_series_without_static_row_gets_empty_text() -> None:
    static = pd.DataFrame(
        {"unique_id": ["a"], "company": ["c"], "category": ["it"], "direction": ["out"], "nace": ["62"]}
    )
    assert static_rows(static, ("a", "b"))["category"] == ("it", "")
