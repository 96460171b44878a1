"""The replay: an old fan with what really happened drawn over it."""

import pandas as pd
import plotly.graph_objects as go

from app.charts.fan import FanStyle, fan_figure
from core.domain.handouts import Replayed
from core.domain.words import looking_back as words
from core.domain.words import numbers

_LINE_PIXELS, _CROSS_PIXELS = 3, 12
_NO_TITLE = "<extra></extra>"


def replay_figure(one: Replayed, style: FanStyle) -> go.Figure:
    """Draw the fan as it was said, then a solid line of what came, with a cross on every miss.

    Week by week or adding up, as `style` says; a balance is drawn as its level either way.
    """
    figure = fan_figure(one.fan.history_frame, one.fan.fan_frame, style)
    came = one.came_frame.head(style.horizon_weeks)
    amounts = came["sum_y"] if style.adding_up else came["y"]
    inside = (one.inside_adding if style.adding_up else one.inside)[: len(came)]
    past = one.fan.history_frame
    tip = past.tail(0 if style.adding_up else 1)
    figure.add_scatter(
        x=[*tip["ds"], *came["ds"]],
        y=[*tip["y"], *amounts],
        mode="lines",
        line={"color": style.palette.text, "width": _LINE_PIXELS},
        text=[""] * len(tip) + _said(came["ds"], amounts, inside, style.currency),
        hovertemplate=f"%{{text}}{_NO_TITLE}",
        name="what happened",
    )
    missed = [not each for each in inside]
    figure.add_scatter(
        x=came["ds"][missed],
        y=amounts[missed],
        mode="markers",
        # The last week lies on the picture's edge, which would cut its cross in half.
        cliponaxis=False,
        marker={
            "symbol": "x-thin",
            "size": _CROSS_PIXELS,
            "line": {"color": style.palette.orange, "width": _LINE_PIXELS},
        },
        hoverinfo="skip",
        name=words.MISS,
    )
    return figure


def _said(weeks: pd.Series, amounts: pd.Series, inside: tuple[bool, ...], currency: str) -> list[str]:
    return [
        f"Week of {numbers.day(week)}: {numbers.money_about(amount, currency)}"
        f"{'' if held else f', {words.MISS}'}"
        for week, amount, held in zip(weeks, amounts, inside, strict=True)
    ]
