"""kill -9 at seeded moments: the store is whole, its work resumes, its models load."""

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from core import flow
from core.domain.jobs import Job, JobKind, JobState
from core.domain.labels import Reach
from core.domain.words import jobs as words
from core.flow import House
from core.jobs.worker import Worker
from core.services import jobs as work
from core.services import versions
from core.store import jobs
from tests.store import workloads
from tests.unit.core.houses import bring, correction, open_at, paid, parts_of

MOMENTS = 2
MOMENTS_OF_THE_BENCH = 20
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["core.jobs.worker", "torch", "gluonts", "catboost"])


def moments(longest_s: float) -> pytest.MarkDecorator:
    """Seeded moments after the work began: a few in every run, twenty in the bench."""
    dice = random.Random(20260512)
    drawn = [round(dice.uniform(0.0, longest_s), 3) for _ in range(MOMENTS_OF_THE_BENCH)]
    few, many = drawn[:MOMENTS], drawn[MOMENTS:]
    return pytest.mark.parametrize(
        "after_s", few + [pytest.param(each, marks=pytest.mark.bench) for each in many]
    )


@pytest.fixture(scope="module")
def a_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a year of a cafe's payments, two payees filed by the owner, and no work waiting."""
    home = tmp_path_factory.mktemp("kill") / "home"
    house = open_at(home)
    days = [date(2025, 5, 5) + timedelta(weeks=week) for week in range(52)]
    flour = [paid(str(day), f"-{40 + day.day}.00", "Metro", mcc="5411") for day in days]
    lunch = [paid(str(day), f"-{10 + day.day}.00", "Trattoria", mcc="5812") for day in days]
    takings = [paid(str(day), f"{300 + day.day}.00", "Paytree") for day in days]
    done = bring(house, *flour, *lunch, *takings, balance_minor=500_000)
    for payee, category in (("Metro", "office"), ("Trattoria", "supplier")):
        part_id = parts_of(house, done.company_id, payee)[0]
        flow.correct(
            house, house.scope("local"), correction(done.company_id, part_id, category, reach=Reach.PAYEE)
        )
    with house.unit(house.scope("system")) as unit:
        for job in work.recent(unit, None):
            work.cancel(unit, job.id)
    house.store.engine.dispose()
    return home


@pytest.fixture
def home(a_year: Path, tmp_path: Path) -> Path:
    """A copy of it that may be ruined."""
    shutil.copytree(a_year, tmp_path / "home")
    return tmp_path / "home"


def killed(workload: Callable[[Path], None], home: Path, begun: Callable[[], bool], after_s: float) -> None:
    """Run a workload in a process of its own and kill it so many seconds after it has begun."""
    process = PROCESSES.Process(target=workload, args=(home,))
    process.start()
    wait_until(lambda: begun() or not process.is_alive())
    time.sleep(after_s)
    _kill(process)


def _kill(process: BaseProcess) -> None:
    process.kill()
    process.join(timeout=30)
    assert process.exitcode in {-9, 0}


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def ask(home: Path, kind: JobKind, company_id: int | None) -> tuple[House, int]:
    house = open_at(home)
    with house.unit(house.scope("system")) as unit:
        return house, jobs.ask(unit, kind, company_id, {})


def state_of(house: House, job_id: int) -> Job:
    with house.look(house.scope("system")) as unit:
        return work.job(unit, job_id)


def next_worker_finds(house: House, job_id: int) -> Job:
    """The job as the worker that starts after the kill takes it over."""
    with house.unit(house.scope("system")) as unit:
        jobs.take_lock(unit, 1, "here", dead=True)
        jobs.recover(unit)
    with house.unit(house.scope("system")) as unit:
        jobs.release_lock(unit, 1)
    return state_of(house, job_id)


def is_sound(home: Path) -> None:
    """The database is whole, every row has its part and label, and both champions load."""
    with closing(sqlite3.connect(home / "bursar.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        rows, parts, labelled = store.execute(
            "SELECT (SELECT count(*) FROM transaction_row), count(*), count(label_id) FROM part"
        ).fetchone()
        assert rows == parts == labelled
    house = open_at(home)
    with house.look(house.scope("system")) as unit:
        folder = versions.serving(unit, "categorizer")[1]
        house.shelf.manifest(versions.serving(unit, "forecaster")[1])
    assert house.shelf.categorizer(folder).categories


def trainings(home: Path) -> list[str]:
    """Processes of this machine that train for this home."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text()
            environment = (folder / "environ").read_text()
        except (OSError, UnicodeDecodeError):
            continue
        if "\0core\0train\0" in command and f"BURSAR_HOME={home}\0" in environment:
            found.append(folder.name)
    return found


@pytest.mark.slow
@moments(longest_s=1.0)
def test_a_killed_import_is_whole_or_absent_and_comes_in_again(home: Path, after_s: float) -> None:
    def count(where: str) -> int:
        with closing(sqlite3.connect(home / "bursar.db")) as store:
            return int(store.execute(f"SELECT count(*) FROM transaction_row WHERE {where}").fetchone()[0])

    def writes() -> bool:
        with closing(sqlite3.connect(home / "bursar.db", timeout=0, isolation_level=None)) as store:
            try:
                store.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
        return count("payee_key LIKE 'payee%'") > 0

    before = count("in_force")
    killed(workloads.bring_in, home, writes, after_s)
    is_sound(home)
    came_in = count("in_force") - before
    assert came_in in {0, workloads.MANY}
    house = open_at(home)
    again = bring(house, paid("2026-05-04", "-1.00", "After"))
    assert again.rows_new == 1
    workloads.bring_in(home)
    assert count("in_force") == before + 1 + workloads.MANY


@pytest.mark.slow
@moments(longest_s=2.0)
def test_a_killed_forecast_is_whole_or_absent_and_is_drawn_by_the_next_worker(
    home: Path, after_s: float
) -> None:
    house, job_id = ask(home, JobKind.FORECAST, 1)
    killed(workloads.work, home, lambda: state_of(house, job_id).state is not JobState.WAITING, after_s)
    is_sound(home)
    found = next_worker_finds(house, job_id)
    assert found.state in {JobState.WAITING, JobState.DONE}
    assert Worker(house).step() is (found.state is JobState.WAITING)
    assert state_of(house, job_id).state is JobState.DONE
    with closing(sqlite3.connect(home / "bursar.db")) as store:
        runs = store.execute("SELECT count(*) FROM forecast_series GROUP BY run_id").fetchall()
    # Three series, each as Bursar, DeepAR alone and plain history see it.
    assert runs == [(9,)]


@pytest.mark.slow
@moments(longest_s=8.0)
def test_a_killed_workers_training_ends_too_and_is_taken_up_again_or_told(home: Path, after_s: float) -> None:
    house, job_id = ask(home, JobKind.RETRAIN, None)
    killed(workloads.work, home, lambda: bool(trainings(home)), after_s)
    wait_until(lambda: not trainings(home), seconds=20)
    is_sound(home)
    found = next_worker_finds(house, job_id)
    assert found.state in {JobState.WAITING, JobState.DONE, JobState.FAILED}
    if found.state is JobState.FAILED:
        assert "Your payments" in words.outcome(found) or "The model in use stays" in words.outcome(found)
