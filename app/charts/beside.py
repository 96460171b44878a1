"""The plain fan beside the one of a what-if: three dotted lines, named where they lie."""

import pandas as pd
import plotly.graph_objects as go

from app.charts.fan import FanStyle

_LINES = (("q10", 1.0), ("q50", 2.0), ("q90", 1.0))


def beside(figure: go.Figure, plain_frame: pd.DataFrame, style: FanStyle) -> go.Figure:
    """Add the middle and the 80 % edges of the fan without the assumptions; `plain_frame` as for a fan.

    Dots and a name tell them from the fan, so that no reader needs the color.
    """
    shown = plain_frame.head(style.horizon_weeks)
    prefix = "sum_" if style.adding_up else ""
    for level, width in _LINES:
        figure.add_scatter(
            x=shown["ds"],
            y=shown[f"{prefix}{level}"],
            mode="lines",
            line={"color": style.palette.text, "width": width, "dash": "dot"},
            hoverinfo="skip",
            name=f"without it, {level}",
        )
    at = len(shown) // 3
    figure.add_annotation(
        x=shown["ds"].iloc[at], y=shown[f"{prefix}q90"].iloc[at], text="without it", showarrow=True,
        arrowhead=0, arrowwidth=1, arrowcolor=style.palette.text, ax=0, ay=-28,
        font={"color": style.palette.text, "size": 12},
    )  # fmt: skip
    return figure
