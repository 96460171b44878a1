"""Clients: who needs me, and what do I say?"""

import streamlit as st

from app import session
from app.parts import stepping, text
from app.parts.viewed import Viewed
from core.domain.handouts import ClientLine
from core.domain.words import clients as words
from core.domain.words import labels
from core.services import forecast

_FIRST = 20
_ALL = "all_clients"
_NAME, _CELL = 240, 148


def show(viewed: Viewed) -> None:
    """One sentence over all of them, then a card a company, worst first."""
    st.title(words.QUESTION, anchor=False)
    lines = forecast.worst_first(_read(viewed))
    stepping.remember([line.company.id for line in lines])
    text.headline(words.headline(lines))
    text.note(words.ORDER)
    for line in lines if st.session_state.get(_ALL) else lines[:_FIRST]:
        _card(viewed, line)
    if len(lines) > _FIRST and not st.session_state.get(_ALL):
        st.button(f"Show all {len(lines)}", key="show_all_clients", on_click=_show_all)


def _read(viewed: Viewed) -> list[ClientLine]:
    """Every company's line; the first time after a change each takes a moment."""
    with st.spinner(words.reading(len(viewed.companies))):
        return [session.seen(forecast.client, company.id) for company in viewed.companies]


def _card(viewed: Viewed, line: ClientLine) -> None:
    """The name opens that company's Overview; the figures stand beside it, on a phone below it."""
    company, odds = line.company, line.odds
    cells = {
        words.below_limit(line): words.chance(odds.below if odds else None),
        "In 4 weeks": words.chance(odds.below_4 if odds else None),
        words.cash_name(line): words.cash(line),
        "Tightest week": words.tightest(odds),
        "Not sorted, all time": words.unsorted(line),
        "Data until": words.until(line, viewed.today),
    }
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"client_{company.id}"):
        st.button(
            labels.company(company),
            key=f"open_client_{company.id}",
            width=_NAME,
            wrap=True,
            on_click=stepping.open_overview,
            args=(company.id,),
            help="Open the Overview",
        )
        for label, value in cells.items():
            text.figure(label, value, width=_CELL)
        text.note(words.drawing(line))


def _show_all() -> None:
    st.session_state[_ALL] = True
