"""Work asked for and done in the worker: one row each, so it survives a restart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobKind(StrEnum):
    """What can be asked of the worker."""

    CATEGORIZE = "categorize"
    EXPLAIN = "explain"
    RETRAIN = "retrain"
    FORECAST = "forecast"
    TUNE = "tune"
    TRIAL = "trial"
    LOOK_BACK = "look_back"
    DEMO = "demo"


TRAININGS = frozenset({JobKind.RETRAIN, JobKind.TUNE})
"""Done in a child process of the worker, one at a time."""


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: `step` of `steps`, what the step does, and the result or the refusal.

    `problem` is an error code with its facts, `result` what the job reports when done.
    """

    id: int
    kind: JobKind
    company_id: int | None
    state: JobState
    step: int
    steps: int
    doing: str
    payload: dict[str, object]
    result: dict[str, object]
    problem: dict[str, object]
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
