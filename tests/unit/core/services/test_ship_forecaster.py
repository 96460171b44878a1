from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.services.ship_forecaster import birmingham_weeks, manchester_weeks, weekly


def payments(rows: list[tuple[str, float]]) -> pd.DataFrame:
    days, spent = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "day": pd.to_datetime(list(days)),
            "spent": spent,
            "company": "c",
            "label": "l",
            "category": "it",
            "nace": "",
        }
    )


def test_payments_become_zero_filled_weeks_and_refunds_a_series_of_their_own() -> None:
    rows = [("2015-01-05", 10.0)] * 10 + [("2015-01-21", 7.0)] + [("2015-01-12", -1.0)] * 11
    frames = weekly(payments(rows), date(2015, 1, 29))
    out = frames.series_frame[frames.series_frame["unique_id"] == "c/l/out"]
    assert out["y"].tolist() == [100.0, 0.0, 7.0]
    assert frames.static_frame["direction"].tolist() == ["out", "in"]
    assert frames.last_day == date(2015, 1, 21)


def test_a_series_of_ten_payments_is_left_out() -> None:
    rows = [("2015-01-05", 10.0)] * 10 + [("2015-01-12", -1.0)] * 11
    assert weekly(payments(rows), date(2015, 2, 1)).static_frame["direction"].tolist() == ["in"]


def test_weeks_that_touch_a_missing_month_are_unknown() -> None:
    rows = [("2015-03-23", 1.0)] * 11 + [("2015-05-11", 1.0)]
    frames = weekly(payments(rows), date(2015, 5, 17), ["2015-04"])
    assert np.isnan(frames.series_frame["y"]).sum() == 5
    assert frames.series_frame["y"].iloc[[0, -1]].tolist() == [11.0, 1.0]


@pytest.mark.parametrize("read", [manchester_weeks, birmingham_weeks])
def test_nothing_later_than_march_2016_is_learned(shared_data: Path, read: object) -> None:
    frames = read(shared_data)  # type: ignore[operator]
    assert frames.last_day <= date(2016, 3, 31)
    assert frames.series_frame["ds"].max() == pd.Timestamp("2016-03-21")
    assert not frames.static_frame["company"].str.contains("RUF0F").any()
    assert len(frames.static_frame) > 900
