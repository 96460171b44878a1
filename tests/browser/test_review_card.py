"""The review card under quick hands: every key counts once, and what it does lasts."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core import flow
from core.domain.handouts import ActLine, Answers
from core.domain.labels import Correction, Reach
from core.importers.bursar_csv import COLUMNS
from core.services import correct, jobs, review
from core.settings import Settings
from tests.browser.conftest import TODAY
from tests.browser.hands import PATIENCE_MS, store_of
from tests.browser.harness import RunningApp, running
from tests.browser.look import axe_serious, settle, sideways, visit

Record = Callable[[str, object], None]

TESTS = 7
PAYEES = 24
BURST = 12
FASTEST_MS = 50
_SENT = """() => Object.entries(sessionStorage)
  .every(([name, waiting]) => !name.startsWith("bursar-review-") || waiting === "[]")"""
"""No answer waits for Bursar to say what came of it."""
_WATCH = """() => {
  window.bursarTook = [];
  document.addEventListener("keydown", () => {
    const pressed = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.bursarTook.push(performance.now() - pressed)));
  }, true);
}"""
"""From the key to the picture of the next card, a decision each."""


@dataclass(frozen=True)
class Shop:
    """One company with 24 suppliers nobody confirmed yet, in an app that several tests share."""

    app: RunningApp
    id: int

    @property
    def url(self) -> str:
        """Its Review page."""
        return f"{self.app.url}/review?company=Shop+{self.id}"


@pytest.fixture(scope="module")
def shops(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Shop]]:
    """A shop for each test, the dearest supplier first, and no work for the worker."""
    del browser
    home = tmp_path_factory.mktemp("shops") / "home"
    house = flow.open_house(Settings(home=home, today=date.fromisoformat(TODAY)))
    local = house.scope("local")
    for number in range(1, TESTS + 1):
        named = Answers(company_name=f"Shop {number}")
        assert flow.bring_in(house, local, "shop.csv", _statement(number), named).company_id == number
    with house.unit(local) as unit:
        for job in jobs.recent(unit, None):
            jobs.cancel(unit, job.id)
    house.store.engine.dispose()
    with running(home, TODAY) as app:
        yield (Shop(app, number) for number in range(1, TESTS + 1))


@pytest.fixture
def shop(shops: Iterator[Shop]) -> Shop:
    """The next shop that no test has used."""
    return next(shops)


def _statement(account: int) -> bytes:
    """Each supplier twice, 1000, 990, 980 ... euros; the trade code alone says what they may be."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for number in range(PAYEES):
        for week in range(2):
            booked_on = date(2026, 10, 1) + timedelta(weeks=week)
            writer.writerow(
                {
                    "booked_on": booked_on.isoformat(),
                    "amount": f"-{1000 - 10 * number + week}.00",
                    "currency": "EUR",
                    "account": f"till {account}",
                    "counterparty": _payee(number),
                    "counterparty_nace": "46.31",
                }
            )
    return text.getvalue().encode()


def _payee(number: int) -> str:
    return f"{chr(ord('A') + number)}{'aeiou'[number % 5]}rvolt Trading"


def _open(page: Page, shop: Shop) -> Locator:
    visit(page, shop.url)
    expect(page.locator(".review .payee")).to_have_text(_payee(0), timeout=PATIENCE_MS)
    return page.locator(".review")


def _all_sent(page: Page) -> None:
    page.wait_for_function(_SENT, timeout=PATIENCE_MS)
    settle(page)


def _acts(shop: Shop) -> list[ActLine]:
    """What was filed and stands, oldest first."""
    house = store_of(shop.app)
    with house.look(house.scope("local")) as unit:
        found = correct.acts(unit, shop.id)
    return [each for each in reversed(found) if each.kind == "correct" and not each.undone]


def test_of_twelve_keys_in_a_burst_none_is_lost_and_none_counts_twice(page: Page, shop: Shop) -> None:
    card = _open(page, shop)
    expect(card.locator(".waiting")).to_have_text("€42,504 not sorted for sure yet, in 48 payments.")
    for _ in range(BURST):
        page.keyboard.press("1")
    expect(card.locator(".payee")).to_have_text(_payee(BURST))
    _all_sent(page)
    filed = _acts(shop)
    assert [each.payee for each in filed] == [_payee(number).lower() for number in range(BURST)]
    assert {(each.category, each.rows) for each in filed} == {("supplier", 2)}
    expect(card.locator(".waiting")).to_have_text("€19,812 not sorted for sure yet, in 24 payments.")


