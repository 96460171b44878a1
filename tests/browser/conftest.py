"""A browser, an empty Bursar and one with the demo in it, shared by the browser tests."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from core.domain.jobs import JobKind
from tests.browser.hands import look_around, store_of, wait_for
from tests.browser.harness import BROWSER_FLAGS, RunningApp, chromium, running

TODAY = "2026-11-02"
DEMO_UNTIL = "2026-11-01"
DEMO_PATIENCE_S = 1_200


@dataclass(frozen=True)
class DemoHome:
    """A home with the demo in it that no process has open, and how long its pictures took to come."""

    home: Path
    seconds: dict[str, float]

    def copy_to(self, home: Path) -> Path:
        """Copy database and models; returns the new home."""
        shutil.copytree(self.home, home)
        return home


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser; the first that needs the demo waits until it is made."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
        if "demo_home" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(DEMO_PATIENCE_S + 300))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests measured is said at the end, also where all went well."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties if report.when == "call" else ():
            terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    path = chromium()
    if path is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window of a desk's width."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture
def empty_app(browser: Browser, tmp_path: Path) -> Iterator[RunningApp]:
    """A Bursar nobody has used, for one test alone."""
    del browser
    with running(tmp_path / "home", TODAY) as app:
        yield app


@pytest.fixture(scope="session")
def untouched_app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """A Bursar nobody has used; tests only look at it."""
    del browser
    with running(tmp_path_factory.mktemp("untouched") / "home", TODAY) as app:
        yield app


@pytest.fixture(scope="session")
def demo_home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> DemoHome:
    """The demo as it comes by the second door of Start, with all its work done; made once, to be copied."""
    home = tmp_path_factory.mktemp("demo") / "home"
    with running(home, TODAY) as app:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        seconds = look_around(page, app)
        page.close()
        house = store_of(app)
        wait_for(house, *JobKind, seconds=DEMO_PATIENCE_S)
        house.store.engine.dispose()
    return DemoHome(home, seconds)


@pytest.fixture(scope="session")
def demo_app(demo_home: DemoHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """A Bursar with the three demo companies; tests leave it as they found it."""
    with running(demo_home.copy_to(tmp_path_factory.mktemp("demo_looked_at") / "home"), TODAY) as app:
        yield app


@pytest.fixture
def own_demo_app(demo_home: DemoHome, tmp_path: Path) -> Iterator[RunningApp]:
    """The same for one test alone, which may do with it what it likes."""
    with running(demo_home.copy_to(tmp_path / "home"), TODAY) as app:
        yield app
