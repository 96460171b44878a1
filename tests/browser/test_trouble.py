"""What goes wrong is said with a next step on the screen, and nothing is lost."""

import http.client
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from core import flow
from core.domain.handouts import Answers
from core.domain.labels import RowFilter
from core.services import companies, jobs, transactions
from core.settings import Settings
from core.store.schema import ExplanationRow
from tests.browser.conftest import TODAY
from tests.browser.hands import (
    PATIENCE_MS,
    choose,
    click_a_row_of,
    drop,
    pick,
    press,
    says,
    store_of,
    visit_a_row_of,
)
from tests.browser.harness import RunningApp, running
from tests.browser.look import visit
from tests.pages.conftest import statement

Record = Callable[[str, object], None]

SAMPLES = Path(__file__).resolve().parents[1] / "contract" / "samples"
PROSE = b"Dear all,we meet on Monday,bring cake\nand forks,as always,yours truly\n" * 9
MYSTERY, GROCERS = "Mystery * Shop", "Green Grocers"


@pytest.fixture(scope="module")
def cafe(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """A cafe's forty weeks, sorted by rules, and a worker with nothing to do."""
    del browser
    home = tmp_path_factory.mktemp("cafe") / "home"
    _bring_in(home)
    with running(home, TODAY) as app:
        yield app


def _bring_in(home: Path) -> None:
    house = flow.open_house(Settings(home=home, today=date.fromisoformat(TODAY)))
    local = house.scope("local")
    flow.bring_in(house, local, "cafe.csv", statement(), Answers(company_name="Cafe Linden", nace="56.10"))
    with house.unit(local) as unit:
        for job in jobs.recent(unit, None):
            jobs.cancel(unit, job.id)
    house.store.engine.dispose()


def _filed(app: RunningApp, payee: str) -> set[str]:
    """The categories this payee's rows are under now."""
    house = store_of(app)
    with house.look(house.scope("local")) as unit:
        company_id = companies.listed(unit)[0].id
        page = transactions.page(unit, company_id, RowFilter(search=payee.split(maxsplit=1)[0]), 1)
    return {row.category for row in page.rows}


def _truncated(name: str) -> bytes:
    data = (SAMPLES / "ofx" / name).read_bytes()
    return data[: len(data) * 3 // 4]


@pytest.mark.parametrize(
    ("name", "data", "happened", "next_step"),
    [
        ("notes.bin", bytes(range(1, 120)) * 40, "We could not read this file", "Ask your bank for CSV"),
        ("may.csv", b"", "There is nothing in this file.", "Download the statement again"),
        ("may.ofx", _truncated("version_1.ofx"), "breaks off before its end.", "Download it again"),
        ("letter.csv", PROSE, "This file holds text, not a table of payments.", "Ask your bank for CSV"),
    ],
    ids=["no known kind", "empty", "truncated", "prose"],
)
def test_a_file_that_is_no_statement_is_refused_and_nothing_is_stored(
    page: Page, untouched_app: RunningApp, name: str, data: bytes, happened: str, next_step: str
) -> None:
    visit(page, untouched_app.url)
    drop(page, name, data)
    for sentence in (happened, next_step, "Nothing was stored."):
        says(page, sentence)
    assert page.get_by_role("button", name="Bring it in").count() == 0
    house = store_of(untouched_app)
    with house.look(house.scope("local")) as unit:
        assert companies.listed(unit) == []


@pytest.mark.parametrize(
    ("megabytes", "happened", "next_step"),
    [
        (201, "File must be 200.0MB or smaller", "Larger than 200 MB? Ask your bank for a year at a time"),
    ],
)
def test_a_file_too_large_is_refused(
    page: Page, untouched_app: RunningApp, tmp_path: Path, megabytes: int, happened: str, next_step: str
) -> None:
    large = tmp_path / "decade.csv"
    with large.open("wb") as sparse:
        sparse.truncate(megabytes * 1_000_000)
    visit(page, untouched_app.url)
    page.locator(".st-key-door_file input[type=file]").set_input_files(large)
    says(page, happened)
    says(page, next_step)


def test_of_two_browsers_the_second_is_told_and_overwrites_nothing(
    browser: Browser, page: Page, cafe: RunningApp
) -> None:
    second = browser.new_page()
    for window, category in ((page, "Office expenses"), (second, "Travel and accommodation")):
        visit_a_row_of(window, cafe.url, MYSTERY)
        choose(window, "category_", category)
    press(page, "File it there")
    expect(page.locator(".st-key-ripple")).to_contain_text("now under Office expenses")
    second.get_by_role("button", name="File it there").click()
    says(second, "This payment was changed somewhere else while you looked at it. Nothing was overwritten.")
    says(second, "Look at what it says now, then decide again.")
    second.close()
    assert _filed(cafe, MYSTERY) == {"office"}


def test_a_click_that_comes_before_the_page_files_under_what_the_box_says(
    page: Page, cafe: RunningApp
) -> None:
    visit_a_row_of(page, cafe.url, GROCERS)
    choose(page, "category_", "Meals and entertainment")
    pick(page, "category_", "Insurance expenses")
    page.get_by_role("button", name="File it there").click()
    expect(page.locator(".st-key-ripple")).to_contain_text("now under")
    assert _filed(cafe, GROCERS) == {"insurance"}


def test_the_why_panel_asks_the_model_once_and_shows_what_is_stored_from_then_on(
    page: Page, cafe: RunningApp, record_property: Record
) -> None:
    took, stored = [], []
    house = store_of(cafe)
    for _ in range(2):
        visit(page, f"{cafe.url}/transactions?period=Everything&search=House")
        started = time.monotonic()
        click_a_row_of(page, "Payment House")
        page.get_by_text(re.compile(r"The model thinks .*, \d+ in 100")).wait_for(timeout=PATIENCE_MS)
        took.append(round(time.monotonic() - started, 2))
        with house.look(house.scope("local")) as unit:
            stored.append(unit.session.scalar(select(func.count(ExplanationRow.id))))
    record_property("seconds to the model's signs: worker cold, then stored", took)
    assert stored[0] == stored[1] > 0


def test_another_machine_is_refused(untouched_app: RunningApp) -> None:
    port = urlsplit(untouched_app.url).port
    own = _own_address()
    if own is None:
        pytest.skip("this machine has no address but its own")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((own, port), timeout=5)


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost", "http://localhost", 101),
        ("bursar.example", "http://localhost", 403),
        ("localhost", "http://bursar.example", 403),
    ],
    ids=["this machine", "called by another name", "from another site's page"],
)
def test_pages_talk_only_to_this_machine(
    untouched_app: RunningApp, host: str, origin: str, status: int
) -> None:
    port = urlsplit(untouched_app.url).port
    with closing(http.client.HTTPConnection("localhost", port, timeout=10)) as line:
        line.putrequest("GET", "/_stcore/stream", skip_host=True)
        asked = {"Host": f"{host}:{port}", "Origin": f"{origin}:{port}"}
        handshake = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        for name, value in (asked | handshake | {"Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}).items():
            line.putheader(name, value)
        line.endheaders()
        assert line.getresponse().status == status


def _own_address() -> str | None:
    """What other machines would call this one; nothing is sent."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if address.startswith("127.") else address
