"""What every reader owes on any bytes at all: a reading or a refusal of ours, soon."""

import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from core.domain.errors import BursarError
from core.importers import IMPORTERS, Importer, read

SAMPLES = Path(__file__).parents[1] / "contract/samples"
CORPUS = Path(__file__).parent / "corpus"
MOST_BYTES = 1_000_000
MOST_SECONDS = 10
EVERY = "all"
"""The name of the door that chooses the reader by itself."""


class Hang(Exception):
    """A reader took longer than it may."""


def kinds() -> list[str]:
    """The readers, and the door before them."""
    return [EVERY, *(importer.KIND for importer in IMPORTERS)]


def seeds(kind: str) -> list[bytes]:
    """Where fuzzing starts: the reader's samples and what once broke it; the door starts from everything."""
    folders = [SAMPLES, CORPUS] if kind == EVERY else [SAMPLES / kind, CORPUS / kind]
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path.read_bytes() for path in paths if not path.name.endswith((".expected.json", ".md"))]


def fault(kind: str, data: bytes) -> str:
    """What is wrong with how a reader takes these bytes, "" where nothing is.

    A refusal is right, and so are problems; any other exception names its type and place.
    """
    try:
        with _at_most(MOST_SECONDS):
            _target(kind)(data)
    except BursarError:
        return ""
    except Exception as crash:  # noqa: BLE001 - whatever a reader lets through is what is looked for
        own = [step for step in traceback.extract_tb(crash.__traceback__) if "/core/" in step.filename]
        where = own[-1] if own else traceback.extract_tb(crash.__traceback__)[-1]
        return f"{type(crash).__name__} in {Path(where.filename).name}, {where.name}"
    return ""


def _target(kind: str) -> Callable[[bytes], None]:
    if kind == EVERY:
        return _read_by_content
    importer = next(each for each in IMPORTERS if kind == each.KIND)
    return lambda data: _read_by(importer, data)


def _read_by_content(data: bytes) -> None:
    for statement in read(data, max_bytes=2 * MOST_BYTES).statements:
        tuple(statement.rows)


def _read_by(importer: Importer, data: bytes) -> None:
    if not 0.0 <= importer.recognizes(data) <= 1.0:
        raise AssertionError("a score is between 0 and 1")
    for statement in importer.read(data).statements:
        tuple(statement.rows)


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Break off what takes longer, where the system can."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise Hang(seconds)

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
