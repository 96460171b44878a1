"""Every page, at a desk's and a phone's width, light and dark."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hands import visit_a_row_of
from tests.browser.harness import RunningApp
from tests.browser.look import Requests, axe_serious, sideways, ugly_text, unroll, visit

PAGES = ["overview", "transactions", "review", "forecast", "trust", "clients"]
TABS = ["review?review=List", "review?review=Suspect+labels"]
WIDTHS = {"desk": 1440, "phone": 390}
NEVER_IN_THE_SCREEN = ["torch", "catboost", "gluonts", "shap", "lime", "numba"]

Theme = Literal["light", "dark"]


@contextmanager
def looking_at(
    browser: Browser, url: str, width: str, theme: Theme
) -> Iterator[tuple[Page, dict[str, object]]]:
    """The page and what is wrong with it; nothing is, where every value is empty."""
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=theme)
    page = context.new_page()
    requests = Requests(page)
    visit(page, url)
    unroll(page)
    yield (
        page,
        {
            "pixels wider than the window": sideways(page),
            "words only a programmer should see": ugly_text(page),
            "seriously hard to use": axe_serious(page),
            "asked of other machines": requests.foreign(),
        },
    )
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", [*PAGES, *TABS])
def test_a_page_is_whole(browser: Browser, demo_app: RunningApp, path: str, width: str, theme: Theme) -> None:
    with looking_at(browser, f"{demo_app.url}/{path}", width, theme) as (_, wrong):
        assert not any(wrong.values()), wrong


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_empty_start_is_whole(
    browser: Browser, untouched_app: RunningApp, width: str, theme: Theme
) -> None:
    with looking_at(browser, untouched_app.url, width, theme) as (page, wrong):
        assert not any(wrong.values()), wrong
        assert "Nothing leaves this computer." in page.locator("body").inner_text()


def test_the_screen_never_loads_a_learning_library(page: Page, demo_app: RunningApp) -> None:
    for path in PAGES:
        visit(page, f"{demo_app.url}/{path}")
    visit_a_row_of(page, demo_app.url, "Hearthstone Breads")
    page.get_by_text(re.compile(r"The model thinks .*, \d+ in 100")).wait_for(timeout=60_000)
    maps = demo_app.libraries_of_the_screen()
    assert "python" in maps
    assert [library for library in NEVER_IN_THE_SCREEN if f"/{library}/" in maps] == []
