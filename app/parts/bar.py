"""The bar above every page: company, period, currency, bring in a file, remove the demo."""

from datetime import date

import streamlit as st

from app import session
from app.parts import bring_in, filters, notices, periods, stepping, work
from app.parts.viewed import Viewed
from core import flow
from core.domain.company import Company
from core.domain.words import labels
from core.services import companies, own_categories, transactions


def show(*, stepped: bool) -> Viewed | None:
    """Draw the bar and say what is looked at; None where the store holds no company.

    `stepped` adds the arrows from one client to the next.
    """
    with session.look() as unit:
        known = tuple(companies.listed(unit))
    if not known:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", key="bar"):
        company = _company(known)
        if stepped and len(known) > 1:
            stepping.arrows(known, company)
        data_until = session.seen(companies.data_until, company.id)
        period = _period(session.seen(companies.data_from, company.id), data_until)
        currencies = tuple(session.seen(companies.currencies, company.id)) or ("EUR",)
        currency = _currency(currencies)
        st.button(
            "Bring in a file", key="bring_in", icon=":material/upload_file:", on_click=bring_in.open_dialog
        )
        if any(each.is_demo for each in known):
            st.button("Remove the demo", key="remove_demo", on_click=_remove_demo)
    bring_in.show_dialog()
    own = tuple(session.seen(own_categories.listed, company.id))
    return Viewed(
        company=company,
        companies=known,
        currency=currency,
        currencies=currencies,
        period=period,
        data_until=data_until,
        today=session.house().today,
        names=labels.names_with_own(transactions.category_names(), own),
        own=own,
    )


def _company(known: tuple[Company, ...]) -> Company:
    titles = [labels.company(each) for each in known]
    by_label = {
        title if titles.count(title) == 1 else f"{title} #{each.id}": each
        for title, each in zip(titles, known, strict=True)
    }
    wanted = st.session_state.pop(stepping.GO_TO, None)
    if wanted is not None:
        filters.first_page()
        st.session_state["company"] = next(
            (label for label, each in by_label.items() if each.id == wanted), next(iter(by_label))
        )
    chosen = st.selectbox(
        "Company",
        list(by_label),
        key="company",
        bind="query-params",
        width=260,
        on_change=filters.first_page,
    )
    return by_label[chosen]


def _period(data_from: date | None, data_until: date | None) -> periods.Period:
    today = session.house().today
    choices = periods.periods(data_from or today, data_until or today)
    names = list(choices)
    chosen = st.selectbox(
        "Period",
        names,
        index=names.index(periods.THREE_MONTHS),
        key="period",
        bind="query-params",
        on_change=filters.first_page,
        width=170,
    )
    return choices[chosen]


def _currency(currencies: tuple[str, ...]) -> str:
    if len(currencies) == 1:
        return currencies[0]
    return str(st.selectbox("Currency", currencies, key="currency", bind="query-params", width=110))


def _remove_demo() -> None:
    notices.attempt(lambda: flow.remove_demo(session.house(), session.scope()))
    notices.forget()
    work.forget()
    filters.first_page()
    st.session_state.pop("company", None)
