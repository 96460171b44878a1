"""A table as text: its delimiter, and its lines with the raw text of each."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 80
_RUNAWAY_LINES = 40
_MOST_CELLS = 1_000
"""A line of delimiters makes no more columns than this to be looked at; its raw text stays whole."""
_NOTHING = frozenset({"-", "--", "\u2013", "\u2014", "N/A", "n/a"})
"""What banks write into a cell that has nothing to say."""
_WRITTEN_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
csv.field_size_limit(2**31 - 1)
# Python stops at 131,072 characters with an error of its own; how large a file may be is limited before.


@dataclass(slots=True)
class Line:
    """One line of a table: where it starts (from 1), its cells, "" for nothing, and its raw text."""

    line_no: int
    cells: list[str]
    raw: str


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
    sample = "".join(islice(_split(text), _SAMPLE_LINES))
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
    table, before = _table(_split(text.replace("\0", "")), delimiter, True), 0
    try:
        for _ in table:
            if table.line_num - before > _RUNAWAY_LINES + 1:
                return True
            before = table.line_num
    except csv.Error:
        return True
    return False


def _read(text: str, delimiter: str, quoted: bool) -> Iterator[Line]:
    taken: list[str] = []
    table, before = _table(_without_zeros(_split(text), taken), delimiter, quoted), 0
    for cells in table:
        raw = (taken[0] if len(taken) == 1 else "".join(taken)).rstrip("\r\n")
        taken.clear()
        if any(map(str.strip, cells)):
            said = ["" if cell in _NOTHING else cell for cell in cells[:_MOST_CELLS]]
            yield Line(before + 1, said, raw)
        before = table.line_num


def _table(written: Iterator[str], delimiter: str, quoted: bool) -> Any:
    quoting: Any = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return csv.reader(written, delimiter=delimiter, skipinitialspace=True, quoting=quoting)


def _without_zeros(written: Iterator[str], taken: list[str]) -> Iterator[str]:
    """Lines as the table reader bears them; what they were is kept in `taken`."""
    for line in written:
        taken.append(line)
        yield line.replace("\0", "")


def _split(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time, so that a large file never stands in memory twice."""
    return (found.group() for found in _WRITTEN_LINE.finditer(text))
