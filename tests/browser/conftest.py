"""A browser, an empty Bursar and one with the demo in it, shared by the browser tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness import BROWSER_FLAGS, RunningApp, bursar, chromium, running

TODAY = "2026-11-02"
DEMO_UNTIL = "2026-11-01"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


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
def demo_app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """A Bursar with the three demo companies; tests leave it as they found it."""
    del browser
    home = tmp_path_factory.mktemp("demo") / "home"
    loaded = bursar(home, TODAY, "demo", "--until", DEMO_UNTIL)
    assert loaded.returncode == 0, loaded.stderr
    with running(home, TODAY) as app:
        yield app
