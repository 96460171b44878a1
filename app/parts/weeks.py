"""What makes up one week: the payments of a past one, the likeliest sums of a coming one."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from app import session
from app.parts import tables, text
from app.parts.viewed import Viewed
from core.domain.handouts import Outlook
from core.domain.labels import RowFilter
from core.domain.weeks import monday
from core.domain.words import numbers
from core.domain.words import outlook as words
from core.services import transactions

_BACK = 12
_ROWS = 10
_KEY = "week"


def choose() -> None:
    """Take over the week that was clicked in the fan."""
    points = st.session_state["overview_fan"]["selection"]["points"]
    if points:
        st.session_state[_KEY] = monday(pd.Timestamp(points[0]["x"]).date())


def show(viewed: Viewed, outlook: Outlook) -> None:
    """A list of weeks, and what makes up the chosen one."""
    known = [outlook.first_week + timedelta(weeks=at) for at in range(-_BACK, outlook.horizon_weeks)]
    if st.session_state.get(_KEY) not in known:
        st.session_state[_KEY] = None
    chosen = st.selectbox(
        "What makes up a week?",
        known,
        index=None,
        key=_KEY,
        placeholder="Choose a week, or click one in the picture",
        format_func=lambda each: _name(each, outlook),
        width=360,
    )
    if chosen is None:
        return
    if chosen >= outlook.first_week:
        _coming(chosen, outlook, viewed)
    else:
        _past(chosen, viewed)


def _name(week: date, outlook: Outlook) -> str:
    coming = " (coming)" if week >= outlook.first_week else ""
    return f"Week of {numbers.day(week)}{coming}"


def _past(week: date, viewed: Viewed) -> None:
    rows = RowFilter(from_on=week, to_on=week + timedelta(days=6))
    page = session.seen(transactions.page, viewed.company_id, rows, 1, _ROWS)
    if not page.total:
        text.note("No payments in this week.")
        return
    frame = tables.rows_frame(page.rows, viewed.names)
    st.dataframe(
        frame,
        hide_index=True,
        column_config=tables.columns(frame),
        column_order=[
            name for name in tables.shown_columns(frame) if name not in {"Who decided", "How sure"}
        ],
        height=tables.height(len(frame)),
        key=f"week_rows_{week}",
    )
    if page.total > _ROWS:
        text.note(f"The newest {_ROWS} of {numbers.count(page.total, 'payment')}.")


def _coming(week: date, outlook: Outlook, viewed: Viewed) -> None:
    lines = []
    for fan in outlook.fans:
        row = fan.fan_frame[pd.to_datetime(fan.fan_frame["ds"]).dt.date == week]
        if len(row) and float(row["q50"].iloc[0]) > 0:
            low, middle, high = (float(row[level].iloc[0]) for level in ("q25", "q50", "q75"))
            lines.append((middle, words.week_part(fan, viewed.names, low, middle, high)))
    if not lines:
        text.note("Nothing is likely to come or go in this week for sure.")
    for _, line in sorted(lines, reverse=True)[:_ROWS]:
        text.note(line)
