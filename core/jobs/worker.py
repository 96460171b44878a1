"""The worker: does what the job rows ask for, one at a time, with its models kept loaded."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from typing import Any

from core import flow
from core.domain.errors import ArtifactMissing, BursarError, NotFound, StoreBusy, WorkerRunning
from core.domain.jobs import TRAININGS, Job, JobKind, JobState
from core.flow import House
from core.jobs import coming
from core.jobs.apart import Apart
from core.jobs.explaining import Explaining
from core.jobs.loaded import Loaded
from core.logs import log
from core.store import jobs as queue
from models.contracts import Forecaster

PAUSE_S = 0.25
GLANCE_S = 0.1
BEAT_S = 3.0
LEAVE_S = 5.0


class Cancelled(Exception):
    """Somebody asked the job to stop."""


class Worker:
    """One per store: holds the lock, keeps the champions loaded, does jobs until told to stop."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.scope = house.scope("system")
        self.explaining = Explaining(house, self.scope)
        self.stopped = threading.Event()
        self.models = Loaded(house, self.scope)
        self.training = Apart(house, self.scope, self._training_broke_off)
        self._log = log("worker")

    def run(self) -> None:
        """Work until `stopped` is set. Raises WorkerRunning where the store has a worker already."""
        with self._at_work():
            beside = threading.Thread(target=self._explain_beside, daemon=True)
            beside.start()
            while not self.stopped.is_set():
                if not self.step():
                    self.stopped.wait(PAUSE_S)
            beside.join(LEAVE_S)

    def work_off(self) -> None:
        """Do all that is asked for and return; leaves it to the store's worker where there is one."""
        with suppress(WorkerRunning), self._at_work():
            while self.step() or self.training.busy:
                if self.training.busy:
                    self.stopped.wait(PAUSE_S)

    def step(self) -> bool:
        """Look after the training, then do the next job; returns whether there was one."""
        self.training.watch()
        try:
            with self.house.unit(self.scope) as unit:
                job = queue.claim(unit, training=self.training.busy)
        except StoreBusy:
            return False
        if job is None:
            return False
        if job.kind in TRAININGS:
            self.training.start(job.id)
        else:
            self._do(job)
        return True

    def _do(self, job: Job) -> None:
        work: dict[JobKind, Callable[[Job], dict[str, Any]]] = {
            JobKind.CATEGORIZE: self._categorize,
            JobKind.FORECAST: self._forecast,
            JobKind.TRIAL: self._trial,
            JobKind.LOOK_BACK: self._look_back,
            JobKind.EXPLAIN: self._explain,
            JobKind.DEMO: self._demo,
        }
        started = time.monotonic()
        try:
            result = work[job.kind](job)
        except Cancelled:
            self._end(job.id, JobState.CANCELLED)
        except BursarError as error:
            self._end(job.id, JobState.FAILED, problem={"code": error.code, "facts": error.facts})
        except Exception:  # noqa: BLE001  a job's failure must not end the worker: it is kept and said
            self._log.exception("job failed", job=job.id, kind=job.kind.value)
            self._end(job.id, JobState.FAILED, problem={"code": "unexpected", "facts": {}})
        else:
            seconds = round(time.monotonic() - started, 2)
            self._end(job.id, JobState.DONE, result=result | {"seconds": seconds})
            self._log.info("job done", job=job.id, kind=job.kind.value, seconds=seconds)

    def _categorize(self, job: Job) -> dict[str, Any]:
        self._say(job, 1, 2, "loading")
        version_id, served = self.models.categorizer()
        self._say(job, 2, 2, "sorting")
        assert job.company_id is not None
        counts = flow.sort_with_model(self.house, self.scope, job.company_id, served, version_id)
        return {"changed": counts.changed}

    def _forecast(self, job: Job) -> dict[str, Any]:
        self._say(job, 1, 2, "loading")
        version_id, forecaster, broken = self.models.forecaster_or_history()
        self._say(job, 2, 2, "drawing")
        assert job.company_id is not None
        coming.renew(self.house, self.scope, job.company_id)
        drawn = flow.look_ahead(self.house, self.scope, job.company_id, forecaster, version_id)
        return {"drawn": drawn} | ({"broken": broken} if broken else {})

    def _trial(self, job: Job) -> dict[str, Any]:
        self._say(job, 1, 2, "loading")
        _, forecaster = self.models.forecaster()
        assert job.company_id is not None
        tell = partial(self._say, job, doing="judging")
        return {"tried": coming.try_on_the_past(self.house, self.scope, job.company_id, forecaster, tell)}

    def _look_back(self, job: Job) -> dict[str, Any]:
        self._say(job, 1, 1, "drawing")
        assert job.company_id is not None
        broken: list[str] = []

        def loaded(version_id: int, folder: str) -> Forecaster | None:
            try:
                return self.models.forecaster_of(version_id, folder)
            except ArtifactMissing as error:
                broken.append(str(error.facts["path"]))
                return None

        drawn = flow.look_back(self.house, self.scope, job.company_id, loaded)
        return {"drawn": drawn} | ({"broken": broken[0]} if broken else {})

    def _explain(self, job: Job) -> dict[str, Any]:
        part_id = int(str(job.payload["part_id"]))
        self.explaining.explain(part_id)
        return {"part_id": part_id}

    def _explain_beside(self) -> None:
        """Take explanations at once, whatever else is under way, until `stopped` is set."""
        try:
            self.explaining.get_ready()
        except Exception:  # noqa: BLE001  what fails here fails again, and is told, with the first row
            self._log.exception("not ready to explain")
        while not self.stopped.wait(GLANCE_S):
            try:
                with self.house.look(self.scope) as unit:
                    if not queue.waits(unit, JobKind.EXPLAIN):
                        continue
                with self.house.unit(self.scope) as unit:
                    job = queue.claim(unit, training=True, only=JobKind.EXPLAIN)
            except StoreBusy:
                continue
            if job is not None:
                self._do(job)

    def _demo(self, job: Job) -> dict[str, Any]:
        until = date.fromisoformat(str(job.payload["until"]))
        companies = flow.tell_demo(
            self.house,
            self.scope,
            until,
            lambda step, steps, doing: self._say(job, step, steps, doing),
        )
        return {"companies": companies}

    def _training_broke_off(self, job_id: int, ended: JobState) -> None:
        problem = {"code": "learning_stopped", "facts": {}} if ended is JobState.FAILED else None
        self._end(job_id, ended, problem=problem)

    def _say(self, job: Job, step: int, steps: int, doing: str) -> None:
        with self.house.unit(self.scope) as unit:
            if queue.progress(unit, job.id, step, steps, doing):
                raise Cancelled

    def _end(self, job_id: int, state: JobState, *, result: Any = None, problem: Any = None) -> None:
        # A job that went with its company has no end to write down.
        with suppress(NotFound), self.house.unit(self.scope) as unit:
            queue.end(unit, job_id, state, result=result, problem=problem)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Hold the lock and say so by heartbeats, however long a job takes."""
        self._take_lock()
        rest = threading.Event()
        beats = threading.Thread(target=self._beat, args=(rest,), daemon=True)
        beats.start()
        try:
            yield
        finally:
            rest.set()
            beats.join()
            self.training.stop()
            self._release_lock()

    def _take_lock(self) -> None:
        host = socket.gethostname()
        with self.house.unit(self.scope) as unit:
            holder = queue.lock_holder(unit)
            dead = holder is not None and holder[1] == host and not _is_another(holder[0])
            queue.take_lock(unit, os.getpid(), host, dead=dead)
            queue.recover(unit)

    def _release_lock(self) -> None:
        with self.house.unit(self.scope) as unit:
            queue.release_lock(unit, os.getpid())

    def _beat(self, rest: threading.Event) -> None:
        while not rest.wait(BEAT_S):
            try:
                with self.house.unit(self.scope) as unit:
                    queue.beat(unit, os.getpid())
            except StoreBusy:
                continue


def _is_another(pid: int) -> bool:
    """Whether this is a living process; in a container a restarted worker gets its old id again."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
