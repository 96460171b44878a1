"""The second door of Start: three invented companies come, show their future, and go without a trace."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from core.domain.jobs import JobKind
from core.services import companies
from core.store.schema import TransactionRow
from tests.browser.hands import press, says, store_of, wait_for
from tests.browser.harness import RunningApp
from tests.browser.look import visit

FIRST_PICTURE_S, FAN_S = 10, 60


@pytest.mark.slow
def test_the_demo_comes_shows_its_future_and_goes(
    page: Page, empty_app: RunningApp, record_property: Callable[[str, object], None]
) -> None:
    visit(page, empty_app.url)
    started = time.monotonic()
    page.get_by_role("button", name="Look around").click()
    page.locator(".st-key-bar").wait_for(timeout=3 * FIRST_PICTURE_S * 1000)
    page.locator(".js-plotly-plot").first.wait_for(timeout=3 * FIRST_PICTURE_S * 1000)
    picture = round(time.monotonic() - started, 1)
    expect(page.locator("body")).to_contain_text("95 in 100", timeout=3 * FAN_S * 1000)
    fan = round(time.monotonic() - started, 1)
    record_property("seconds from Look around to the first picture, to its fan", [picture, fan])
    assert "(Demo)" in page.locator(".st-key-company input").input_value()

    house = store_of(empty_app)
    wait_for(house, JobKind.DEMO)
    with house.look(house.scope("local")) as unit:
        assert len(companies.listed(unit)) == 3
    press(page, "Remove the demo")
    says(page, "Look around with a demo company")
    with house.look(house.scope("local")) as unit:
        assert companies.listed(unit) == []
        assert unit.session.scalar(select(func.count()).select_from(TransactionRow)) == 0
