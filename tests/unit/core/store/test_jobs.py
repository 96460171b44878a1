from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.errors import WorkerRunning
from core.domain.jobs import Job, JobKind, JobState
from core.domain.words import jobs as words
from core.flow import House
from core.store import jobs
from core.store.unit import Unit


@pytest.fixture
def unit(plain_house: House) -> Iterator[Unit]:
    with plain_house.unit(plain_house.scope("system")) as unit:
        yield unit


def ask(unit: Unit, kind: JobKind, **payload: object) -> int:
    return jobs.ask(unit, kind, None, payload)


def claimed(unit: Unit, *, training: bool = False) -> list[JobKind]:
    found = []
    while job := jobs.claim(unit, training=training):
        found.append(job.kind)
    return found


def interrupted(unit: Unit, job_id: int) -> Job:
    """The job, claimed by a worker that died, as the next worker finds it."""
    jobs.claim(unit, training=False)
    jobs.recover(unit)
    return jobs.job(unit, job_id)


def test_what_somebody_looks_at_goes_first_then_in_order_and_looking_back_last(unit: Unit) -> None:
    asked = (JobKind.LOOK_BACK, JobKind.TUNE, JobKind.FORECAST, JobKind.CATEGORIZE, JobKind.EXPLAIN)
    for kind in asked:
        ask(unit, kind)
    in_order = [JobKind.EXPLAIN, JobKind.FORECAST, JobKind.CATEGORIZE, JobKind.TUNE, JobKind.LOOK_BACK]
    assert claimed(unit) == in_order


def test_one_kind_of_work_may_be_taken_alone(unit: Unit) -> None:
    ask(unit, JobKind.FORECAST)
    assert not jobs.waits(unit, JobKind.EXPLAIN)
    assert jobs.claim(unit, training=True, only=JobKind.EXPLAIN) is None
    asked = ask(unit, JobKind.EXPLAIN)
    assert jobs.waits(unit, JobKind.EXPLAIN)
    taken = jobs.claim(unit, training=True, only=JobKind.EXPLAIN)
    assert taken is not None
    assert taken.id == asked
    assert claimed(unit) == [JobKind.FORECAST]


def test_while_one_training_is_under_way_the_next_waits(unit: Unit) -> None:
    for kind in (JobKind.RETRAIN, JobKind.TUNE, JobKind.FORECAST):
        ask(unit, kind)
    assert claimed(unit, training=True) == [JobKind.FORECAST]
    assert claimed(unit) == [JobKind.RETRAIN, JobKind.TUNE]


def test_the_same_work_waiting_is_asked_for_once(unit: Unit) -> None:
    first = ask(unit, JobKind.EXPLAIN, part_id=1)
    assert ask(unit, JobKind.EXPLAIN, part_id=1) == first
    assert ask(unit, JobKind.EXPLAIN, part_id=2) != first


def test_work_that_has_started_is_asked_for_anew(unit: Unit) -> None:
    first = ask(unit, JobKind.FORECAST)
    jobs.claim(unit, training=False)
    assert ask(unit, JobKind.FORECAST) != first


def test_a_job_tells_its_steps_and_its_end(unit: Unit) -> None:
    job_id = ask(unit, JobKind.FORECAST)
    jobs.claim(unit, training=False)
    assert jobs.progress(unit, job_id, 2, 3, "drawing") is False
    assert words.progress(jobs.job(unit, job_id)) == "Looking ahead: step 2 of 3, drawing the futures"
    jobs.end(unit, job_id, JobState.DONE, result={"drawn": 4})
    done = jobs.job(unit, job_id)
    assert (done.state, done.result, done.problem) == (JobState.DONE, {"drawn": 4}, {})
    assert done.ended_at is not None


def test_a_waiting_job_is_cancelled_at_once(unit: Unit) -> None:
    job_id = ask(unit, JobKind.FORECAST)
    jobs.cancel(unit, job_id)
    assert jobs.job(unit, job_id).state is JobState.CANCELLED
    assert claimed(unit) == []


def test_a_running_job_hears_at_its_next_step_that_it_should_stop(unit: Unit) -> None:
    job_id = ask(unit, JobKind.FORECAST)
    jobs.claim(unit, training=False)
    jobs.cancel(unit, job_id)
    assert jobs.job(unit, job_id).state is JobState.RUNNING
    assert jobs.progress(unit, job_id, 2, 3, "drawing") is True


def test_a_job_whose_worker_died_waits_again_once_and_then_fails_with_a_sentence(unit: Unit) -> None:
    job_id = ask(unit, JobKind.FORECAST)
    assert interrupted(unit, job_id).state is JobState.WAITING
    failed = interrupted(unit, job_id)
    assert (failed.state, failed.problem["code"]) == (JobState.FAILED, "job_interrupted")
    assert words.outcome(failed) == (
        "Looking ahead did not work. The work broke off twice before its end. "
        "Start it again when you like. Your payments and filings are untouched."
    )


def test_a_job_that_should_stop_when_its_worker_died_is_cancelled(unit: Unit) -> None:
    job_id = ask(unit, JobKind.FORECAST)
    jobs.claim(unit, training=False)
    jobs.cancel(unit, job_id)
    jobs.recover(unit)
    assert jobs.job(unit, job_id).state is JobState.CANCELLED


def test_jobs_ended_long_ago_are_not_news(unit: Unit) -> None:
    old, new, open_one = (ask(unit, JobKind.EXPLAIN, part_id=part) for part in (1, 2, 3))
    jobs.end(unit, new, JobState.DONE)
    jobs.cancel(unit, old)
    assert [job.id for job in jobs.recent(unit, None, timedelta(hours=1))] == [open_one, new, old]
    assert [job.id for job in jobs.recent(unit, None, timedelta(0))] == [open_one]


def test_the_lock_is_refused_while_its_worker_lives(unit: Unit) -> None:
    jobs.take_lock(unit, 11, "here", dead=False)
    with pytest.raises(WorkerRunning) as refused:
        jobs.take_lock(unit, 12, "here", dead=False)
    assert refused.value.facts == {"pid": "11"}
    assert jobs.lock_holder(unit) == (11, "here", True)


def test_the_lock_of_a_dead_process_is_taken_over(unit: Unit) -> None:
    jobs.take_lock(unit, 11, "here", dead=False)
    jobs.take_lock(unit, 12, "here", dead=True)
    assert jobs.lock_holder(unit) == (12, "here", True)


@pytest.mark.parametrize(("seconds", "free"), [(14, False), (16, True)])
def test_a_lock_without_a_heartbeat_runs_out(unit: Unit, seconds: int, free: bool) -> None:
    later = replace(unit, now=unit.now + timedelta(seconds=seconds))
    jobs.take_lock(unit, 11, "elsewhere", dead=False)
    with nullcontext() if free else pytest.raises(WorkerRunning):
        jobs.take_lock(later, 12, "here", dead=False)


def test_only_its_own_worker_hands_the_lock_back(unit: Unit) -> None:
    jobs.take_lock(unit, 11, "here", dead=False)
    jobs.release_lock(unit, 12)
    assert jobs.lock_holder(unit) is not None
    jobs.release_lock(unit, 11)
    unit.session.flush()
    assert jobs.lock_holder(unit) is None
