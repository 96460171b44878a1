"""Do several measurements at once, each in a process of its own."""

from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Protocol, TypeVar

from core.domain.words import measuring


class Work(Protocol):
    """What can be sent to another process and measured there."""

    def measure(self) -> None:
        """Measure and keep what was found."""
        ...


W = TypeVar("W", bound=Work)


def one_by_one(works: Sequence[W]) -> Iterator[tuple[W, str]]:
    """Each piece of work in this process, with why it stopped; "" where it is done."""
    for work in works:
        yield work, _measured(work)


def side_by_side(works: Sequence[W], workers: int) -> Iterator[tuple[W, str]]:
    """The same in fresh processes, `workers` at once: memory is their own, a crash harms no other."""
    context = get_context("spawn")
    waiting = list(works)
    running: dict[Connection, tuple[W, SpawnProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                work = waiting.pop(0)
                answer, told = context.Pipe(duplex=False)
                process = context.Process(target=_tell, args=(work, told))
                process.start()
                # The child alone holds the other end now: its death is the pipe's end.
                told.close()
                running[answer] = (work, process)
            ready = wait(list(running))
            for answer in [each for each in running if each in ready]:
                work, process = running.pop(answer)
                yield work, _heard(answer, process)
    finally:
        for _, process in running.values():
            process.kill()


def _tell(work: Work, told: Connection) -> None:
    told.send(_measured(work))


def _heard(answer: Connection, process: SpawnProcess) -> str:
    """What a process told before it ended; one that was killed told nothing."""
    with answer:
        try:
            why = str(answer.recv())
        except EOFError:
            why = ""
    process.join()
    return why or (measuring.killed(process.exitcode) if process.exitcode else "")


def _measured(work: Work) -> str:
    try:
        work.measure()
    except Exception as error:  # noqa: BLE001 - one forecaster that stops must not stop the others
        return f"{type(error).__name__}: {error}"
    return ""
