"""The payments of a filter as a file for an accountant."""

import streamlit as st

from app import session
from app.parts.viewed import Viewed
from core.domain.labels import RowFilter
from core.domain.words import labels
from core.services import export


def show(viewed: Viewed, rows: RowFilter) -> None:
    """Choose a format and take the file; it is written when it is asked for."""
    with st.popover("Take them with you", icon=":material/download:", key="export"):
        ending = st.radio(
            "As", export.ENDINGS, format_func=labels.ledger_format, key="export_format", horizontal=False
        )

        def write() -> bytes:
            with session.look() as unit:
                return export.export(unit, viewed.company_id, rows, ending)[1]

        st.download_button(
            "Download",
            write,
            file_name=labels.export_name(viewed.company, rows, ending),
            key=f"export_{ending}",
            type="primary",
            on_click="ignore",
        )
