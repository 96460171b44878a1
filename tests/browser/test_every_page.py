"""Every page, at a desk's and a phone's width, light and dark."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import RunningApp
from tests.browser.look import Requests, axe_serious, sideways, ugly_text, visit

PAGES = ["overview", "transactions", "review", "forecast", "trust"]
WIDTHS = {"desk": 1440, "phone": 390}
NEVER_IN_THE_SCREEN = ["torch", "catboost", "gluonts", "shap", "lime"]

Theme = Literal["light", "dark"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole(browser: Browser, demo_app: RunningApp, path: str, width: str, theme: Theme) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=theme)
    page = context.new_page()
    requests = Requests(page)
    visit(page, f"{demo_app.url}/{path}")
    found = {
        "wider than the window": sideways(page),
        "words": ugly_text(page),
        "axe": axe_serious(page),
        "foreign": requests.foreign(),
    }
    context.close()
    assert found == {"wider than the window": 0, "words": [], "axe": [], "foreign": []}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_empty_start_is_whole(
    browser: Browser, untouched_app: RunningApp, width: str, theme: Theme
) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=theme)
    page = context.new_page()
    requests = Requests(page)
    visit(page, untouched_app.url)
    text = page.locator("body").inner_text()
    found = (sideways(page), ugly_text(page), axe_serious(page), requests.foreign())
    context.close()
    assert found == (0, [], [], [])
    assert "Nothing leaves this computer." in text


def test_the_screen_never_loads_a_learning_library(page: Page, demo_app: RunningApp) -> None:
    for path in PAGES:
        visit(page, f"{demo_app.url}/{path}")
    maps = demo_app.libraries_of_the_screen()
    assert "python" in maps
    assert [library for library in NEVER_IN_THE_SCREEN if f"/{library}/" in maps] == []
