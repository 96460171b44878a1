import subprocess
import sys

import pytest

from core.domain.handouts import ExplanationSeen
from core.domain.jobs import JobState
from core.flow import House
from core.services import explain, jobs, transactions
from core.settings import PROJECT
from core.store import explanations
from tests.unit.core.houses import bring, paid, parts_of

WORK_OFF = """
from core.doors.opening import open_here
from core.jobs.worker import Worker
Worker(open_here()).work_off()
"""

pytestmark = pytest.mark.slow


def clear_the_desk(house: House) -> None:
    with house.unit(house.scope("system")) as unit:
        for job in jobs.recent(unit, None):
            if job.state is JobState.WAITING:
                jobs.cancel(unit, job.id)


def explained_in_a_new_process(house: House, part_id: int) -> ExplanationSeen:
    """What a worker that has just started says of a row."""
    clear_the_desk(house)
    with house.unit(house.scope("local")) as unit:
        assert explain.ask(unit, part_id) is not None
    subprocess.run([sys.executable, "-c", WORK_OFF], cwd=PROJECT, check=True, timeout=200)
    with house.look(house.scope("local")) as unit:
        found = transactions.row(unit, part_id).explanation
    assert found is not None
    return found


def test_a_deleted_explanation_comes_back_the_same_from_a_new_process(house: House) -> None:
    flour = [paid(f"2026-04-{day:02}", f"-{30 + day}.00", "Metro", mcc="5411") for day in range(1, 29)]
    lunch = [paid(f"2026-04-{day:02}", f"-{10 + day}.50", "Trattoria", mcc="5812") for day in range(1, 29)]
    done = bring(house, *flour, *lunch)
    part_id = parts_of(house, done.company_id, "Trattoria")[-1]
    first = explained_in_a_new_process(house, part_id)
    assert len(first.factors) >= 2
    with house.unit(house.scope("local")) as unit:
        explanations.forget(unit, part_id)
    bring(house, *(paid(f"2026-05-{day:02}", "-55.00", "Fuel 24", mcc="5541") for day in range(1, 11)))
    with house.look(house.scope("local")) as unit:
        assert transactions.row(unit, part_id).explanation is None
    assert explained_in_a_new_process(house, part_id) == first
