"""What an owner's hands do on the screen: drop a file, answer, search, open a row, file it."""

import time
from contextlib import suppress
from datetime import date
from urllib.parse import quote

from playwright.sync_api import Error, FilePayload, Locator, Page, Position, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from core import flow
from core.domain.jobs import Job, JobKind, JobState
from core.flow import House
from core.services import jobs
from core.settings import Settings
from tests.browser.harness import RunningApp
from tests.browser.look import settle, visit

PATIENCE_MS = 90_000
_ATTEMPTS, _AGAIN_MS = 5, 4_000
_STOPS, _STOPS_MS = 15, 5_000
"""How long a stopped work may take to end, and the next one to begin."""
_FIRST_ROW, _ROW_PIXELS = (200, 52), 35
_ROW_OF = """payee => {
  const said = [...document.querySelectorAll('[role="gridcell"][aria-colindex="2"]')];
  const words = payee.toLowerCase().split(" ");
  const searched = said.every(cell => words.every(word => cell.textContent.toLowerCase().includes(word)));
  const row = said.findIndex(cell => cell.textContent === payee);
  return searched && row >= 0 ? { row } : null;
}"""
"""Which visible row is this payee's, once the table shows what was searched for and nothing else."""
_ENDED = {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


def store_of(app: RunningApp) -> House:
    """The same store, read beside the running app."""
    return flow.open_house(Settings(home=app.home, today=date.fromisoformat(app.today)))


def drop(page: Page, name: str, data: bytes, box: str = "door_file") -> None:
    """Drop a file on the box with this key and wait until it is read."""
    file = FilePayload(name=name, mimeType="text/plain", buffer=data)
    page.locator(f".st-key-{box} input[type=file]").set_input_files(file)
    settle(page)


def bring_it_in(page: Page, company: str) -> None:
    """Name the company, leave the other questions as they are, and bring the file in."""
    page.get_by_label("Your company's name").fill(company)
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("Sort.").wait_for(timeout=PATIENCE_MS)


def look_around(page: Page, app: RunningApp) -> dict[str, float]:
    """Ask for the demo on Start; returns the seconds to its first picture and to its fan."""
    visit(page, app.url)
    started = time.monotonic()
    page.get_by_role("button", name="Look around").click()
    page.locator(".st-key-bar").wait_for(timeout=PATIENCE_MS)
    page.locator(".js-plotly-plot").first.wait_for(timeout=PATIENCE_MS)
    picture = round(time.monotonic() - started, 1)
    expect(page.locator("body")).to_contain_text("95 in 100", timeout=2 * PATIENCE_MS)
    return {"first picture": picture, "fan": round(time.monotonic() - started, 1)}


def press(page: Page, name: str) -> None:
    """Press the first button of this name and wait until the page has drawn what follows."""
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def stop_long_work(page: Page) -> None:
    """Press Stop beside each long work that runs above the page, one after the other, until none does."""
    work = page.locator('[class*="st-key-bar_stop_"]')
    work.first.wait_for(timeout=PATIENCE_MS)
    for _ in range(_STOPS):
        with suppress(PlaywrightTimeout):
            work.get_by_role("button").first.click(timeout=_STOPS_MS)
        page.wait_for_timeout(_STOPS_MS)
        if not work.count():
            break
    expect(work).to_have_count(0)
    settle(page)


def choose(page: Page, key: str, option: str) -> None:
    """Choose in the first list whose key begins so, and wait until the page has taken it in."""
    pick(page, key, option)
    expect(_list(page, key)).to_have_value(option)
    settle(page)


def pick(page: Page, key: str, option: str) -> None:
    """Choose by typing, and wait for nothing; a page drawn anew closes an open list, so open it again."""
    for _ in range(_ATTEMPTS):
        try:
            _list(page, key).click(timeout=_AGAIN_MS)
            _list(page, key).fill(option, timeout=_AGAIN_MS)
            page.get_by_role("option", name=option, exact=True).click(timeout=_AGAIN_MS)
            return
        except Error:
            page.keyboard.press("Escape")
    raise AssertionError(f"{option} cannot be chosen in {key}")


def visit_a_row_of(page: Page, url: str, payee: str) -> None:
    """Open Transactions searched for this payee, and the first row that is exactly this payee's."""
    visit(page, f"{url}/transactions?period=Everything&search={quote(payee)}")
    _open_a_row_of(page, payee)


def file_group(page: Page, part_id: int, category: str) -> None:
    """Answer a group of Review with the category of this name, and put away what is said of it."""
    pick(page, f"other_{part_id}", category)
    ripple = page.locator(".st-key-ripple")
    expect(ripple).to_contain_text(f"now under {category}", timeout=PATIENCE_MS)
    expect(page.locator(f".st-key-group_{part_id}")).to_have_count(0, timeout=PATIENCE_MS)
    ripple.get_by_role("button", name="Close").click()
    expect(ripple).to_have_count(0, timeout=PATIENCE_MS)


def wait_for(house: House, *kinds: JobKind, seconds: float = 120) -> list[Job]:
    """Wait until no work of these kinds is open; hands back all work of the last hour, newest first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with house.look(house.scope("local")) as unit:
            found = jobs.recent(unit, None)
        if all(job.state in _ENDED for job in found if job.kind in kinds):
            return found
        time.sleep(0.3)
    raise AssertionError(f"still at work after {seconds} s: {found}")


def says(page: Page, sentence: str) -> None:
    """The page says this sentence, now or within the patience of a reader."""
    expect(page.locator("body")).to_contain_text(sentence, timeout=15_000)


def click_a_row_of(page: Page, payee: str) -> None:
    """Click the first visible row that is exactly this payee's."""
    found = page.wait_for_function(_ROW_OF, arg=payee, timeout=PATIENCE_MS).json_value()
    position = Position(x=_FIRST_ROW[0], y=_FIRST_ROW[1] + found["row"] * _ROW_PIXELS)
    page.locator(".dvn-scroller").first.click(position=position)


def _open_a_row_of(page: Page, payee: str) -> None:
    click_a_row_of(page, payee)
    page.locator(".st-key-why").get_by_role("heading", name=payee, exact=True).wait_for()
    settle(page)


def _list(page: Page, key: str) -> Locator:
    return page.locator(f'[class*="st-key-{key}"] input').first
