"""The one look of all charts: colors that hold in light and dark and for color-blind readers."""

import plotly.graph_objects as go

BLUE = "#0072B2"
LIMIT = "#D55E00"
GRAY = "rgba(128,128,128,0.9)"
FAINT = "rgba(128,128,128,0.35)"
CLEAR = "rgba(0,0,0,0)"
PALE_BLUE = "rgba(0,114,178,0.22)"
BAND_95 = "rgba(0,114,178,0.16)"
BAND_80 = "rgba(0,114,178,0.26)"
BAND_50 = "rgba(0,114,178,0.42)"

STILL = {"displayModeBar": False, "scrollZoom": False}
"""Plotly's own tool bar and zoom stay away: these charts are read, not explored."""


def calm(figure: go.Figure, height: int) -> go.Figure:
    """Give a figure the common layout: no background, no legend, quiet grid; height in pixels."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 16, "b": 8},
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        bargap=0.35,
    )
    figure.update_xaxes(showgrid=False, zeroline=False, automargin=True, title=None, fixedrange=True)
    figure.update_yaxes(gridcolor=FAINT, zeroline=False, automargin=True, title=None, fixedrange=True)
    return figure
