"""The screen's door: page config, the pages, the bar above them."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app import session
from app.parts import bar, correcting, notices, stepping, work
from app.parts.viewed import Viewed
from app.views import clients, forecast, overview, review, start, transactions, trust

_CLIENTS = "clients"
_VIEWS: dict[str, tuple[str, str, Callable[[Viewed], None]]] = {
    "overview": ("Overview", ":material/home:", overview.show),
    "transactions": ("Transactions", ":material/receipt_long:", transactions.show),
    "review": ("Review", ":material/checklist:", review.show),
    "forecast": ("Forecast", ":material/trending_up:", forecast.show),
    "trust": ("Trust", ":material/verified:", trust.show),
    _CLIENTS: ("Clients", ":material/groups:", clients.show),
}


def main() -> None:
    """Draw one page for whoever looks."""
    st.set_page_config(
        page_title="Bursar", page_icon=str(Path(__file__).parent / "static" / "icon.svg"), layout="wide"
    )
    with notices.guarded():
        any_company = session.any_company()
        pages = {path: _page(path) for path in _VIEWS}
        home = st.Page(lambda: _home(pages["overview"]), title="Start", default=True, visibility="hidden")
        page = st.navigation([home, *pages.values()], position="top" if any_company else "hidden")
        if stepping.wants_overview():
            st.switch_page(pages["overview"])
        page.run()


def _page(path: str) -> st.Page:
    title, icon, view = _VIEWS[path]
    hidden = path == _CLIENTS and not session.several_companies()
    return st.Page(
        lambda: _frame(path, view),
        title=title,
        icon=icon,
        url_path=path,
        visibility="hidden" if hidden else "visible",
    )


def _home(overview_page: st.Page) -> None:
    """The empty store's two doors; with a company in the store, the Overview."""
    if session.any_company() and not start.busy():
        st.switch_page(overview_page)
    _start()


def _start() -> None:
    if not start.busy():
        work.announcements(None, "")
    with notices.guarded():
        start.show()


def _frame(path: str, view: Callable[[Viewed], None]) -> None:
    """A page under the bar; an empty store shows the two doors instead."""
    viewed = bar.show(stepped=path != _CLIENTS)
    if viewed is None:
        _start()
        return
    work.announcements(viewed.company_id, viewed.until)
    notices.show(correcting.undo)
    with notices.guarded():
        if viewed.data_until is None and path != _CLIENTS:
            st.info("There are no payments here. Bring in a file to see them.", icon=":material/upload_file:")
        view(viewed)


main()
