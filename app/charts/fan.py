"""The fan: what was, what is likely, and how wide the doubt is."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from app.charts import look
from core.domain.words import numbers

LEVELS = ("q025", "q10", "q25", "q50", "q75", "q90", "q975")
_BANDS = (
    ("q025", "q975", "band_95", "95 in 100"),
    ("q10", "q90", "band_80", "80 in 100"),
    ("q25", "q75", "band_50", "half the time"),
)
_LABEL_PIXELS = 20
_LABEL_MARGIN = 84
_NO_TITLE = "<extra></extra>"


@dataclass(frozen=True, slots=True)
class FanStyle:
    """How a fan is drawn: `limit` in major units, `history_weeks` shown before the fan starts at `edge`."""

    currency: str
    adding_up: bool = False
    limit: float | None = None
    clickable: bool = False
    history_weeks: int = 26
    horizon_weeks: int = 12
    height: int = 360
    labels: bool = True
    edge: str = "data end here"
    palette: look.Palette = look.LIGHT


def fan_figure(history_frame: pd.DataFrame, fan_frame: pd.DataFrame, style: FanStyle) -> go.Figure:
    """Draw history and fan of one thing, week by week or adding up.

    `history_frame` has ds, y; `fan_frame` ds, `LEVELS` and the same with the prefix `sum_`; major
    units of `style.currency`; a y of NaN is not known, and a gap in the line. Adding up starts at the
    forecast's first week, so it shows no history.
    """
    future = _levels(fan_frame, style)
    past = history_frame.iloc[0:0] if style.adding_up else history_frame.tail(style.history_weeks)
    figure = go.Figure()
    _draw_bands(figure, _joined(past, future), style.palette)
    if len(past):
        figure.add_scatter(
            x=past["ds"],
            y=past["y"],
            mode="lines",
            line={"color": style.palette.blue, "width": 2},
            text=[_said(ds, y, style.currency) for ds, y in zip(past["ds"], past["y"], strict=True)],
            hovertemplate=f"%{{text}}{_NO_TITLE}",
            name="what was",
        )
    _draw_median(figure, past, future, style)
    if style.clickable:
        _draw_handles(figure, past, future)
    _draw_marks(figure, past, future, style)
    figure = look.calm(figure, style.height, style.palette)
    if style.labels:
        figure.update_layout(margin={"r": _LABEL_MARGIN})
    figure.update_yaxes(tickformat="~s", nticks=6)
    days = [*past["ds"], *future["ds"]]
    figure.update_xaxes(tickformat="%-d %b", nticks=7, range=[min(days), max(days)])
    return figure


def _levels(fan_frame: pd.DataFrame, style: FanStyle) -> pd.DataFrame:
    prefix = "sum_" if style.adding_up else ""
    taken = fan_frame[["ds", *(f"{prefix}{level}" for level in LEVELS)]].head(style.horizon_weeks)
    return taken.set_axis(["ds", *LEVELS], axis="columns")


def _joined(past: pd.DataFrame, future: pd.DataFrame) -> pd.DataFrame:
    """The fan with the last known week as its tip, so that line and fan touch."""
    if not len(past) or not len(future):
        return future
    tip = {"ds": past["ds"].iloc[-1], **dict.fromkeys(LEVELS, past["y"].iloc[-1])}
    return pd.concat([pd.DataFrame([tip]), future], ignore_index=True)


def _draw_bands(figure: go.Figure, future: pd.DataFrame, palette: look.Palette) -> None:
    for low, high, band, name in _BANDS:
        figure.add_scatter(
            x=[*future["ds"], *future["ds"][::-1]],
            y=[*future[low], *future[high][::-1]],
            mode="lines",
            fill="toself",
            fillcolor=getattr(palette, band),
            line={"width": 0, "color": look.CLEAR},
            hoverinfo="skip",
            name=name,
        )


def _draw_median(figure: go.Figure, past: pd.DataFrame, future: pd.DataFrame, style: FanStyle) -> None:
    line = _joined(past, future)
    said = [_fan_said(row, style.currency) for row in future.to_dict("records")]
    figure.add_scatter(
        x=line["ds"],
        y=line["q50"],
        mode="lines",
        line={"color": style.palette.blue, "width": 2.5, "dash": "dash"},
        text=[""] * (len(line) - len(said)) + said,
        hovertemplate=f"%{{text}}{_NO_TITLE}",
        name="most likely",
    )


def _draw_handles(figure: go.Figure, past: pd.DataFrame, future: pd.DataFrame) -> None:
    """Unseen points on every week: only points, not lines, can be clicked."""
    figure.add_scatter(
        x=[*past["ds"], *future["ds"]],
        y=[*past["y"], *future["q50"]],
        mode="markers",
        marker={"size": 18, "opacity": 0},
        hoverinfo="skip",
        name="weeks",
    )


def _draw_marks(figure: go.Figure, past: pd.DataFrame, future: pd.DataFrame, style: FanStyle) -> None:
    """Today's dotted line, the named limit, and the direct labels."""
    if len(past):
        figure.add_vline(x=past["ds"].iloc[-1], line={"color": style.palette.text, "width": 1, "dash": "dot"})
        if style.labels:
            figure.add_annotation(
                x=past["ds"].iloc[-1], y=1, yref="paper", text=style.edge, showarrow=False,
                xanchor="right", xshift=-4, yanchor="top", font={"size": 12},
            )  # fmt: skip
    if style.limit is not None:
        figure.add_hline(y=style.limit, line={"color": style.palette.orange, "width": 2})
        figure.add_annotation(
            x=0, xref="paper", y=style.limit, text=_limit_said(style.limit, style.currency), showarrow=False,
            xanchor="left", yanchor="bottom", font={"color": style.palette.orange, "size": 12},
        )  # fmt: skip
    if style.labels:
        _label_bands(figure, past, future, style.height)


def _label_bands(figure: go.Figure, past: pd.DataFrame, future: pd.DataFrame, height: int) -> None:
    """Name the bands right of the fan, leaving out a name that would lie on another."""
    drawn = [*past["y"].dropna(), *future["q025"], *future["q975"]]
    unit = (max(drawn) - min(drawn)) * _LABEL_PIXELS / height
    last, below = future.iloc[-1], float("inf")
    for _low, high, _band, name in _BANDS:
        if below - last[high] < unit:
            continue
        below = last[high]
        figure.add_annotation(
            x=last["ds"], y=below, text=name, showarrow=False, xanchor="left", xshift=4,
            yanchor="middle", font={"size": 12},
        )  # fmt: skip


def _limit_said(limit: float, currency: str) -> str:
    return f"your limit {numbers.money_about(limit, currency)}"


def _said(ds: date, amount: float, currency: str) -> str:
    if math.isnan(amount):
        return f"Week of {numbers.day(ds)}: no file covers it"
    return f"Week of {numbers.day(ds)}: {numbers.money_about(amount, currency)}"


def _fan_said(row: Mapping[Hashable, Any], currency: str) -> str:
    low, middle, high = (numbers.money_about(row[level], currency) for level in ("q25", "q50", "q75"))
    week = numbers.day(pd.Timestamp(row["ds"]).date())
    return f"Week of {week}: about {middle}<br>half the time between {low} and {high}"
