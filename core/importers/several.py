"""Several bank files that came as one: read each, and put together what they hold."""

from collections.abc import Callable, Iterable

from core.domain.bank_file import Problem, Question, Reading
from core.domain.errors import FileDamaged, FileRefused, FileTooLarge, FileTruncated, ZipRefused
from core.importers.unzip import Member


def read_together(files: Iterable[Member], read_one: Callable[[bytes, str], Reading]) -> Reading:
    """One reading of every bank file among the files of a zip.

    A file that is no bank file is left out and said; one that is, but is damaged, refuses the whole.
    An answer would count for every file: where their layouts differ, none is asked for.

    Raises:
        FileRefused: a bank file among them is damaged, they are of several kinds, none is one, or
            tables of different layouts leave something open.
    """
    readings: list[Reading] = []
    left_out: list[Problem] = []
    first: FileRefused | None = None
    for file in files:
        try:
            readings.append(read_one(file.data, file.name))
        except (FileDamaged, FileTooLarge, FileTruncated):
            raise
        except FileRefused as refusal:
            first = first or refusal
            left_out.append(Problem("left_out", facts={"value": file.name}))
    if first and not readings:
        raise first
    kinds = dict.fromkeys(reading.kind for reading in readings)
    if len(kinds) > 1:
        raise ZipRefused("mixed", kinds=", ".join(kinds))
    questions: dict[str, Question] = {}
    for reading in readings:
        for asked in reading.questions:
            questions.setdefault(asked.key, asked)
    if questions and len({layout["fingerprint"] for reading in readings for layout in reading.layouts}) > 1:
        raise ZipRefused("asking")
    return Reading(
        kind=readings[0].kind,
        encoding=", ".join(dict.fromkeys(reading.encoding for reading in readings)),
        statements=tuple(each for reading in readings for each in reading.statements),
        problems=[*(each for reading in readings for each in reading.problems), *left_out],
        questions=tuple(questions.values()),
        layouts=tuple(layout for reading in readings for layout in reading.layouts),
    )
