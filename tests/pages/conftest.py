"""A real store in a folder of its own, and the screen run over it without a browser."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app import session
from core import flow
from core.domain.handouts import Answers
from core.flow import House
from core.services import companies
from core.settings import Settings, settings
from models.forecasters.history import History

MAIN = Path(__file__).resolve().parents[2] / "app" / "main.py"
HEADER = (
    "booked_on,value_on,amount,currency,balance,account,text,type_code,mcc,counterparty,"
    "counterparty_account,counterparty_bank,counterparty_nace,standing_order,contactless"
)
LAST_SUNDAY, TODAY = date(2026, 11, 1), date(2026, 11, 2)
WEEKS = 40
_EMPTY, _CAFE = "empty", "cafe"


def statement(weeks: int = WEEKS, *, balance: bool = True) -> bytes:
    """A cafe's weeks: takings, two suppliers, one of them with a trade code, and a monthly fee."""
    lines, cash = [HEADER], 20_000.0
    for week in range(weeks):
        monday = LAST_SUNDAY - timedelta(days=6, weeks=weeks - 1 - week)
        rows = [
            (monday, 1500.0, "card_takings", "Payment House", ""),
            (monday + timedelta(days=2), -400.0, "direct_debit", "Green Grocers", "46.31"),
            (monday + timedelta(days=3), -150.5, "card_payment", "Mystery * Shop", ""),
        ]
        if week % 4 == 0:
            rows.append((monday + timedelta(days=4), -12.0, "account_fee", "Bank", ""))
        for on, amount, code, payee, nace in rows:
            cash += amount
            shown = f"{cash:.2f}" if balance else ""
            lines.append(
                f"{on},,{amount:.2f},EUR,{shown},DE89370400440532013000,{payee},{code},,{payee},,,{nace},,"
            )
    return "\n".join(lines).encode()


class Screen:
    """The app over one home folder, page by page."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(MAIN), default_timeout=30)

    def open(self, path: str = "") -> AppTest:
        """Run the page with this address; the first run makes the pages known."""
        self.app.run()
        if path:
            pages = self.app._registered_pages
            self.app._page_hash = next(key for key, page in pages.items() if page.get("url_pathname") == path)
            self.app.run()
        return self.app

    def open_row(self, part_id: int) -> AppTest:
        """Run the payments' page with this payment's panel open."""
        app = self.open("transactions")
        app.session_state["open_row"] = part_id
        return app.run()


def words(app: AppTest) -> str:
    """Everything said on the page, as it reads once Markdown is drawn."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.error, *app.info, *app.success]
    metrics = [f"{metric.label} {metric.value}" for metric in app.metric]
    return "\n".join([*(part.value for part in parts), *metrics]).replace("\\", "")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two homes to copy, so that not every test makes its own: an empty one, and one with the cafe.

    The cafe is a company with forty weeks of payments, sorted by rules and looked ahead from its history.
    """
    folder = tmp_path_factory.mktemp("homes")
    for name in (_EMPTY, _CAFE):
        house = flow.open_house(Settings(home=folder / name, today=TODAY))
        if name == _CAFE:
            answers = Answers(company_name="Cafe Linden", nace="56.10")
            done = flow.bring_in(house, house.scope("local"), "cafe.csv", statement(), answers)
            flow.look_ahead(house, house.scope("system"), done.company_id, History(), None)
        house.store.engine.dispose()
    return folder


@pytest.fixture
def screen(
    request: pytest.FixtureRequest, homes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Screen]:
    """The app over an empty store, or over the cafe where a test asks for its `company_id`."""
    shutil.copytree(homes / (_CAFE if "company_id" in request.fixturenames else _EMPTY), tmp_path / "home")
    monkeypatch.setenv("BURSAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BURSAR_TODAY", TODAY.isoformat())
    _forget()
    yield Screen()
    _forget()


@pytest.fixture
def house(screen: Screen) -> House:
    """The store the screen shows."""
    return session.house()


@pytest.fixture
def company_id(house: House) -> int:
    """The cafe."""
    with house.look(house.scope("local")) as unit:
        return companies.listed(unit)[0].id


def _forget() -> None:
    settings.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()
