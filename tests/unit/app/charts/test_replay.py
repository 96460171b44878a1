from datetime import date, timedelta

import pandas as pd

from app.charts.fan import LEVELS, FanStyle
from app.charts.replay import replay_figure
from core.domain.handouts import Fan, Replayed

WEEKS = [date(2026, 1, 5) + timedelta(weeks=at) for at in range(12)]
BEFORE = [date(2025, 1, 6) + timedelta(weeks=at) for at in range(52)]


def replayed(weeks: int = 12) -> Replayed:
    """A band of 20 to 60 a week; 30 came each week, but 70 in the third."""
    rungs = {level: [10.0 * (rank + 1)] * 12 for rank, level in enumerate(LEVELS)}
    adding = {f"sum_{level}": [10.0] * 12 for level in LEVELS}
    ahead = pd.DataFrame({"ds": pd.to_datetime(WEEKS), **rungs, **adding})
    history = pd.DataFrame({"ds": pd.to_datetime(BEFORE), "y": 40.0})
    fan = Fan("supplier", "out", "EUR", "model", 52, 1.0, False, history, ahead, {}, {})
    amounts = [70.0 if at == 2 else 30.0 for at in range(weeks)]
    came = pd.DataFrame({"ds": pd.to_datetime(WEEKS[:weeks]), "y": amounts})
    came["sum_y"] = came["y"].cumsum()
    inside = tuple(amount == 30.0 for amount in amounts)
    return Replayed(fan, came, inside, (False,) * weeks, 240.0, 720.0, 400.0)


def trace(figure: object, name: str) -> object:
    return next(each for each in figure.data if each.name == name)


def test_what_happened_is_a_solid_line_from_the_last_week_before() -> None:
    line = trace(replay_figure(replayed(), FanStyle("EUR", edge="said here")), "what happened")
    assert line.line.dash is None
    assert (len(line.x), line.y[0], line.y[3]) == (13, 40.0, 70.0)
    assert line.text[3] == "Week of 19 Jan 2026: €70, a miss"


def test_a_miss_is_a_cross_and_not_only_a_color() -> None:
    figure = replay_figure(replayed(), FanStyle("EUR", edge="said here"))
    crosses = trace(figure, "a miss")
    assert crosses.marker.symbol == "x-thin"
    assert list(crosses.y) == [70.0]
    assert "said here" in [note.text for note in figure.layout.annotations]


def test_adding_up_and_weeks_that_have_not_come_yet_are_drawn_as_far_as_they_go() -> None:
    figure = replay_figure(replayed(4), FanStyle("EUR", adding_up=True))
    assert list(trace(figure, "what happened").y) == [30.0, 60.0, 130.0, 160.0]
    assert len(trace(figure, "a miss").x) == 4


def test_a_miss_in_the_last_week_is_a_whole_cross() -> None:
    assert trace(replay_figure(replayed(), FanStyle("EUR")), "a miss").cliponaxis is False
