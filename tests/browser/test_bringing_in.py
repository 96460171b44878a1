"""The first minute in a real browser: seen before, asked once, counted once, and taken back."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select

from core.demo.made import made_statement
from core.domain.bank_file import Balance, Row, Statement
from core.exporters.statements import ofx, plain_csv
from core.store.schema import CompanyRow, TransactionRow
from tests.browser.hands import bring_it_in, drop, press, says, store_of
from tests.browser.harness import RunningApp
from tests.browser.look import settle, sideways, ugly_text, visit

OCTOBER = [
    ("03/10/2026", "Blue Mill Flour", "Order 4417", "-84.20"),
    ("05/10/2026", "Harbor Coffee", "Card", "-3.20"),
    ("05/10/2026", "Harbor Coffee", "Card", "-3.20"),
    ("08/10/2026", "Paytree", "Takings of the week", "912.40"),
    ("09/10/2026", "Old Town Property", "Rent October", "-1,150.00"),
]
"""Nothing in it says whether 03/10 is October or March; one payment is made twice on one day."""
NUMBER = "DE02120300000000202051"


def table() -> bytes:
    """What the bank's web page offers: no account number, no balance, an order of dates that is not told."""
    lines = ["Date,Payee,Details,Amount", *(f'{d},{p},{t},"{a}"' for d, p, t, a in OCTOBER)]
    return "\n".join(lines).encode()


def statement() -> bytes:
    """The same account a week later as OFX, with its number, other words and one payment more."""
    rows = [
        Row(
            at,
            _day(day),
            _cents(amount),
            "EUR",
            "",
            text=text,
            counterparty=payee.upper(),
            reference=f"F{at}",
        )
        for at, (day, payee, text, amount) in enumerate(
            [*OCTOBER, ("12/10/2026", "Lamp Works", "", "-61.00")]
        )
    ]
    closing = Balance(date(2026, 10, 12), 250_000)
    return ofx.write(Statement(NUMBER, "EUR", rows, closing=closing))


def _day(written: str) -> date:
    day, month, year = map(int, written.split("/"))
    return date(year, month, day)


def _cents(written: str) -> int:
    return int(written.replace(",", "").replace(".", ""))


@pytest.fixture(params=[1440, 390], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, empty_app: RunningApp) -> Iterator[Page]:
    """A window of each width onto a Bursar nobody has used."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, color_scheme="light")
    page = context.new_page()
    visit(page, empty_app.url)
    yield page
    context.close()


def test_the_first_minute(page: Page, empty_app: RunningApp) -> None:
    """Dropped, seen, asked, brought in; then the same payments as OFX, told apart, and taken back."""
    drop(page, "october.csv", table())
    says(page, "We could not tell whether 03/10/2026 is day first or month first.")
    _looks_right(page, "question")
    page.get_by_text("Month first").first.click()
    settle(page)
    page.get_by_text("Day first").first.click()
    settle(page)
    bring_it_in(page, "Harbor Bakery")
    says(page, "5 new rows came in")
    press(page, "Show me")

    visit(page, empty_app.url)
    press(page, "Bring in a file")
    drop(page, "october.ofx", statement(), "dialog")
    says(page, "Its first payments, as they are read:")
    says(page, "5 are payments another file tells in other words: counted once.")
    _looks_right(page, "same payments")
    page.get_by_role("button", name="Bring it in").click()
    says(page, "1 new row came in")
    settle(page)
    page.get_by_text("Told by two files (5)").click()
    says(page, "Counted once: it is the payment to or from Harbor Coffee of 5 Oct 2026")
    _looks_right(page, "outcome")
    page.get_by_role("button", name="These are two payments").first.click()
    says(page, "Two payments, you said")
    press(page, "Show me")

    visit(page, f"{empty_app.url}/trust")
    press(page, "Undo")
    says(page, "together")
    _looks_right(page, "undo")
    press(page, "Take the file back out")
    says(page, "undone on")
    visit(page, f"{empty_app.url}/transactions?period=Everything")
    says(page, "5 payments")


def test_cancel_leaves_nothing_behind(page: Page, empty_app: RunningApp) -> None:
    """A file of 100,000 payments, stopped while it is stored: no company, no row, and Start as before."""
    drop(page, "large.csv", plain_csv.write(made_statement(100_000, date(2026, 11, 1), seed=5)))
    page.get_by_label("Your company's name").fill("Large Company")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_role("button", name="Cancel").click()
    says(page, "Stopped. Nothing was stored.")
    house = store_of(empty_app)
    with house.look(house.scope("system")) as unit:
        counts = [unit.session.scalar(select(func.count(kind.id))) for kind in (CompanyRow, TransactionRow)]
    assert counts == [0, 0]


def _looks_right(page: Page, where: str) -> None:
    """No sideways scrolling, no word of a programmer."""
    assert sideways(page) <= 0, where
    assert ugly_text(page) == [], where
