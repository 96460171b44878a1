"""Three things to know, each with its evidence and a dismissal that lasts."""

import streamlit as st

from app import session
from app.parts import notices, text
from app.parts.viewed import Viewed
from core.domain.handouts import Overview
from core.domain.words import overview as words
from core.services import overview

_MOST = 3


def show(viewed: Viewed, seen: Overview) -> None:
    """Up to three facts in a row."""
    if not seen.facts:
        return
    st.subheader("Worth knowing", anchor=False)
    for fact in seen.facts[:_MOST]:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"fact_{fact.key}"):
            text.sentence(words.fact(fact, viewed.names, seen.currency))
            st.button(
                "Dismiss",
                key=f"dismiss_{fact.key}",
                type="tertiary",
                on_click=_dismiss,
                args=(viewed.company_id, fact.key),
            )


def _dismiss(company_id: int, key: str) -> None:
    def now() -> None:
        with session.act() as unit:
            overview.dismiss(unit, company_id, key)

    notices.attempt(now)
