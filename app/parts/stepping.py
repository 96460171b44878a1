"""From one client to the next, in the order in which Clients lists them."""

from collections.abc import Sequence

import streamlit as st

from core.domain.company import Company
from core.domain.words import labels

GO_TO = "go_to_company"
"""Set to a company's id, the bar shows that company when it is drawn next."""
_OVERVIEW = "go_to_overview"
_ORDER = "clients_order"


def remember(company_ids: Sequence[int]) -> None:
    """Keep the order of the list as it was last looked at: it must not change under somebody's steps."""
    st.session_state[_ORDER] = tuple(company_ids)


def open_overview(company_id: int) -> None:
    """Show this company's Overview when the page is drawn next."""
    st.session_state[GO_TO] = company_id
    st.session_state[_OVERVIEW] = True


def wants_overview() -> bool:
    """Whether a client was opened just now; says so once."""
    return bool(st.session_state.pop(_OVERVIEW, False))


def arrows(known: Sequence[Company], chosen: Company) -> None:
    """To the previous and the next client; each says whom it leads to."""
    order = _ordered(known)
    at = next(place for place, each in enumerate(order) if each.id == chosen.id)
    _arrow("Previous", "chevron_left", order[at - 1] if at else None)
    _arrow("Next", "chevron_right", order[at + 1] if at + 1 < len(order) else None)


def _arrow(label: str, icon: str, company: Company | None) -> None:
    st.button(
        label,
        key=f"step_{label.lower()}",
        icon=f":material/{icon}:",
        help=labels.company(company) if company else f"There is no {label.lower()} client.",
        disabled=company is None,
        on_click=_go,
        args=(company.id if company else None,),
    )


def _go(company_id: int | None) -> None:
    st.session_state[GO_TO] = company_id


def _ordered(known: Sequence[Company]) -> list[Company]:
    """Until the list was looked at, the order of the company box."""
    place = {company_id: at for at, company_id in enumerate(st.session_state.get(_ORDER, ()))}
    return sorted(known, key=lambda each: place.get(each.id, len(place)))
