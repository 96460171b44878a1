"""Payments as a table: one look on every page."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.domain.handouts import RowLine
from core.domain.words import labels, numbers

_HEIGHT = 460


def rows_frame(rows: Sequence[RowLine], names: dict[str, str]) -> pd.DataFrame:
    """The rows as the screen words them; amounts in major units, money out below zero."""
    return pd.DataFrame(
        {
            "Date": [row.booked_on for row in rows],
            "Payee": [row.payee or row.text for row in rows],
            "Amount": [numbers.float_of(row.amount_minor, row.currency) for row in rows],
            "Currency": [row.currency for row in rows],
            "Category": [labels.category(row.category, names) for row in rows],
            "How sure": [_how_sure(row) for row in rows],
            "Who decided": [labels.decider(row.decider) for row in rows],
            "Account": [row.account for row in rows],
        }
    )


def _how_sure(row: RowLine) -> str:
    return labels.how_sure_with_odds(row.status, row.probability, checked=row.checked)


def columns(frame: pd.DataFrame) -> dict[str, Any]:
    """How the columns of `rows_frame` are drawn."""
    places = "%,.2f"
    return {
        "Date": st.column_config.DateColumn(format="D MMM YYYY", width=105, pinned=False),
        "Payee": st.column_config.TextColumn(width="medium"),
        "Amount": st.column_config.NumberColumn(_amount_title(frame), format=places, width=110),
        "Category": st.column_config.TextColumn(width=180),
        "How sure": st.column_config.TextColumn(width=100),
        "Who decided": st.column_config.TextColumn(width=105),
    }


def shown_columns(frame: pd.DataFrame) -> list[str]:
    """Leaves out what is the same in every row of a company with one currency and one account."""
    single = {name for name in ("Currency", "Account") if len(frame[name].unique()) <= 1}
    return [name for name in frame.columns if name not in single]


def height(rows: int) -> int:
    """Pixels for so many rows, up to a page that still leaves room for what stands below."""
    return min(_HEIGHT, 38 + 35 * max(1, rows))


def _amount_title(frame: pd.DataFrame) -> str:
    found = frame["Currency"].unique()
    return f"Amount ({found[0]})" if len(found) == 1 else "Amount"
