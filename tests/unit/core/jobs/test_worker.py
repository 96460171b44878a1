import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from core import flow
from core.domain.errors import WorkerRunning
from core.domain.jobs import Job, JobKind, JobState
from core.domain.words import jobs as words
from core.flow import House
from core.jobs.loaded import Loaded
from core.jobs.worker import Worker
from core.services import explain, forecast, transactions
from core.services import jobs as work
from core.settings import PROJECT
from core.store import jobs
from core.store.schema import JobRow
from models.categorizers.served import Served
from tests.unit.core.houses import ALL, bring, open_at, paid, parts_of

HERE = socket.gethostname()


@pytest.fixture
def living() -> Iterator[int]:
    """The id of a process that lives."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        process.kill()


@pytest.fixture
def dead() -> int:
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def ask(house: House, kind: JobKind, **payload: object) -> int:
    with house.unit(house.scope("system")) as unit:
        return jobs.ask(unit, kind, None, payload)


def job(house: House, job_id: int) -> Job:
    with house.look(house.scope("system")) as unit:
        return work.job(unit, job_id)


def locked_by(house: House, pid: int) -> None:
    with house.unit(house.scope("system")) as unit:
        jobs.take_lock(unit, pid, HERE, dead=False)


def holder(house: House) -> int | None:
    with house.look(house.scope("system")) as unit:
        found = jobs.lock_holder(unit)
    return found[0] if found else None


def a_year(start: date) -> list[dict[str, str]]:
    """Rent on the first, flour on Mondays and takings on Fridays, for 52 weeks."""
    days = [start + timedelta(days=day) for day in range(364)]
    rent = [paid(str(day), "-900.00", "Hofgarten", counterparty_nace="68.20") for day in days if day.day == 1]
    flour = [paid(str(day), f"-{40 + day.day}.00", "Metro", mcc="5411") for day in days if day.weekday() == 0]
    takings = [paid(str(day), f"{500 + day.day}.00", "Paytree") for day in days if day.weekday() == 4]
    return rent + flour + takings


@pytest.mark.slow
def test_the_shipped_models_sort_draw_and_explain(house: House) -> None:
    done = bring(house, *a_year(date(2025, 5, 5)), balance_minor=500_000)
    local, part_id = house.scope("local"), parts_of(house, done.company_id, "Metro")[0]
    with house.unit(local) as unit:
        explain.ask(unit, part_id)
    worker = Worker(house)
    assert [worker.step() for _ in range(3)] == [True] * 3
    with house.look(local) as unit:
        ended = {job.kind: job.state for job in work.recent(unit, done.company_id)}
        page = transactions.page(unit, done.company_id, ALL, 1)
        row = transactions.row(unit, part_id)
        outlook = forecast.outlook(unit, done.company_id, "EUR")
    done_by_now = (JobKind.CATEGORIZE, JobKind.FORECAST, JobKind.EXPLAIN)
    assert {kind: ended[kind] for kind in done_by_now} == dict.fromkeys(done_by_now, JobState.DONE)
    assert page.total == 116
    assert row.line.decider.value in {"model", "mcc_table"}
    assert row.label.guesses[0].category
    assert row.explanation is not None
    assert row.explanation.factors
    assert outlook is not None
    assert (outlook.drawing, outlook.first_week, len(outlook.fans)) == (0, date(2026, 4, 27), 3)
    assert outlook.odds is not None
    assert outlook.odds.cash_minor == 500_000


@pytest.mark.slow
def test_a_damaged_forecaster_leaves_fans_of_plain_history_and_says_so(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    shutil.copytree(PROJECT / "models" / "shipped", shipped)
    house = open_at(tmp_path / "home", shipped)
    done = bring(house, *a_year(date(2025, 5, 5)), balance_minor=500_000)
    (shipped / "forecaster" / "anchored.pt").write_bytes(b"half of a file")
    Worker(house).work_off()
    with house.look(house.scope("local")) as unit:
        outlook = forecast.outlook(unit, done.company_id, "EUR")
        jobs_done = [job for job in work.recent(unit, done.company_id) if job.kind is JobKind.FORECAST]
    assert outlook is not None
    assert {tuple(fan.made_of) for fan in outlook.fans} == {("history",)}
    assert outlook.odds is not None
    assert (jobs_done[0].state, jobs_done[0].result["broken"]) == (JobState.DONE, "anchored.pt")
    assert words.outcome(jobs_done[0]).startswith("Drawn from your last year alone. A file of the model")


def test_a_damaged_model_fails_the_job_with_its_file_and_a_next_step(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    shutil.copytree(PROJECT / "models" / "shipped", shipped)
    house = open_at(tmp_path / "home", shipped)
    done = bring(house, paid("2026-05-04", "-12.00", "Metro"))
    (shipped / "categorizer" / "model.cbm").unlink()
    Worker(house).step()
    with house.look(house.scope("local")) as unit:
        failed = next(job for job in work.recent(unit, done.company_id) if job.kind is JobKind.CATEGORIZE)
    assert (failed.state, failed.problem["code"]) == (JobState.FAILED, "artifact_missing")
    assert "model.cbm" in words.outcome(failed)
    assert "make shipped" in words.outcome(failed)


def test_one_failing_job_does_not_stop_the_next(house: House) -> None:
    nonsense, missing = ask(house, JobKind.EXPLAIN), ask(house, JobKind.EXPLAIN, part_id=99)
    worker = Worker(house)
    assert (worker.step(), worker.step(), worker.step()) == (True, True, False)
    assert job(house, nonsense).problem == {"code": "unexpected", "facts": {}}
    assert job(house, missing).problem == {"code": "not_found", "facts": {"noun": "row", "id": "99"}}


def test_work_for_a_company_that_is_removed_meanwhile_ends_without_a_trace(house: House) -> None:
    class Overtaken(Loaded):
        def categorizer(self) -> tuple[int, Served]:
            flow.remove_demo(self.house, self.scope)
            return super().categorizer()

    bring(house, paid("2026-05-04", "-12.00", "Metro"), is_demo=True)
    worker = Worker(house)
    worker.models = Overtaken(house, worker.scope)
    assert worker.step()
    with house.look(house.scope("local")) as unit:
        assert {job.kind for job in work.recent(unit, None)} == {JobKind.TUNE}


def test_a_job_stops_at_its_next_step_when_asked(house: House) -> None:
    job_id = bring(house, paid("2026-05-04", "-12.00", "Metro")) and 1
    with house.unit(house.scope("system")) as unit:
        row = unit.session.get(JobRow, job_id)
        assert row is not None
        row.cancel_asked = True
    Worker(house).step()
    assert job(house, job_id).state is JobState.CANCELLED
    assert "Everything is as it was before" in words.outcome(job(house, job_id))


@pytest.mark.slow
def test_a_row_is_explained_while_other_work_is_under_way(house: House) -> None:
    class Busy(Worker):
        begun, done = threading.Event(), threading.Event()

        def _categorize(self, job: Job) -> dict[str, object]:
            self.begun.set()
            assert self.done.wait(120)
            return {"changed": job.id * 0}

    lines = [paid(f"2026-05-{day:02}", f"-{10 + day}.00", "Metro", mcc="5411") for day in range(1, 12)]
    done = bring(house, *lines)
    part_id = parts_of(house, done.company_id, "Metro")[0]
    worker = Busy(house)
    thread = threading.Thread(target=worker.run)
    thread.start()
    assert worker.begun.wait(60)
    with house.unit(house.scope("local")) as unit:
        job_id = explain.ask(unit, part_id)
    assert job_id is not None
    deadline = time.monotonic() + 60
    while job(house, job_id).state is not JobState.DONE and time.monotonic() < deadline:
        time.sleep(0.05)
    states = {kind: state for kind, state in _states(house) if kind is not JobKind.TUNE}
    worker.stopped.set()
    worker.done.set()
    thread.join(timeout=60)
    assert states[JobKind.EXPLAIN] is JobState.DONE
    assert states[JobKind.CATEGORIZE] is not JobState.DONE


def _states(house: House) -> list[tuple[JobKind, JobState]]:
    with house.look(house.scope("local")) as unit:
        return [(each.kind, each.state) for each in work.recent(unit, None)]


def test_no_second_worker_beside_one_that_lives(house: House, living: int) -> None:
    job_id = ask(house, JobKind.EXPLAIN)
    locked_by(house, living)
    with pytest.raises(WorkerRunning):
        Worker(house).run()
    Worker(house).work_off()
    assert job(house, job_id).state is JobState.WAITING
    assert holder(house) == living


def test_a_dead_workers_lock_and_work_are_taken_over(house: House, dead: int) -> None:
    job_id = ask(house, JobKind.EXPLAIN, part_id=99)
    locked_by(house, dead)
    with house.unit(house.scope("system")) as unit:
        jobs.claim(unit, training=False)
    Worker(house).work_off()
    assert job(house, job_id).state is JobState.FAILED
    assert holder(house) is None


def test_a_worker_that_gets_its_own_old_process_id_again_goes_to_work(house: House) -> None:
    locked_by(house, os.getpid())
    Worker(house).work_off()
    assert holder(house) is None


def test_a_worker_at_work_holds_the_lock_until_it_is_told_to_stop(house: House) -> None:
    worker = Worker(house)
    job_id = ask(house, JobKind.EXPLAIN)
    thread = threading.Thread(target=worker.run)
    thread.start()
    deadline = time.monotonic() + 20
    while job(house, job_id).state is not JobState.FAILED and time.monotonic() < deadline:
        time.sleep(0.02)
    assert holder(house) == os.getpid()
    worker.stopped.set()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert holder(house) is None
