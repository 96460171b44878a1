"""The one look of all charts: one hue, no background, readable in light and in dark."""

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

CLEAR = "rgba(0,0,0,0)"
FAINT = "rgba(128,128,128,0.35)"
STILL = {"displayModeBar": False, "scrollZoom": False}
"""Plotly's own tool bar and zoom stay away: these charts are read, not explored."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors of one theme: blue is what was and what is likely, orange the limit and what speaks against."""

    text: str
    blue: str
    orange: str
    band_95: str
    band_80: str
    band_50: str


LIGHT = Palette(
    text="#4A5661",
    blue="#0072B2",
    orange="#D55E00",
    band_95="rgba(0,114,178,0.16)",
    band_80="rgba(0,114,178,0.26)",
    band_50="rgba(0,114,178,0.42)",
)
DARK = Palette(
    text="#C3CCD5",
    blue="#4BA3DC",
    orange="#F0803C",
    band_95="rgba(75,163,220,0.18)",
    band_80="rgba(75,163,220,0.26)",
    band_50="rgba(75,163,220,0.40)",
)


def calm(figure: go.Figure, height: int, palette: Palette) -> go.Figure:
    """Give a figure the common layout: no background, no legend, quiet grid; height in pixels."""
    figure.update_layout(calm_layout(height, palette))
    return figure


def calm_layout(height: int, palette: Palette) -> dict[str, Any]:
    """The same as plain words of Plotly, for a figure that is made in one step."""
    axis = {
        "automargin": True,
        "title": None,
        "fixedrange": True,
        "zeroline": False,
        "tickfont": {"color": palette.text},
    }
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0.35,
        "font": {"color": palette.text},
        "xaxis": axis | {"showgrid": False},
        "yaxis": axis | {"gridcolor": FAINT},
    }
