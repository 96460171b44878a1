"""What you said against what the model would have said."""

import pandas as pd
import plotly.graph_objects as go

from app.charts import look

_CELL_PIXELS = 34


def confusion_figure(confusion_frame: pd.DataFrame, palette: look.Palette = look.LIGHT) -> go.Figure:
    """A table of counts, darker where more rows lie; the diagonal is agreement.

    Needs truth, answer (names) and rows.
    """
    table = confusion_frame.pivot_table(
        index="truth", columns="answer", values="rows", aggfunc="sum", fill_value=0
    )
    names = list(dict.fromkeys([*table.index, *table.columns]))
    table = table.reindex(index=names, columns=names, fill_value=0)
    counts = table.to_numpy()
    figure = go.Figure(
        go.Heatmap(
            z=counts,
            x=names,
            y=names,
            text=[[str(count) if count else "" for count in row] for row in counts],
            texttemplate="%{text}",
            colorscale=[[0, look.CLEAR], [1, palette.blue]],
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate="You said %{y}, the model %{x}: %{z}<extra></extra>",
        )
    )
    figure = look.calm(figure, 160 + _CELL_PIXELS * len(names), palette)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(tickangle=-45, side="bottom")
    return figure