def test_hands_on_the_keyboard_skip_split_search_and_undo(page: Page, shop: Shop) -> None:
    card = _open(page, shop)
    page.keyboard.press("s")
    expect(card.locator(".payee")).to_have_text(_payee(1))
    page.keyboard.press("x")
    expect(card.locator(".payee")).to_have_text(_payee(2))
    _all_sent(page)
    page.keyboard.press("/")
    page.keyboard.type("offi")
    page.keyboard.press("Enter")
    expect(card.locator(".said")).to_contain_text("Office")
    page.keyboard.press("Enter")
    _all_sent(page)
    assert [(each.category, each.rows) for each in _acts(shop)] == [("office", 2), ("supplier", 2)]
    for _ in range(4):
        page.keyboard.press("u")
    expect(card.locator(".payee")).to_have_text(_payee(0))
    _all_sent(page)
    house = store_of(shop.app)
    assert _acts(shop) == []
    with house.look(house.scope("local")) as unit:
        queue = review.groups(unit, shop.id, PAYEES)
    assert [each.payee for each in queue.cards] == [_payee(number) for number in range(PAYEES)]


def test_a_page_loaded_anew_right_after_a_key_neither_loses_nor_doubles_it(page: Page, shop: Shop) -> None:
    card = _open(page, shop)
    for _ in range(3):
        page.keyboard.press("1")
    page.reload()
    expect(card.locator(".payee")).to_have_text(_payee(3), timeout=PATIENCE_MS)
    _all_sent(page)
    assert [each.payee for each in _acts(shop)] == [_payee(number).lower() for number in range(3)]


def test_a_group_filed_elsewhere_meanwhile_is_refused_and_said(page: Page, shop: Shop) -> None:
    card = _open(page, shop)
    house = store_of(shop.app)
    local = house.scope("local")
    with house.look(local) as unit:
        first = review.groups(unit, shop.id, 1).cards[0]
    flow.correct(house, local, Correction(shop.id, first.part_id, "travel", Reach.PAYEE))
    page.keyboard.press("1")
    expect(card.locator(".said")).to_contain_text("Nothing was overwritten.", timeout=PATIENCE_MS)
    _all_sent(page)
    assert [each.category for each in _acts(shop)] == ["travel"]
    expect(card.locator(".payee")).to_have_text(_payee(1))


def test_the_last_card_ends_with_what_was_sorted_and_an_offer_to_learn(page: Page, shop: Shop) -> None:
    card = _open(page, shop)
    page.keyboard.press("s")
    for _ in range(PAYEES - 1):
        expect(card.locator(".card")).to_be_visible()
        page.keyboard.press("1")
        page.wait_for_timeout(60)
    expect(card.locator(".done")).to_contain_text("Done. €40,503 sorted in", timeout=PATIENCE_MS)
    expect(card.get_by_role("button", name="Learn from it now")).to_be_visible()
    card.get_by_role("button", name="One that you skipped is left. Look at it").click()
    expect(card.locator(".payee")).to_have_text(_payee(0))


def test_on_a_phone_the_card_is_answered_by_touch(browser: Browser, shop: Shop) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    card = _open(page, shop)
    assert sideways(page) == 0
    assert axe_serious(page) == []
    card.get_by_role("button", name="Supplier expenses").tap()
    expect(card.locator(".payee")).to_have_text(_payee(1))
    _all_sent(page)
    assert [each.rows for each in _acts(shop)] == [2]
    context.close()


@pytest.mark.bench
def test_a_decision_is_on_the_screen_within_50_ms(page: Page, shop: Shop, record_property: Record) -> None:
    _open(page, shop)
    page.evaluate(_WATCH)
    for _ in range(BURST):
        page.keyboard.press("1")
        page.wait_for_timeout(100)
    took = sorted(page.evaluate("window.bursarTook"))
    record_property(
        "ms from key to next card: median, slowest", [round(took[BURST // 2], 1), round(took[-1], 1)]
    )
    assert len(took) == BURST
    assert took[BURST // 2] <= FASTEST_MS
