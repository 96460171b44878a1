"""Work under way, as the screens show it: step k of n, and how it ended."""

from datetime import timedelta

from core.domain.jobs import Job
from core.store import jobs as stored
from core.store.unit import Unit

__all__ = ["cancel", "job", "recent", "worker_lives"]

ANNOUNCED = timedelta(hours=1)


def recent(unit: Unit, company_id: int | None) -> list[Job]:
    """Jobs waiting, running, or ended within the last hour, newest first."""
    return stored.recent(unit, company_id, ANNOUNCED)


def job(unit: Unit, job_id: int) -> Job:
    """One job."""
    return stored.job(unit, job_id)


def cancel(unit: Unit, job_id: int) -> None:
    """Ask a job to stop; what it did whole stays, nothing half."""
    stored.cancel(unit, job_id)


def worker_lives(unit: Unit, host: str = "") -> bool:
    """Whether a worker is there to do the work; with `host`, one on that machine."""
    holder = stored.lock_holder(unit)
    return holder is not None and holder[2] and host in ("", holder[1])
