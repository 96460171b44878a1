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
_FEW = 5.0
_LABEL_PIXELS = 20
_LABEL_MARGIN = 84
_NO_TITLE = "<extra></extra>"

_Part = dict[str, Any]
"""A trace, a line or a note, in Plotly's words."""


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
    traces = [*_bands(_joined(past, future), style.palette), *_past(past, style)]
    traces.append(_median(past, future, style))
    if style.clickable:
        traces.append(_handles(past, future))
    layout = look.calm_layout(style.height, style.palette)
    if style.labels:
        layout["margin"]["r"] = _LABEL_MARGIN
    days = [*past["ds"], *future["ds"]]
    layout["xaxis"] |= {"tickformat": "%-d %b", "nticks": 7, "range": [min(days), max(days)]}
    layout["yaxis"] |= _amounts(past, future)
    layout["shapes"] = _lines(past, style)
    layout["annotations"] = _notes(past, future, style)
    # Made in one step: adding part after part takes ten times as long, and a page shows many fans.
    return go.Figure({"data": traces, "layout": layout})


def _amounts(past: pd.DataFrame, future: pd.DataFrame) -> _Part:
    """The axis of amounts: thousands as k; a few units plain, for 0.5 would be written as 500m."""
    largest = max(map(abs, [*past["y"].dropna(), *future["q025"], *future["q975"]]))
    axis: _Part = {"tickformat": "~g" if largest < _FEW else "~s", "nticks": 6}
    return axis if largest else axis | {"range": [0, 1]}


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


def _bands(future: pd.DataFrame, palette: look.Palette) -> list[_Part]:
    return [
        {
            "type": "scatter",
            "x": [*future["ds"], *future["ds"][::-1]],
            "y": [*future[low], *future[high][::-1]],
            "mode": "lines",
            "fill": "toself",
            "fillcolor": getattr(palette, band),
            "line": {"width": 0, "color": look.CLEAR},
            "hoverinfo": "skip",
            "name": name,
        }
        for low, high, band, name in _BANDS
    ]


def _past(past: pd.DataFrame, style: FanStyle) -> list[_Part]:
    if not len(past):
        return []
    return [
        {
            "type": "scatter",
            "x": past["ds"],
            "y": past["y"],
            "mode": "lines",
            "line": {"color": style.palette.blue, "width": 2},
            "text": [_said(ds, y, style.currency) for ds, y in zip(past["ds"], past["y"], strict=True)],
            "hovertemplate": f"%{{text}}{_NO_TITLE}",
            "name": "what was",
        }
    ]


def _median(past: pd.DataFrame, future: pd.DataFrame, style: FanStyle) -> _Part:
    line = _joined(past, future)
    said = [_fan_said(row, style.currency) for row in future.to_dict("records")]
    return {
        "type": "scatter",
        "x": line["ds"],
        "y": line["q50"],
        "mode": "lines",
        "line": {"color": style.palette.blue, "width": 2.5, "dash": "dash"},
        "text": [""] * (len(line) - len(said)) + said,
        "hovertemplate": f"%{{text}}{_NO_TITLE}",
        "name": "most likely",
    }


def _handles(past: pd.DataFrame, future: pd.DataFrame) -> _Part:
    """Unseen points on every week: only points, not lines, can be clicked."""
    return {
        "type": "scatter",
        "x": [*past["ds"], *future["ds"]],
        "y": [*past["y"], *future["q50"]],
        "mode": "markers",
        "marker": {"size": 18, "opacity": 0},
        "hoverinfo": "skip",
        "name": "weeks",
    }


def _lines(past: pd.DataFrame, style: FanStyle) -> list[_Part]:
    """Where the data end, dotted from top to bottom, and the limit from left to right."""
    lines: list[_Part] = []
    if len(past):
        end = past["ds"].iloc[-1]
        dotted = {"color": style.palette.text, "width": 1, "dash": "dot"}
        lines.append(
            {
                "type": "line", "x0": end, "x1": end, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain",
                "line": dotted,
            }
        )  # fmt: skip
    if style.limit is not None:
        solid = {"color": style.palette.orange, "width": 2}
        lines.append(
            {
                "type": "line", "x0": 0, "x1": 1, "xref": "x domain", "yref": "y",
                "y0": style.limit, "y1": style.limit, "line": solid,
            }
        )  # fmt: skip
    return lines


def _notes(past: pd.DataFrame, future: pd.DataFrame, style: FanStyle) -> list[_Part]:
    """The names of the end of the data, of the limit and of the bands."""
    notes: list[_Part] = []
    if len(past) and style.labels:
        notes.append(
            {
                "x": past["ds"].iloc[-1], "y": 1, "yref": "paper", "text": style.edge, "showarrow": False,
                "xanchor": "right", "xshift": -4, "yanchor": "top", "font": {"size": 12},
            }
        )  # fmt: skip
    if style.limit is not None:
        notes.append(
            {
                "x": 0, "xref": "paper", "y": style.limit, "text": _limit_said(style.limit, style.currency),
                "showarrow": False, "xanchor": "left", "yanchor": "bottom",
                "font": {"color": style.palette.orange, "size": 12},
            }
        )  # fmt: skip
    return notes + (_band_names(past, future, style.height) if style.labels else [])


def _band_names(past: pd.DataFrame, future: pd.DataFrame, height: int) -> list[_Part]:
    """Name the bands right of the fan at their upper edges, at the lower one where a name lies there.

    A name that finds no room at either is left out.
    """
    drawn = [*past["y"].dropna(), *future["q025"], *future["q975"]]
    unit = (max(drawn) - min(drawn)) * _LABEL_PIXELS / height
    last, named = future.iloc[-1], dict[str, float]()
    for low, high, _band, name in _BANDS:
        edges = (float(last[high]), float(last[low]))
        free = [edge for edge in edges if all(abs(edge - each) > unit for each in named.values())]
        if free:
            named[name] = free[0]
    return [
        {
            "x": last["ds"], "y": edge, "text": name, "showarrow": False, "xanchor": "left", "xshift": 4,
            "yanchor": "middle", "font": {"size": 12},
        }
        for name, edge in named.items()
    ]  # fmt: skip


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
