from datetime import date, timedelta

import pytest

from core.domain.jobs import JobKind, JobState
from core.flow import House
from core.jobs.worker import Worker
from core.services import forecast
from core.store import jobs
from tests.unit.core.houses import bring, paid

MONDAY = date(2026, 5, 4)


def weeks(count: int) -> list[dict[str, str]]:
    """Takings and flour of so many whole weeks."""
    days = [str(MONDAY - timedelta(weeks=count - at)) for at in range(count)]
    takings = [paid(day, f"{900 + at % 7 * 20}.00", "Paytree") for at, day in enumerate(days)]
    return takings + [
        paid(day, f"-{200 + at % 5 * 9}.00", "Metro", mcc="5411") for at, day in enumerate(days)
    ]


@pytest.mark.slow
def test_the_worker_looks_back_last_with_the_shipped_model(house: House) -> None:
    company_id = bring(house, *weeks(52)).company_id
    system, worker = house.scope("system"), Worker(house)
    while True:
        with house.unit(system) as unit:
            for job in jobs.recent(unit, None, timedelta(hours=1)):
                if job.kind is JobKind.TUNE and job.state is JobState.WAITING:
                    jobs.cancel(unit, job.id)
        if not worker.step():
            break
    with house.look(system) as unit:
        ended = [job for job in jobs.recent(unit, company_id, timedelta(hours=1)) if job.started_at]
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
