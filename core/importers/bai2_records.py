"""BAI2 as records: a line with its continuations, read field by field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CODED = re.compile(r"\s*(\d{2})(?:[,/:]|\s*$)")
_BREAKS = re.compile(r"[,\n]")
_CONTINUES = "88"
_EXTRA = {"V": 2, "S": 3}
_MOST_DISTRIBUTIONS = 100


class Fields:
    """The fields of a record from left to right; the lines of its continuations end a field, too."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0

    def left(self) -> bool:
        """Whether there is another field."""
        return self._place <= len(self._text)

    def at_line_start(self) -> bool:
        """Whether the last field was the last of its line."""
        return self._place > 0 and self._text[self._place - 1 : self._place] in ("\n", "")

    def take(self) -> str:
        """The next field, "" past the end."""
        if not self.left():
            return ""
        found = _BREAKS.search(self._text, self._place)
        end = found.start() if found else len(self._text)
        taken, self._place = self._text[self._place : end], end + 1
        return taken

    def take_funds(self) -> tuple[str, list[str]]:
        """How soon the money can be used: the type, and its days or amounts as far as it has some."""
        kind = self.take().strip().upper()
        if kind == "D":
            count = self.take().strip()
            pairs = int(count) if count.isdecimal() and len(count) <= 3 else 0
            return kind, [self.take() for _ in range(2 * min(pairs, _MOST_DISTRIBUTIONS))]
        return kind, [self.take() for _ in range(_EXTRA.get(kind, 0))]

    def rest(self) -> str:
        """Everything that is left, commas and line breaks in it: the text of a payment."""
        taken, self._place = self._text[self._place :], len(self._text) + 1
        return taken

    def every(self) -> list[str]:
        """All the fields that are left."""
        found = []
        while self.left():
            found.append(self.take())
        return found


@dataclass(slots=True)
class Record:
    """A record with its continuations: `written` are its lines as they stand in the file."""

    line_no: int
    code: str
    body: list[str]
    written: list[str]

    @property
    def raw(self) -> str:
        """The record as it stands in the file."""
        return "\n".join(self.written)

    @property
    def lines(self) -> int:
        """How many lines of the file it takes."""
        return len(self.written)

    def fields(self) -> Fields:
        """The fields behind the record code."""
        return Fields("\n".join(self.body))


def records(text: str) -> Iterator[Record]:
    """Every record of a file; a line without a record code belongs to the one before it."""
    record: Record | None = None
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a\n\x00 ")
    for line_no, line in enumerate(plain.split("\n"), start=1):
        if not line.strip():
            continue
        coded = _CODED.match(line)
        if record is not None and (coded is None or coded[1] == _CONTINUES):
            record.body.append(_body(line[coded.end() :] if coded else line))
            record.written.append(line)
            continue
        if record is not None:
            yield record
        body = _body(line[coded.end() :] if coded else line)
        record = Record(line_no, coded[1] if coded else "", [body], [line])
    if record is not None:
        yield record


def _body(written: str) -> str:
    """What stands behind the record code, without the slash that ends a record."""
    return written.rstrip().removesuffix("/")
