"""Payments that two files tell: each with what speaks for it, and the word a person may put against it."""

import streamlit as st

from app import session
from app.parts import notices, text
from core import flow
from core.domain.handouts import Ripple, SamePair
from core.domain.words import files, sameness
from core.services import bring_in

_SHOWN = 50


def show(import_id: int) -> None:
    """The payments of one file that another file tells too."""
    with session.look() as unit:
        found = bring_in.same_pairs(unit, import_id)
    if not found:
        return
    # Open or closed is kept here: the page is drawn anew while the work that follows goes on.
    with st.expander(files.pairs(len(found)), key=f"same_{import_id}", on_change="rerun"):
        for pair in found[:_SHOWN]:
            _one(pair)
        if len(found) > _SHOWN:
            text.note(files.more_pairs(len(found) - _SHOWN))


def _one(pair: SamePair) -> None:
    row_id = pair.row.row_id
    with st.container(border=True, key=f"same_row_{row_id}"):
        text.strong(sameness.row(pair.row))
        text.note(sameness.pair(pair))
        if not pair.row.announced:
            name = sameness.ONE_PAYMENT if pair.two else sameness.TWO_PAYMENTS
            st.button(name, key=f"say_{row_id}", type="tertiary", on_click=_say, args=(pair,))


def _say(pair: SamePair) -> None:
    def act() -> Ripple:
        row_id, other_id = pair.row.row_id, pair.other.row_id
        assert row_id is not None
        assert other_id is not None
        if pair.two:
            return flow.say_one_payment(session.house(), session.scope(), row_id, other_id)
        return flow.say_two_payments(session.house(), session.scope(), row_id)

    notices.attempt(act)
