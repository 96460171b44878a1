"""Start: the empty store's two equal doors."""

import streamlit as st

from app import session
from app.parts import bring_in, notices, text
from core import flow

_KEY = "start"


def show() -> None:
    """Drop your bank file, or look around with a demo company."""
    st.title("Where did the money go, what needs you, will it last?")
    text.sentence("Drop a statement from your bank and see. Or look around first.")
    notices.show_trouble_left()
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch", key="door_file"):
        st.subheader("Drop your bank file", anchor=False)
        with notices.guarded():
            bring_in.panel(_KEY)
    with right.container(border=True, height="stretch", key="door_demo"):
        st.subheader("Look around with a demo company", anchor=False)
        text.sentence(
            "Three invented companies with three years of payments each: a cafe, a builder and a web shop. "
            "You can remove them with one click."
        )
        st.button(
            "Look around", key="load_demo", type="primary", icon=":material/storefront:", on_click=_load
        )
    text.strong("Nothing leaves this computer.", icon="lock")


def busy() -> bool:
    """Whether a file was just brought in here and its outcome is still on the screen."""
    return bring_in.has_outcome(_KEY)


def _load() -> None:
    notices.attempt(lambda: flow.load_demo(session.house(), session.scope()))
