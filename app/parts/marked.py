"""Payments that two files tell, with the word a person may put against it, and those only announced."""

from collections.abc import Callable, Sequence
from math import ceil

import streamlit as st

from app import session
from app.parts import notices, text
from core import flow
from core.domain.handouts import PairPage, PaymentSeen, Ripple, SamePair
from core.domain.words import files, sameness
from core.services import bring_in


def show(import_id: int) -> None:
    """The payments of one file that another file tells too, in other words or to the letter."""
    _list(f"same_{import_id}", import_id, bring_in.same_pairs, files.pairs)
    _list(f"repeated_{import_id}", import_id, bring_in.repeated_pairs, files.repeated)


def waiting(found: Sequence[PaymentSeen]) -> None:
    """What the bank announced and has not booked: it counts nowhere, so it is said once, and quietly."""
    if not found:
        return
    with st.expander(files.announced(len(found)), key="waiting"):
        for each in found[: bring_in.PAIRS_A_PAGE]:
            text.note(sameness.row(each))
        if len(found) > bring_in.PAIRS_A_PAGE:
            text.note(files.more_pairs(len(found) - bring_in.PAIRS_A_PAGE))


def _list(key: str, import_id: int, find: Callable[..., PairPage], name: Callable[[int], str]) -> None:
    page_key = f"{key}_page"
    with session.look() as unit:
        found = find(unit, import_id, int(st.session_state.get(page_key, 1)))
    if not found.total:
        return
    # Open or closed is kept here: the page is drawn anew while the work that follows goes on.
    with st.expander(name(found.total), key=key, on_change="rerun"):
        for pair in found.pairs:
            _one(pair)
        if found.total > bring_in.PAIRS_A_PAGE:
            st.pagination(ceil(found.total / bring_in.PAIRS_A_PAGE), key=page_key)


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
