import math
from datetime import date, timedelta

import pandas as pd

from app.charts.fan import LEVELS, FanStyle, fan_figure

WEEKS = [date(2017, 1, 2) + timedelta(weeks=at) for at in range(12)]
BEFORE = [date(2016, 1, 4) + timedelta(weeks=at) for at in range(52)]


def _history() -> pd.DataFrame:
    return pd.DataFrame({"ds": pd.to_datetime(BEFORE), "y": [float(at) for at in range(52)]})


def _fan() -> pd.DataFrame:
    weekly = {level: [10.0 * (rank + 1)] * 12 for rank, level in enumerate(LEVELS)}
    adding = {
        f"sum_{level}": [value * (at + 1) for at, value in enumerate(column)]
        for level, column in weekly.items()
    }
    return pd.DataFrame({"ds": pd.to_datetime(WEEKS), **weekly, **adding})


def _trace(figure: object, name: str) -> object:
    return next(trace for trace in figure.data if trace.name == name)


def test_bands_lie_wide_to_narrow_and_touch_the_last_known_week() -> None:
    figure = fan_figure(_history(), _fan(), FanStyle("EUR"))
    assert [trace.name for trace in figure.data[:3]] == ["95 in 100", "80 in 100", "half the time"]
    widest = figure.data[0]
    assert (widest.y[0], max(widest.y), min(widest.y)) == (51.0, 70.0, 10.0)
    assert len(widest.x) == 2 * 13


def test_history_is_drawn_as_a_line_of_the_last_half_year() -> None:
    line = _trace(fan_figure(_history(), _fan(), FanStyle("EUR")), "what was")
    assert line.mode == "lines"
    assert list(line.y) == [float(at) for at in range(26, 52)]


def test_weeks_that_no_file_covers_are_a_gap_and_said_so() -> None:
    history = _history()
    history.loc[45:48, "y"] = float("nan")
    figure = fan_figure(history, _fan(), FanStyle("EUR"))
    line = _trace(figure, "what was")
    assert math.isnan(line.y[-5])
    assert line.text[-5] == "Week of 28 Nov 2016: no file covers it"
    assert "half the time" in [note.text for note in figure.layout.annotations]


def test_adding_up_shows_running_totals_and_no_history() -> None:
    figure = fan_figure(_history(), _fan(), FanStyle("EUR", adding_up=True))
    assert "what was" not in [trace.name for trace in figure.data]
    assert list(_trace(figure, "most likely").y) == [40.0 * (at + 1) for at in range(12)]


def test_the_hover_says_half_the_time_between() -> None:
    median = _trace(fan_figure(_history(), _fan(), FanStyle("EUR")), "most likely")
    assert median.text[1] == "Week of 2 Jan 2017: about €40<br>half the time between €30 and €50"


def test_the_limit_is_named_and_fewer_weeks_can_be_shown() -> None:
    figure = fan_figure(_history(), _fan(), FanStyle("EUR", limit=500.0, horizon_weeks=4))
    assert "your limit €500" in [note.text for note in figure.layout.annotations]
    assert len(figure.data[0].x) == 2 * 5


def test_only_a_clickable_fan_has_points_and_they_are_unseen() -> None:
    assert "weeks" not in [trace.name for trace in fan_figure(_history(), _fan(), FanStyle("EUR")).data]
    points = _trace(fan_figure(_history(), _fan(), FanStyle("EUR", clickable=True)), "weeks")
    assert (points.mode, points.marker.opacity, len(points.x)) == ("markers", 0, 26 + 12)


def test_a_name_that_finds_no_room_above_its_band_stands_below_it() -> None:
    fan = _fan().assign(q10=-90.0, q025=-100.0, q90=69.0, q975=70.0)
    named = {note.text: note.y for note in fan_figure(_history(), fan, FanStyle("EUR")).layout.annotations}
    assert (named["95 in 100"], named["80 in 100"], named["half the time"]) == (70.0, -90.0, 50.0)


def test_a_band_as_narrow_as_a_line_gets_one_name() -> None:
    fan = _fan().assign(**dict.fromkeys(LEVELS, 40.0))
    notes = [note.text for note in fan_figure(_history(), fan, FanStyle("EUR")).layout.annotations]
    assert notes == ["data end here", "95 in 100"]


def test_next_to_nothing_is_not_written_in_thousandths() -> None:
    assert fan_figure(_history(), _fan(), FanStyle("EUR")).layout.yaxis.tickformat == "~s"
    nothing = _fan().assign(**dict.fromkeys(LEVELS, 0.0))
    axis = fan_figure(_history().assign(y=0.0), nothing, FanStyle("EUR")).layout.yaxis
    assert (axis.tickformat, axis.range) == ("~g", (0, 1))
    little = _fan().assign(**dict.fromkeys(LEVELS, 2.5))
    assert fan_figure(_history().assign(y=0.0), little, FanStyle("EUR")).layout.yaxis.tickformat == "~g"
