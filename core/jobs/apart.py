"""A training in a process of its own, looked after while the worker does other work."""

import subprocess
import sys
from collections.abc import Callable

from core import flow
from core.domain.company import Scope
from core.domain.errors import NotFound
from core.domain.jobs import JobState
from core.flow import House
from core.store import jobs as queue

BrokeOff = Callable[[int, JobState], None]
"""Told the job and how it ended, where a training ended without writing its own end."""


class Apart:
    """At most one training at a time; killed with kill -9, it harms nothing but itself."""

    def __init__(self, house: House, scope: Scope, broke_off: BrokeOff) -> None:
        self.house = house
        self.scope = scope
        self._broke_off = broke_off
        self._running: tuple[int, subprocess.Popen[bytes]] | None = None

    @property
    def busy(self) -> bool:
        """Whether a training is under way."""
        return self._running is not None

    def start(self, job_id: int) -> None:
        """Do this training in a process of its own."""
        command = [sys.executable, "-m", "core", "train", str(job_id)]
        # The open pipe tells the training that its worker lives: it ends when the pipe does.
        self._running = (job_id, subprocess.Popen(command, stdin=subprocess.PIPE))

    def watch(self) -> None:
        """See whether the training has ended, and end it where somebody asked for that."""
        if self._running is None:
            return
        job_id, child = self._running
        try:
            with self.house.look(self.scope) as unit:
                asked_to_stop = queue.asked_to_stop(unit, job_id)
                state = queue.job(unit, job_id).state
        except NotFound:
            # The company that asked was removed, and its jobs with it.
            asked_to_stop, state = True, JobState.CANCELLED
        if asked_to_stop and child.poll() is None:
            child.terminate()
            child.wait()
            self._ended(job_id, state, JobState.CANCELLED)
        elif child.poll() is not None:
            self._ended(job_id, state, JobState.FAILED)

    def stop(self) -> None:
        """End the training with its worker; the next worker takes the job up again."""
        if self._running is not None:
            self._running[1].terminate()
            self._running[1].wait()

    def _ended(self, job_id: int, state: JobState, ended: JobState) -> None:
        self._running = None
        if state is not JobState.RUNNING:
            return
        self._broke_off(job_id, ended)
        # The new model may serve already, with some companies not sorted by it yet.
        flow.sort_everything(self.house, self.scope)
