from datetime import date

import pandas as pd

from core.series.weekly import digests, weekly_series_frame

# Monday 5 January 2026 starts the first week.
ROWS = [
    (1, "office", "out", "2026-01-07", -1000, "EUR"),
    (1, "office", "out", "2026-01-11", -250, "EUR"),
    (1, "office", "out", "2026-01-21", -500, "EUR"),
    (1, "office", "in", "2026-01-14", 300, "EUR"),
    (1, "sales", "in", "2026-01-05", 9900, "EUR"),
    (2, "sales", "in", "2026-01-15", 700, "JPY"),
    (2, "sales", "in", "2026-01-20", 800, "JPY"),
]


def rows_frame(rows: list[tuple[object, ...]] = ROWS) -> pd.DataFrame:
    names = ["account_id", "category", "direction", "booked_on", "amount_minor", "currency"]
    return pd.DataFrame(rows, columns=names)


def values(frame: pd.DataFrame) -> dict[str, list[float]]:
    return {str(name): list(series["y"]) for name, series in frame.groupby("unique_id")}


def test_weeks_are_summed_zero_filled_and_kept_apart_by_direction() -> None:
    frame = weekly_series_frame(rows_frame(), date(2026, 1, 5), date(2026, 1, 25))
    assert values(frame) == {
        "1/office/in": [0.0, 3.0, 0.0],
        "1/office/out": [12.5, 0.0, 5.0],
        "1/sales/in": [99.0, 0.0, 0.0],
        "2/sales/in": [800.0],
    }
    assert list(frame.loc[frame["unique_id"] == "1/office/out", "ds"].dt.strftime("%d %b")) == [
        "05 Jan",
        "12 Jan",
        "19 Jan",
    ]


def test_the_running_week_is_left_out() -> None:
    frame = weekly_series_frame(rows_frame(), date(2026, 1, 5), date(2026, 1, 24))
    assert values(frame)["1/office/out"] == [12.5, 0.0]
    assert "2/sales/in" not in values(frame)


def test_a_first_week_cut_off_is_left_out() -> None:
    frame = weekly_series_frame(rows_frame(), date(2026, 1, 6), date(2026, 1, 25))
    assert values(frame)["1/office/out"] == [0.0, 5.0]
    assert "1/sales/in" not in values(frame)


def test_no_complete_week_gives_an_empty_frame_with_its_columns() -> None:
    frame = weekly_series_frame(rows_frame(), date(2026, 1, 5), date(2026, 1, 8))
    assert frame.empty
    assert list(frame.columns[:3]) == ["unique_id", "ds", "y"]


def test_no_rows_give_an_empty_frame() -> None:
    assert weekly_series_frame(rows_frame().iloc[:0], date(2026, 1, 5), date(2026, 1, 25)).empty


def test_moving_a_row_changes_the_digest_of_exactly_two_series() -> None:
    moved = [*ROWS[:2], (1, "it", "out", *ROWS[2][3:]), *ROWS[3:]]
    before = digests(weekly_series_frame(rows_frame(), date(2026, 1, 5), date(2026, 1, 25)))
    after = digests(weekly_series_frame(rows_frame(moved), date(2026, 1, 5), date(2026, 1, 25)))
    assert {name for name in before | after if before.get(name) != after.get(name)} == {
        "1/office/out",
        "1/it/out",
    }
