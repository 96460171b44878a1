"""Transactions: where did the money go?"""

from math import ceil

import streamlit as st

from app import session
from app.parts import correcting, exporting, filters, tables, text, why
from app.parts.viewed import Viewed
from core.domain.handouts import RowPage
from core.domain.labels import RowFilter
from core.domain.words import numbers
from core.domain.words.overview import period
from core.services import transactions

PAGE_ROWS = 100


def show(viewed: Viewed) -> None:
    """Search and filter, a page of rows, and the open row's why beside it."""
    st.title("Where did the money go?", anchor=False)
    said = st.container()
    rows = filters.ask(viewed)
    page_no = int(st.session_state.get("page", 1))
    page = session.seen(transactions.page, viewed.company_id, rows, page_no, PAGE_ROWS)
    with said:
        text.headline(_sentence(page, viewed))
    if not page.total:
        st.info("No rows for this filter.", icon=":material/filter_alt_off:")
        st.button("Clear filter", on_click=filters.clear)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="above_rows"):
        text.note("Choose a row to see why it is filed there, and to file it somewhere else.")
        exporting.show(viewed, rows)
    open_row = st.session_state.get("open_row")
    if open_row is None:
        _table(page, viewed, page_no)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _table(page, viewed, page_no)
    with right:
        _panel(viewed, open_row, rows, page.total)


def _sentence(page: RowPage, viewed: Viewed) -> str:
    rows = numbers.count(page.total, "payment")
    sums = [numbers.money(minor, code) for code, minor in sorted(page.sums_minor.items())]
    when = period(viewed.period.from_on, viewed.period.to_on)
    together = f", together {numbers.listed(sums)}" if sums else ""
    return f"{rows} {when}{together}."


def _table(page: RowPage, viewed: Viewed, page_no: int) -> None:
    frame = tables.rows_frame(page.rows, viewed.names)
    part_ids = tuple(row.part_id for row in page.rows)
    key = f"rows_{viewed.company_id}_{page_no}_{hash(part_ids)}"
    st.dataframe(
        frame,
        hide_index=True,
        column_config=tables.columns(frame),
        column_order=tables.shown_columns(frame),
        height=tables.height(len(frame)),
        on_select=lambda: _open(key, part_ids),
        selection_mode=["single-row", "single-cell"],
        key=key,
        alt="Payments. Choose a row to see why it is filed where it is.",
    )
    pages = ceil(page.total / PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params", on_change=_close)


def _open(key: str, part_ids: tuple[int, ...]) -> None:
    """Remember the chosen row's identity, which stays true when the rows on the page move."""
    selection = st.session_state[key]["selection"]
    chosen = [*selection["rows"], *(row for row, _column in selection["cells"])]
    st.session_state["open_row"] = part_ids[chosen[0]] if chosen else None


def _close() -> None:
    st.session_state.pop("open_row", None)


def _panel(viewed: Viewed, part_id: int, rows: RowFilter, filtered: int) -> None:
    with session.look() as unit:
        detail = transactions.row(unit, part_id)
    with st.container(border=True, key="why"):
        why.head(detail, viewed.names, on_close=_close)
        correcting.panel(viewed, detail, rows, filtered)
        why.signs(detail, viewed.names)
