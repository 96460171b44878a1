"""A table as text: its delimiter, and its lines with the raw text of each."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 80
_RUNAWAY_LINES = 40
csv.field_size_limit(2**31 - 1)
# Python stops at 131,072 characters with an error of its own; how large a file may be is limited before.


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: where it starts (from 1), its cells, and its raw text."""

    line_no: int
    cells: list[str]
    raw: str


class _Tape:
    """Hands lines on and remembers the ones handed on since last asked."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._taken: list[str] = []
        self._count = 0

    def __iter__(self) -> "_Tape":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._taken.append(line)
        self._count += 1
        return line.replace("\0", "")

    def cut(self) -> tuple[int, str]:
        """Where the lines taken since the last cut start, and their text."""
        taken, self._taken = self._taken, []
        return self._count - len(taken) + 1, "".join(taken).rstrip("\r\n")


def lines(text: str, delimiter: str, quoted: bool = True) -> Iterator[Line]:
    """Every line that is not blank.

    A quote that is never closed would swallow the rest of the file: there, quotes are taken
    as ordinary characters.
    """
    if quoted and _runs_away(text, delimiter):
        quoted = False
    yield from _read(text, delimiter, quoted)


def guess_delimiter(text: str) -> str:
    """The character that cuts most lines into the same number of cells."""
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_LINES])
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in _DELIMITERS}
    return max(scores, key=lambda delimiter: scores[delimiter])


def _evenness(sample: str, delimiter: str) -> float:
    widths = Counter(len(line.cells) for line in lines(sample, delimiter))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total() * min(width, 12)


def _runs_away(text: str, delimiter: str) -> bool:
    if '"' not in text:
        return False
    try:
        return any(line.raw.count("\n") > _RUNAWAY_LINES for line in _read(text, delimiter, True))
    except csv.Error:
        return True


def _read(text: str, delimiter: str, quoted: bool) -> Iterator[Line]:
    tape = _Tape(text)
    table = (
        csv.reader(tape, delimiter=delimiter, skipinitialspace=True)
        if quoted
        else csv.reader(tape, delimiter=delimiter, skipinitialspace=True, quoting=csv.QUOTE_NONE)
    )
    for cells in table:
        line_no, raw = tape.cut()
        if any(cell.strip() for cell in cells):
            yield Line(line_no, cells, raw)
