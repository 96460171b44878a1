"""What was said weeks ago against what came, of a real school's card payments, on the screen."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from core.domain.handouts import TrackLine
from core.domain.jobs import JobKind
from core.domain.weeks import WEEK
from core.domain.words import numbers
from core.domain.words.outlook import series_name
from core.flow import House
from core.rules.categories import category_by_key
from core.services import companies, forecast, jobs
from core.store import forecasts
from tests.browser.hands import PATIENCE_MS, bring_it_in, drop, press, says, store_of, wait_for
from tests.browser.harness import RunningApp, running
from tests.browser.ledgers import AFTER_THE_DATA, bank_csv, ledger_of
from tests.browser.look import settle, ugly_text, visit, words_on

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SCHOOL = "REAPV"
"""West Heath Primary: two purchase cards, 1,074 payments of three school years to 209 merchants."""
OPEN_WEEK = date(2016, 12, 26)
PATIENCE_S = 300
SPELLED = {12: "Twelve", 24: "Twenty-four"}
_DRAWN = """(plot, name) => {
  const found = plot._fullData.find(each => each.name === name);
  return found ? Array.from(found.y) : [];
}"""

Record = Callable[[str, object], None]


@dataclass
class School:
    """The app with the school in it, sorted, looked ahead and looked back, and its payments."""

    app: RunningApp
    house: House
    ledger: pd.DataFrame
    seconds: dict[str, float]


@dataclass
class Past:
    """Twelve weeks as the file tells them, and the bands that the stored futures make of them."""

    came: list[float]
    bands: list[tuple[float, float]]
    """The edges of 80 in 100, a pair for each week, then of the running total at the end."""

    @property
    def inside(self) -> int:
        """Weeks within their band, its edges counted in."""
        return sum(low <= each <= high for each, (low, high) in zip(self.came, self.bands, strict=False))


@pytest.fixture(scope="module")
def school(browser: Browser, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The file goes in by the door; the worker then does all but learn the school's own weeks."""
    ledger = ledger_of(shared_data, SCHOOL)
    with running(tmp_path_factory.mktemp("school") / "home", AFTER_THE_DATA) as app:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        started, seconds = time.monotonic(), {}
        visit(page, app.url)
        drop(page, "cards.csv", bank_csv(ledger))
        bring_it_in(page, "West Heath Primary")
        seconds["brought in"] = round(time.monotonic() - started, 1)
        house = store_of(app)
        # Learning the weeks of one company is shown elsewhere, and takes minutes.
        with house.unit(house.scope("local")) as unit:
            for job in jobs.recent(unit, None):
                if job.kind is JobKind.TUNE:
                    jobs.cancel(unit, job.id)
        wait_for(house, JobKind.CATEGORIZE, JobKind.FORECAST, seconds=PATIENCE_S)
        seconds["first fan"] = round(time.monotonic() - started, 1)
        wait_for(house, *JobKind, seconds=PATIENCE_S)
        seconds["looked back"] = round(time.monotonic() - started, 1)
        page.close()
        yield School(app, house, ledger, seconds)


