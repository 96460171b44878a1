"""The queue of work, and the lock that makes one worker the only one."""

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select, update

from core.domain.errors import NotFound, WorkerRunning
from core.domain.jobs import TRAININGS, Job, JobKind, JobState
from core.store.schema import JobRow, WorkerLock
from core.store.unit import Unit

HEARTBEAT_LASTS = timedelta(seconds=15)
MOST_ATTEMPTS = 2
_OPEN = (JobState.WAITING.value, JobState.RUNNING.value)


def ask(unit: Unit, kind: JobKind, company_id: int | None, payload: dict[str, Any]) -> int:
    """Ask for work and return the job's id; the same work still waiting is not asked for twice."""
    if company_id is not None:
        unit.require(company_id)
    waiting = select(JobRow).where(
        JobRow.kind == kind.value,
        JobRow.state == JobState.WAITING.value,
        JobRow.company_id == company_id if company_id is not None else JobRow.company_id.is_(None),
    )
    for row in unit.session.scalars(waiting):
        if row.payload == payload:
            return row.id
    row = JobRow(
        kind=kind.value,
        company_id=company_id,
        viewer_id=unit.scope.viewer_id,
        state=JobState.WAITING.value,
        payload=payload,
        result={},
        problem={},
        asked_at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def job(unit: Unit, job_id: int) -> Job:
    """One job; raises NotFound outside the scope."""
    return _noun(_job(unit, job_id))


def recent(unit: Unit, company_id: int | None, within: timedelta) -> list[Job]:
    """Jobs open or ended within this time, newest first; of one company or of all in scope."""
    query = select(JobRow).where(
        or_(JobRow.state.in_(_OPEN), JobRow.ended_at > unit.now - within),
        or_(JobRow.company_id.is_(None), unit.visible(JobRow.company_id)),  # type: ignore[arg-type]
    )
    if company_id is not None:
        unit.require(company_id)
        query = query.where(or_(JobRow.company_id == company_id, JobRow.company_id.is_(None)))
    return [_noun(row) for row in unit.session.scalars(query.order_by(JobRow.id.desc()).limit(50))]


def last_seconds(unit: Unit, kind: JobKind) -> float | None:
    """How long the newest finished work of a kind took, of the companies in scope; None before any."""
    query = select(JobRow).where(
        JobRow.kind == kind.value,
        JobRow.state == JobState.DONE.value,
        JobRow.started_at.is_not(None),
        or_(JobRow.company_id.is_(None), unit.visible(JobRow.company_id)),  # type: ignore[arg-type]
    )
    row = unit.session.scalar(query.order_by(JobRow.id.desc()).limit(1))
    if row is None or row.started_at is None or row.ended_at is None:
        return None
    return (row.ended_at - row.started_at).total_seconds()


def waits(unit: Unit, kind: JobKind) -> bool:
    """Whether work of this kind waits to be taken."""
    unit.require_all("job", kind.value)
    query = select(JobRow.id).where(JobRow.state == JobState.WAITING.value, JobRow.kind == kind.value)
    return unit.session.scalar(query.limit(1)) is not None


def claim(unit: Unit, *, training: bool, only: JobKind | None = None) -> Job | None:
    """Take the next job: explanations first, since somebody looks at the panel; tuning, looking back last.

    While a `training` is under way, the next one waits. With `only`, other kinds of work are left.
    """
    unit.require_all("job", "next")
    urgency = (
        JobRow.kind != JobKind.EXPLAIN.value,
        JobRow.kind == JobKind.LOOK_BACK.value,
        JobRow.kind == JobKind.TUNE.value,
        JobRow.id,
    )
    query = select(JobRow).where(JobRow.state == JobState.WAITING.value)
    if training:
        query = query.where(JobRow.kind.not_in([kind.value for kind in TRAININGS]))
    if only is not None:
        query = query.where(JobRow.kind == only.value)
    row = unit.session.scalar(query.order_by(*urgency).limit(1))
    if row is None:
        return None
    row.state = JobState.RUNNING.value
    row.attempts += 1
    row.started_at = unit.now
    unit.session.flush()
    return _noun(row)


def progress(unit: Unit, job_id: int, step: int, steps: int, doing: str) -> bool:
    """Say which step of how many is under way; returns whether somebody asked to stop."""
    row = _job(unit, job_id)
    row.step, row.steps, row.doing = step, steps, doing
    return row.cancel_asked


def asked_to_stop(unit: Unit, job_id: int) -> bool:
    """Whether somebody asked this job to stop."""
    return _job(unit, job_id).cancel_asked


def end(unit: Unit, job_id: int, state: JobState, *, result: Any = None, problem: Any = None) -> None:
    """Close a job with what it did, or with what stopped it."""
    row = _job(unit, job_id)
    row.state, row.ended_at = state.value, unit.now
    row.result, row.problem = result or {}, problem or {}


def cancel(unit: Unit, job_id: int) -> None:
    """Ask a job to stop: at once while it waits, at its next step while it runs."""
    row = _job(unit, job_id)
    row.cancel_asked = True
    if row.state == JobState.WAITING.value:
        row.state, row.ended_at = JobState.CANCELLED.value, unit.now


def recover(unit: Unit) -> None:
    """After a worker died: its jobs wait again, or fail with a sentence after the second time.

    A job that was to stop has stopped.
    """
    unit.require_all("job", "running")
    for row in unit.session.scalars(select(JobRow).where(JobRow.state == JobState.RUNNING.value)):
        if row.cancel_asked:
            row.state, row.ended_at = JobState.CANCELLED.value, unit.now
        elif row.attempts < MOST_ATTEMPTS:
            row.state = JobState.WAITING.value
        else:
            row.state, row.ended_at = JobState.FAILED.value, unit.now
            row.problem = {"code": "job_interrupted", "facts": {}}


def take_lock(unit: Unit, pid: int, host: str, *, dead: bool) -> None:
    """Become the worker of this store; raises WorkerRunning while another one lives.

    `dead` says that the process in the lock is known to be gone, so its heartbeat need not run out.
    """
    unit.require_all("worker", pid)
    row = unit.session.get(WorkerLock, 1)
    if row is not None and not dead and unit.now - row.heartbeat_at < HEARTBEAT_LASTS:
        raise WorkerRunning(pid=row.pid)
    unit.session.merge(WorkerLock(id=1, pid=pid, host=host, heartbeat_at=unit.now))


def lock_holder(unit: Unit) -> tuple[int, str, bool] | None:
    """Process id, machine and whether the heartbeat is fresh; None where no worker ever was."""
    row = unit.session.get(WorkerLock, 1)
    if row is None:
        return None
    return row.pid, row.host, unit.now - row.heartbeat_at < HEARTBEAT_LASTS


def beat(unit: Unit, pid: int) -> None:
    """Say that the worker lives."""
    unit.require_all("worker", pid)
    unit.session.execute(update(WorkerLock).where(WorkerLock.pid == pid).values(heartbeat_at=unit.now))


def release_lock(unit: Unit, pid: int) -> None:
    """Hand the lock back when the worker stops by itself."""
    unit.require_all("worker", pid)
    row = unit.session.get(WorkerLock, 1)
    if row is not None and row.pid == pid:
        unit.session.delete(row)


def _job(unit: Unit, job_id: int) -> JobRow:
    row = unit.session.get(JobRow, job_id)
    if row is None or (row.company_id is not None and not unit.scope.sees(row.company_id)):
        raise NotFound(noun="job", id=job_id)
    return row


def _noun(row: JobRow) -> Job:
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        company_id=row.company_id,
        state=JobState(row.state),
        step=row.step,
        steps=row.steps,
        doing=row.doing,
        payload=row.payload,
        result=row.result,
        problem=row.problem,
        asked_at=row.asked_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
