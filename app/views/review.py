"""Review: what needs me? Groups of alike payments, most open money first."""

import streamlit as st

from app.parts import doubted, review_card, review_list
from app.parts.viewed import Viewed

_TABS = ("Card", "List", "Suspect labels")


def show(viewed: Viewed) -> None:
    """One card at a time for a quick hand, all groups as a list, or the answers the model doubts."""
    st.title("What needs you?", anchor=False)
    drawn = (review_card.show, review_list.show, doubted.show)
    tabs = st.tabs(_TABS, key="review", bind="query-params", on_change="rerun")
    for tab, draw in zip(tabs, drawn, strict=True):
        if tab.open:
            with tab:
                draw(viewed)
