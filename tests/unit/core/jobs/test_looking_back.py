import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.domain.jobs import Job, JobKind, JobState
from core.domain.words import jobs as words
from core.domain.words import looking_back as said
from core.flow import House
from core.jobs.worker import Worker
from core.services import forecast
from core.settings import PROJECT
from core.store import jobs
from tests.unit.core.houses import bring, open_at, paid

MONDAY = date(2026, 5, 4)


def weeks(count: int) -> list[dict[str, str]]:
    """Takings and flour of so many whole weeks."""
    days = [str(MONDAY - timedelta(weeks=count - at)) for at in range(count)]
    takings = [paid(day, f"{900 + at % 7 * 20}.00", "Paytree") for at, day in enumerate(days)]
    return takings + [
        paid(day, f"-{200 + at % 5 * 9}.00", "Metro", mcc="5411") for at, day in enumerate(days)
    ]


def worked_off(house: House, company_id: int) -> list[Job]:
    """Everything asked for is done, but for learning; returns the ended jobs."""
    system, worker = house.scope("system"), Worker(house)
    while True:
        with house.unit(system) as unit:
            for job in jobs.recent(unit, None, timedelta(hours=1)):
                if job.kind is JobKind.TUNE and job.state is JobState.WAITING:
                    jobs.cancel(unit, job.id)
        if not worker.step():
            break
    with house.look(system) as unit:
        return [job for job in jobs.recent(unit, company_id, timedelta(hours=1)) if job.started_at]


@pytest.mark.slow
def test_the_worker_looks_back_last_with_the_shipped_model(house: House) -> None:
    company_id = bring(house, *weeks(52)).company_id
    ended = worked_off(house, company_id)
    with house.look(house.scope("system")) as unit:
        found = forecast.behind(unit, company_id)
        seen = [forecast.replay(unit, company_id, "EUR", 12, whose) for whose in ("bursar", "deepar")]
    done = [job.kind for job in sorted(ended, key=lambda job: job.started_at or job.asked_at)]
    assert {job.state for job in ended} == {JobState.DONE}
    assert JobKind.LOOK_BACK not in done[: -done.count(JobKind.LOOK_BACK)]
    assert [(rung.weeks_back, rung.looking_back) for rung in found.rungs] == [(12, True), (24, True)]
    bursar, deepar = (each.whole for each in seen if each is not None)
    assert bursar is not None
    assert deepar is not None
    assert set(bursar.fan.made_of) == {"anchored", "deepar"}
    assert deepar.fan.made_of == {"deepar": 1.0}
    assert bursar.fan.total != deepar.fan.total


@pytest.mark.slow
def test_a_damaged_forecaster_looks_back_with_plain_history_until_its_file_is_there_again(
    tmp_path: Path,
) -> None:
    shipped = tmp_path / "shipped"
    shutil.copytree(PROJECT / "models" / "shipped", shipped)
    whole = (shipped / "forecaster" / "anchored.pt").read_bytes()
    house = open_at(tmp_path / "home", shipped)
    company_id = bring(house, *weeks(52)).company_id
    (shipped / "forecaster" / "anchored.pt").write_bytes(b"half of a file")
    ended = worked_off(house, company_id)
    with house.look(house.scope("system")) as unit:
        found = forecast.behind(unit, company_id)
        then = forecast.replay(unit, company_id, "EUR", 24)
    looks = [job for job in ended if job.kind is JobKind.LOOK_BACK]
    assert {job.state for job in looks} == {JobState.DONE}
    # Two past weeks are drawn once each; the last look finds that the model still cannot take its turn.
    assert sorted(job.result["drawn"] for job in looks) == [0, 2, 2]
    assert words.outcome(looks[0]).startswith("Drawn from your last year alone. A file of the model")
    assert [rung.weeks_back for rung in found.rungs] == [12, 24]
    assert then is not None
    assert then.whole is not None
    assert then.whole.fan.made_of == {"history": 1.0}
    assert "from your last year alone" in said.how_drawn(then)

    (shipped / "forecaster" / "anchored.pt").write_bytes(whole)
    with house.unit(house.scope("system")) as unit:
        jobs.ask(unit, JobKind.FORECAST, company_id, {})
    worked_off(house, company_id)
    with house.look(house.scope("system")) as unit:
        then = forecast.replay(unit, company_id, "EUR", 24)
    assert then is not None
    assert then.whole is not None
    assert set(then.whole.fan.made_of) == {"anchored", "deepar"}
    assert "from your last year alone" not in said.how_drawn(then)
