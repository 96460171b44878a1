"""Why the model thinks so, and what else it considered, as short bars."""

from textwrap import wrap

import plotly.graph_objects as go

from app.charts import look

_ROW_PIXELS, _LINE_PIXELS = 30, 12
_ROOM_A_LETTER = 0.06
_LETTERS_A_LINE = 18
"""A longer text beside a bar is cut off on a phone."""
_ROOM_FOR_A_WORD = 0.4


def reasons_figure(labels: list[str], weights: list[float], palette: look.Palette = look.LIGHT) -> go.Figure:
    """Signs for the category point right and are blue, signs against point left and are orange."""
    order = list(range(len(labels)))[::-1]
    figure = go.Figure(
        go.Bar(
            y=[labels[at] for at in order],
            x=[weights[at] for at in order],
            orientation="h",
            marker={"color": [palette.blue if weights[at] > 0 else palette.orange for at in order]},
            text=["for" if weights[at] > 0 else "against" for at in order],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    figure = look.calm(figure, 32 + _ROW_PIXELS * max(1, len(labels)), palette)
    low, high = min([0.0, *weights]), max([0.0, *weights])
    room = _ROOM_FOR_A_WORD * ((high - low) or 1.0)
    figure.update_xaxes(visible=False, range=[low - room if low < 0 else 0, high + room])
    figure.update_yaxes(showgrid=False)
    return figure


def shares_figure(
    labels: list[str], shares: list[float], texts: list[str], palette: look.Palette = look.LIGHT
) -> go.Figure:
    """One bar a label, in the order given, each with its text at the end; shares from 0 to 1."""
    lines = [wrap(text, _LETTERS_A_LINE) for text in texts]
    figure = go.Figure(
        go.Bar(
            y=labels[::-1],
            x=shares[::-1],
            orientation="h",
            marker={"color": palette.blue},
            text=["<br>".join(each) for each in lines[::-1]],
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    row_pixels = _ROW_PIXELS + _LINE_PIXELS * (max(map(len, lines), default=1) - 1)
    figure = look.calm(figure, 32 + row_pixels * max(1, len(labels)), palette)
    room = 1 + _ROOM_A_LETTER * max((len(line) for each in lines for line in each), default=0)
    figure.update_xaxes(visible=False, range=[0, room * max([*shares, 0.01])])
    figure.update_yaxes(showgrid=False)
    return figure
