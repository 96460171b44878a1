"""Spending by category against the usual, guessed money hatched."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from app.charts import look
from core.domain.words import numbers

_ROW_PIXELS = 34
_TEXT_ROOM = 1.5


def spending_figure(
    spending_frame: pd.DataFrame, currency: str, palette: look.Palette = look.LIGHT
) -> go.Figure:
    """One bar a category, most money on top; a tick shows what was usual.

    Needs name, out_minor, guessed_minor and usual_minor (0 where nothing is usual yet).
    """
    frame = spending_frame[spending_frame["out_minor"] > 0].sort_values("out_minor")
    guessed = frame["guessed_minor"].clip(upper=frame["out_minor"])
    figure = go.Figure()
    fills = _fills(palette)
    for amounts, name in ((frame["out_minor"] - guessed, "sorted"), (guessed, "guessed")):
        figure.add_bar(
            y=frame["name"],
            x=_major(amounts, currency),
            orientation="h",
            marker=fills[name],
            text=[f"{name}: {numbers.minor_about(int(value), currency)}" for value in amounts],
            hovertemplate="%{y}<br>%{text}<extra></extra>",
            textposition="none",
            name=name,
        )
    _draw_usual(figure, frame[frame["usual_minor"] > 0], currency, palette)
    _write_amounts(figure, frame, currency)
    figure = look.calm(figure, 48 + _ROW_PIXELS * max(1, len(frame)), palette)
    figure.update_layout(barmode="stack")
    figure.update_xaxes(visible=False)
    figure.update_yaxes(showgrid=False, range=[-0.6, len(frame) - 0.4])
    return figure


def _fills(palette: look.Palette) -> dict[str, dict[str, Any]]:
    hatched = {"shape": "/", "fgcolor": palette.blue, "bgcolor": palette.band_95, "size": 7}
    edge = {"color": palette.blue, "width": 1}
    return {
        "sorted": {"color": palette.blue},
        "guessed": {"color": palette.blue, "line": edge, "pattern": hatched},
    }


def _draw_usual(figure: go.Figure, frame: pd.DataFrame, currency: str, palette: look.Palette) -> None:
    figure.add_scatter(
        y=frame["name"],
        x=_major(frame["usual_minor"], currency),
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 3, "color": palette.text}},
        text=[f"usual: {numbers.minor_about(int(value), currency)}" for value in frame["usual_minor"]],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
        name="usual",
    )


def _write_amounts(figure: go.Figure, frame: pd.DataFrame, currency: str) -> None:
    ends = frame[["out_minor", "usual_minor"]].max(axis="columns")
    figure.add_scatter(
        y=frame["name"],
        x=_major(ends, currency),
        mode="text",
        text=[f"  {numbers.minor_about(int(value), currency)}" for value in frame["out_minor"]],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )
    if len(ends):
        figure.update_xaxes(range=[0, _TEXT_ROOM * max(_major(ends, currency))])


def _major(minor: pd.Series, currency: str) -> list[float]:
    return [numbers.float_of(int(value), currency) for value in minor]