def past(school: School, weeks_back: int, whose: str = "bursar") -> Past:
    """What came is summed from the file alone, the band from the futures that were stored."""
    first = OPEN_WEEK - weeks_back * WEEK
    with school.house.look(school.house.scope("local")) as unit:
        company_id = companies.listed(unit)[0].id
        said = forecasts.newest_series(unit, company_id, first, whose=whose, looking_back=True)
    futures = sum(each.paths * (1.0 if each.direction == "in" else -1.0) for each in said)
    assert isinstance(futures, np.ndarray)
    week = ((pd.to_datetime(school.ledger["day"]) - pd.Timestamp(first)).dt.days // 7).to_numpy()
    came = [float(school.ledger["minor"][week == at].sum()) / 100 for at in range(12)]
    edges = np.quantile(np.column_stack([futures, futures.sum(axis=1)]), [0.1, 0.9], axis=0)
    return Past(came, [(float(low), float(high)) for low, high in edges.T])


def track_of(school: School) -> list[TrackLine]:
    with school.house.look(school.house.scope("local")) as unit:
        return list(forecast.track_record(unit, companies.listed(unit)[0].id, "GBP"))


def drawn(page: Page, card: str, name: str) -> list[float]:
    """The amounts of one line in the picture of this card."""
    found: list[float] = page.locator(f".st-key-{card} .js-plotly-plot").evaluate(_DRAWN, name)
    return found


def about(amount: float) -> str:
    return numbers.money_about(amount, "GBP")


@pytest.mark.parametrize(
    ("weeks_back", "shown", "whose"), [(12, "", "bursar"), (24, "&whose=History&weeks=4", "history")]
)
def test_the_old_fan_and_its_count_are_those_of_file_and_store(
    page: Page, school: School, weeks_back: int, shown: str, whose: str
) -> None:
    told = past(school, weeks_back, whose)
    visit(page, f"{school.app.url}/forecast?back={weeks_back}{shown}")
    (low, high), came = told.bands[-1], sum(told.came)
    verdict = "inside" if low <= came <= high else f"a miss, {'above' if came > high else 'below'}"
    card = "replay_cash_flow_net"
    expect(page.locator(f".st-key-{card}")).to_contain_text(
        f"{SPELLED[weeks_back]} weeks ago we would have said 80 in 100 for in minus out "
        f"between {about(low)} and {about(high)} over 12 weeks; it became {about(came)}: {verdict}."
    )
    says(page, f"{told.inside} of 12 weeks lay inside the band that should hold 8 of 10.")
    assert drawn(page, card, "what happened")[-12:] == pytest.approx(told.came)
    assert len(drawn(page, card, "a miss")) == 12 - told.inside
    assert ugly_text(page) == []


def test_going_back_and_forth_shows_each_time_what_is_chosen(page: Page, school: School) -> None:
    visit(page, f"{school.app.url}/forecast?back=24")
    press(page, "Enlarge")
    cards = page.locator('[class*="st-key-replay_"][class*="_out"]').filter(
        has=page.locator(".js-plotly-plot")
    )
    expect(cards.first).to_contain_text("Twenty-four weeks ago", timeout=PATIENCE_MS)
    for weeks_back in (12, 24, 12, 12):
        page.locator(".st-key-back label").filter(has_text=str(weeks_back)).click()
        settle(page)
        whole = page.locator(".st-key-replay_cash_flow_net")
        expect(whole).to_contain_text(f"{SPELLED[weeks_back]} weeks ago", timeout=PATIENCE_MS)
        expect(cards.first).to_contain_text(f"{SPELLED[weeks_back]} weeks ago")
        assert f"back={weeks_back}" in page.url or weeks_back == 12
    press(page, "Show the whole again")
    expect(cards).to_have_count(0)


def test_further_back_than_the_model_may_speak_is_said_and_not_drawn(page: Page, school: School) -> None:
    visit(page, f"{school.app.url}/forecast")
    said = words_on(page)
    assert page.locator(".st-key-back label p").all_text_contents() == ["Weeks ago", "12", "24", "36"]
    assert "Further back the model in use has learned from the very weeks it would be tried on." in said


def test_trust_shows_the_track_record_of_every_category(
    page: Page, school: School, record_property: Record
) -> None:
    record_property("seconds from the empty page to a school looked back at", school.seconds)
    lines = track_of(school)
    whole = next(line for line in lines if line.key == "cash_flow")
    assert (whole.weeks, whole.totals) == (36, 3)
    visit(page, f"{school.app.url}/trust")
    says(
        page,
        f"Of 36 weeks of In minus out, {whole.weeks_inside} lay in the band that should hold 29. "
        f"Of 3 totals over 12 weeks, {whole.totals_inside} did.",
    )
    table = page.locator('[data-testid="stDataFrame"]').filter(has=page.get_by_text("Weeks checked"))
    table.scroll_into_view_if_needed()
    cells = table.locator('[role="gridcell"]')
    cells.first.wait_for(state="attached", timeout=PATIENCE_MS)
    rows = np.array(cells.all_text_contents()).reshape(-1, 6).tolist()
    names = {key: each.name for key, each in category_by_key().items()}
    told = [
        [
            series_name(each.key, each.direction, names),
            str(each.weeks_inside),
            str(round(0.8 * each.weeks)),
            str(each.weeks),
            str(each.totals_inside),
            str(each.totals),
        ]
        for each in lines
        if each is not whole
    ]
    assert len(rows) >= 5
    # The table scrolls, and holds only the rows in sight.
    assert rows == told[: len(rows)]
