"""A new month of data teaches a challenger; the verdict is stored, and whatever happens fans are drawn."""

from datetime import date, timedelta

import numpy as np
import pytest

from core.domain.handouts import VersionLine
from core.domain.jobs import JobKind, JobState
from core.domain.words import jobs as words
from core.domain.words import trust
from core.flow import House
from core.jobs.training import tune
from core.jobs.worker import Worker
from core.registry.shelf import FORECASTER
from core.services import forecast, versions
from core.services import jobs as work
from models.forecasters.blend import Bursar
from tests.unit.core.houses import bring, paid

pytestmark = pytest.mark.slow

UNTIL = date(2026, 5, 10)
WEEKS = 100


def two_years() -> list[dict[str, str]]:
    """Flour every Tuesday and takings every Friday, up and down by a fixed seed; the last day a Sunday."""
    random = np.random.default_rng(3)
    rows = [paid(str(UNTIL), "-1.00", "Kiosk", mcc="5411")]
    for back in range(WEEKS):
        tuesday = UNTIL - timedelta(days=5 + 7 * back)
        rows.append(paid(str(tuesday), f"-{random.gamma(9.0, 12.0):.2f}", "Metro", mcc="5411"))
        rows.append(paid(str(tuesday + timedelta(days=3)), f"{random.gamma(9.0, 40.0):.2f}", "Paytree"))
    return rows


def lines(house: House) -> list[VersionLine]:
    with house.look(house.scope("system")) as unit:
        return [each for each in versions.listed(unit) if each.kind == FORECASTER]


def serving(house: House) -> int:
    with house.look(house.scope("system")) as unit:
        return versions.serving(unit, FORECASTER)[0]


def tuned(house: House) -> dict[str, object]:
    return tune(house, house.scope("system"), lambda *_: None)


def test_the_verdict_is_stored_with_both_origins_and_the_next_month_is_waited_for(house: House) -> None:
    bring(house, *two_years())
    before = serving(house)
    verdict = tuned(house)
    newest = lines(house)[0]
    assert newest.verdict == verdict
    origins = verdict["origins"]
    assert isinstance(origins, list)
    assert [each["first_week"] for each in origins] == ["2025-11-24", "2026-02-16"]
    assert newest.trained_on["last_week"] == "2025-11-17"
    better = all(each["after"] < each["before"] for each in origins)
    assert verdict["promoted"] == better
    assert (serving(house) == newest.id, newest.state) == (better, "champion" if better else "rejected")
    assert (serving(house) == before) == (not better)
    assert "your own weeks" in trust.version(newest)
    assert tuned(house) == {"promoted": False, "origins": []}
    assert len(lines(house)) == 2


def test_a_tuning_whose_weights_diverge_keeps_the_champion(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def diverged(self: Bursar, *_: object, **__: object) -> Bursar:
        copy = Bursar(self.deepar, self.anchored, calibration=self.calibration, pools=self.pools)
        monkeypatch.setattr(copy, "forecast", lambda *args, **more: _lost(self.forecast(*args, **more)))
        return copy

    bring(house, *two_years())
    before = serving(house)
    monkeypatch.setattr(Bursar, "tuned", diverged)
    assert tuned(house)["promoted"] is False
    assert serving(house) == before


def test_a_tuning_that_is_killed_leaves_the_model_and_the_fans(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process dies as it starts: no home answers where it is sent."""
    done = bring(house, *two_years())
    before = serving(house)
    monkeypatch.setenv("BURSAR_HOME", "/dev/null/nowhere")
    Worker(house).work_off()
    with house.look(house.scope("local")) as unit:
        job = next(each for each in work.recent(unit, None) if each.kind is JobKind.TUNE)
        seen = forecast.outlook(unit, done.company_id, "EUR")
    assert job.state is JobState.FAILED
    assert words.outcome(job) == (
        "Learning your weeks did not work. The model in use stays, with every fan; "
        "it is tried again after your next file."
    )
    assert serving(house) == before
    assert seen is not None
    assert {fan.method for fan in seen.fans} == {"model"}


def _lost(drawn: object) -> object:
    drawn.paths[:] = np.nan  # type: ignore[attr-defined]
    return drawn
