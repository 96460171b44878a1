"""A city team's real card payments: brought in, corrected and learned from on the screen."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from core.domain.jobs import JobKind, JobState
from core.domain.labels import Decider
from core.flow import House
from core.rules.categories import category_by_key
from core.rules.tables import birmingham_accounts
from core.services import companies, forecast
from core.services.ship_categorizer import LEFT_OUT_COST_CENTER
from core.store import frames, people
from tests.browser.hands import bring_it_in, drop, file_group, press, says, stop_long_work, store_of, wait_for
from tests.browser.harness import RunningApp, running
from tests.browser.ledgers import AFTER_THE_DATA, bank_csv, ledger_of
from tests.browser.look import ugly_text, visit, words_on

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PAYEES_TO_CORRECT = 12
PAGES = ["overview", "transactions", "review", "forecast", "trust"]
BALANCE_WORDS = re.compile(r"\bbalance|\bCash\b|all right for|run short|[Cc]hance")
_SAME = ["card", "day", "minor", "merchant"]

Record = Callable[[str, object], None]


@dataclass
class Told:
    """What the road showed: the store's rows with the team's own category (`truth`) at each stop."""

    guessed: pd.DataFrame
    taught: pd.DataFrame
    learned: pd.DataFrame
    pages: dict[str, str] = field(default_factory=dict)
    ugly: dict[str, list[str]] = field(default_factory=dict)
    fans: int = 0
    balance_said: bool = True
    seconds: dict[str, float] = field(default_factory=dict)


@pytest.fixture(scope="module")
def ledger(shared_data: Path) -> pd.DataFrame:
    """The cost center that no shipped source holds: a row a payment, with its true category."""
    return ledger_of(shared_data, LEFT_OUT_COST_CENTER)


@pytest.fixture(scope="module")
def told(browser: Browser, ledger: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The whole road once: file in, twelve payees corrected, learned, every page read."""
    with running(tmp_path_factory.mktemp("team") / "home", AFTER_THE_DATA) as app:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        told = _walk(app, page, ledger)
        page.close()
        yield told


def _walk(app: RunningApp, page: Page, ledger: pd.DataFrame) -> Told:
    started, seconds = time.monotonic(), {}

    def stop(name: str) -> None:
        seconds[name] = round(time.monotonic() - started, 1)

    visit(page, app.url)
    house = store_of(app)
    drop(page, "cards.csv", bank_csv(ledger))
    bring_it_in(page, "Trading standards")
    stop("brought in")
    wait_for(house, JobKind.CATEGORIZE)
    stop("sorted")
    guessed = _rows(house, ledger)
    wait_for(house, JobKind.FORECAST)
    stop("first fan")
    visit(page, f"{app.url}/review?review=List")
    stop_long_work(page)
    _answer(page, guessed, ledger)
    stop("corrected")
    taught = _rows(house, ledger)
    visit(page, f"{app.url}/review?review=List")
    press(page, "Learn from it now")
    says(page, "Learning from your corrections")
    found = wait_for(house, JobKind.RETRAIN, seconds=240)
    stop("learned")
    ended = {job.kind: job.state for job in found}
    assert (ended[JobKind.TUNE], ended[JobKind.RETRAIN]) == (JobState.CANCELLED, JobState.DONE)
    told = Told(guessed, taught, _rows(house, ledger), seconds=seconds)
    _read_every_page(told, page, app, house)
    stop("read")
    return told


def _read_every_page(told: Told, page: Page, app: RunningApp, house: House) -> None:
    for name in PAGES:
        visit(page, f"{app.url}/{name}")
        told.pages[name], told.ugly[name] = words_on(page), ugly_text(page)
    with house.look(house.scope("local")) as unit:
        outlook = forecast.outlook(unit, companies.listed(unit)[0].id, "GBP")
    assert outlook is not None
    told.fans, told.balance_said = len(outlook.fans), outlook.balance is not None


