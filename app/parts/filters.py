"""The filters of Transactions: part of the address, so they survive a page change and can be sent."""

import streamlit as st

from app import session
from app.parts.viewed import Viewed
from core.domain.labels import Decider, Direction, RowFilter, Status
from core.domain.words import labels
from core.services import companies

_KEYS = ("search", "categories", "status", "who", "direction", "accounts")
_STATUSES = {
    "All": (),
    "Decided": (Status.DECIDED.value,),
    "Guessed": (Status.GUESSED.value,),
    "Not sorted": (Status.ASKED.value,),
}
_DIRECTIONS = {"In and out": "", "Money in": Direction.IN.value, "Money out": Direction.OUT.value}


def ask(viewed: Viewed) -> RowFilter:
    """Draw the filters and hand back what they ask for."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        search = st.text_input(
            "Search",
            key="search",
            bind="query-params",
            type="search",
            placeholder="payee or text",
            icon=":material/search:",
            on_change=first_page,
            width=240,
        )
        status = st.selectbox(
            "Sorted",
            list(_STATUSES),
            key="status",
            bind="query-params",
            on_change=first_page,
            width=170,
        )
        with st.popover("More filters", icon=":material/tune:"):
            chosen, who, way, account_ids = _more(viewed)
    return RowFilter(
        search=search or "",
        categories=tuple(chosen),
        deciders=tuple(who),
        statuses=_STATUSES[status],
        account_ids=tuple(account_ids),
        direction=_DIRECTIONS[way],
        from_on=viewed.period.from_on,
        to_on=viewed.period.to_on,
    )


def clear() -> None:
    """Ask for everything in the period again."""
    for key in _KEYS:
        st.session_state.pop(key, None)
    first_page()


def first_page() -> None:
    """A changed filter starts at its first page, with no row open."""
    if st.session_state.get("page", 1) != 1:
        st.session_state["page"] = 1
    st.session_state.pop("open_row", None)


def _more(viewed: Viewed) -> tuple[list[str], list[str], str, list[int]]:
    categories = st.multiselect(
        "Category",
        viewed.found_places,
        format_func=lambda key: labels.category(key, viewed.names),
        key="categories",
        bind="query-params",
        on_change=first_page,
    )
    who = st.multiselect(
        "Who decided",
        [each.value for each in Decider],
        format_func=lambda each: labels.decider(Decider(each)),
        key="who",
        bind="query-params",
        on_change=first_page,
    )
    way = st.radio("Direction", list(_DIRECTIONS), key="direction", bind="query-params", on_change=first_page)
    accounts = {each.id: each.name for each in session.seen(companies.accounts, viewed.company_id)}
    account_ids = st.multiselect(
        "Account",
        list(accounts),
        format_func=lambda each: accounts[each],
        key="accounts",
        bind="query-params",
        on_change=first_page,
    )
    return categories, who, way, account_ids
