"""What an owner's hands do on the screen: drop a file, answer, search, open a row, file it."""

import re
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import FilePayload, Page, Position, expect

from core import flow
from core.domain.jobs import Job, JobKind, JobState
from core.flow import House
from core.services import jobs
from core.settings import Settings
from tests.browser.harness import RunningApp
from tests.browser.look import settle

PATIENCE_MS = 90_000
_FIRST_ROW, _ROW_PIXELS, _PAYEE_COLUMN = (200, 52), 35, 2
_ENDED = {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


def store_of(app: RunningApp) -> House:
    """The same store, read beside the running app."""
    return flow.open_house(Settings(home=app.home, today=date.fromisoformat(app.today)))


def drop(page: Page, name: str, data: bytes, box: str = "door_file") -> None:
    """Drop a file on the box with this key and wait until it is read."""
    file = FilePayload(name=name, mimeType="text/plain", buffer=data)
    page.locator(f".st-key-{box} input[type=file]").set_input_files(file)
    settle(page)


def drop_from_disk(page: Page, path: Path, box: str = "door_file") -> None:
    """The same with a file that lies on the disk."""
    page.locator(f".st-key-{box} input[type=file]").set_input_files(path)
    settle(page)


def bring_it_in(page: Page, company: str) -> None:
    """Name the company, leave the other questions as they are, and bring the file in."""
    page.get_by_label("Your company's name").fill(company)
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("Sort.").wait_for(timeout=PATIENCE_MS)


def press(page: Page, name: str) -> None:
    """Press the first button of this name and wait until the page has drawn what follows."""
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def stop_long_work(page: Page) -> None:
    """Press Stop beside the training that runs above the page."""
    button = page.locator('[class*="st-key-bar_stop_"] button')
    button.click(timeout=PATIENCE_MS)
    expect(button).to_have_count(0, timeout=PATIENCE_MS)
    settle(page)


def choose(page: Page, key: str, option: str) -> None:
    """Choose by typing in the first list whose key begins so."""
    box = page.locator(f'[class*="st-key-{key}"] input').first
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    expect(box).to_have_value(option)
    settle(page)


def open_a_row_of(page: Page, payee: str) -> None:
    """Search on Transactions, which is open, and open the first row of exactly this payee."""
    box = page.locator(".st-key-search input")
    box.fill(payee)
    box.press("Enter")
    expect(page.locator(".st-key-why")).to_have_count(0)
    cell = page.locator(f'[role="gridcell"][aria-colindex="{_PAYEE_COLUMN}"]').get_by_text(payee, exact=True)
    cell.first.wait_for(state="attached")
    settle(page)
    shown = page.locator(f'[role="gridcell"][aria-colindex="{_PAYEE_COLUMN}"]').all_text_contents()
    across, down = _FIRST_ROW
    position = Position(x=across, y=down + shown.index(payee) * _ROW_PIXELS)
    page.locator(".dvn-scroller").first.click(position=position)
    page.locator(".st-key-why").get_by_role("heading", name=payee, exact=True).wait_for()
    settle(page)


def file_open_row(page: Page, category: str) -> None:
    """File the open row, as far as the screen offers at first, under the category of this name."""
    choose(page, "category_", category)
    coming = re.compile(f"go(es)? to {re.escape(category)}")
    expect(page.locator(".st-key-why")).to_contain_text(coming, timeout=PATIENCE_MS)
    page.get_by_role("button", name="File it there").click()
    ripple = page.locator(".st-key-ripple")
    expect(ripple).to_contain_text(f"now under {category}", timeout=PATIENCE_MS)
    settle(page)
    ripple.get_by_role("button", name="Close").click()
    expect(ripple).to_have_count(0)


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