def _rows(house: House, ledger: pd.DataFrame) -> pd.DataFrame:
    """How every row stands now, beside its true category; equal rows are told apart by their order."""
    with house.look(house.scope("local")) as unit:
        company_id = companies.listed(unit)[0].id
        rows = frames.rows_frame(unit, company_id).sort_values("part_id")
        cards = {account.id: account.number for account in people.accounts(unit, company_id)}
    rows = rows.assign(
        card=rows["account_id"].map(cards),
        day=pd.to_datetime(rows["booked_on"]).dt.date,
        minor=rows["amount_minor"],
        merchant=rows["text"],
    )
    truth = ledger[[*_SAME, "payee", "truth"]]
    numbered = [frame.assign(nth=frame.groupby(_SAME).cumcount()) for frame in (rows, truth)]
    joined = numbered[0].merge(numbered[1], on=[*_SAME, "nth"], validate="one_to_one")
    assert len(joined) == len(ledger)
    return joined


def _answer(page: Page, rows: pd.DataFrame, ledger: pd.DataFrame) -> None:
    """Answer the first twelve payees Review asks about with the account the team mostly booked them to."""
    mostly = ledger.groupby("payee")["account"].agg(lambda accounts: accounts.value_counts().index[0])
    category = rows["payee"].map(mostly).map(birmingham_accounts())
    names = dict(zip(rows["part_id"], category.map(category_by_key()).map(attrgetter("name")), strict=True))
    for _ in range(PAYEES_TO_CORRECT):
        group = page.locator('[class*="st-key-group_"]').first
        part_id = re.search(r"st-key-group_(\d+)", group.get_attribute("class") or "")
        assert part_id is not None
        file_group(page, int(part_id.group(1)), names[int(part_id.group(1))])


def _agreement(rows: pd.DataFrame, part_ids: pd.Series) -> float:
    asked = rows[rows["part_id"].isin(part_ids)]
    return float((asked["category"] == asked["truth"]).mean())


def test_at_least_half_of_a_strangers_payments_get_a_guess(told: Told, record_property: Record) -> None:
    share = (told.guessed["decider"] != Decider.NOBODY.value).mean()
    record_property("share of real rows with a guess", round(float(share), 3))
    record_property("seconds from the empty page", told.seconds)
    assert share >= 0.5


def test_twelve_corrected_payees_teach_the_others(told: Told, record_property: Record) -> None:
    by_hand = told.taught["decider"] == Decider.YOU.value
    assert told.taught[by_hand]["payee"].nunique() == PAYEES_TO_CORRECT
    others = told.taught[~by_hand]["part_id"]
    stops = {"guessed": told.guessed, "corrected": told.taught, "learned": told.learned}
    agreed = {stop: round(_agreement(rows, others), 3) for stop, rows in stops.items()}
    record_property(f"agreement with the team on the other {len(others)} rows", agreed)
    assert agreed["learned"] > agreed["corrected"] >= agreed["guessed"]


def test_the_verdict_stands_on_trust(told: Told) -> None:
    assert re.search(r"Learned from 12 corrections; [\d,]+ rows changed", told.pages["trust"])


def test_fans_stand_for_the_whole_and_for_the_categories(told: Told) -> None:
    assert told.fans >= 10
    assert "Over the next 12 weeks about £" in told.pages["forecast"]
    assert "In minus out" in told.pages["forecast"]
    assert len(re.findall(r"About £[\d,]+ in 12 weeks", told.pages["forecast"])) >= 6


def test_where_money_only_goes_out_no_balance_is_spoken_of(told: Told) -> None:
    assert told.balance_said is False
    for name, said in told.pages.items():
        assert not re.search(
            r"\bbalance|\bCash\b|all right for|run short|falling below|in 100\b.*below", said
        ), name


def test_no_page_of_real_payments_shows_a_programmers_word(told: Told) -> None:
    assert not any(told.ugly.values()), told.ugly
