"""The sums and counts that close each account, group and file of a BAI2 report, proven."""

from dataclasses import dataclass

from core.domain.bank_file import Problem
from core.domain.money import to_major
from core.importers.bai2_payment import money
from core.importers.bai2_records import Record


@dataclass(slots=True)
class _Level:
    """What was counted since a level was opened: the sum below it, its parts, its lines."""

    name: str = ""
    sum: int = 0
    parts: int = 0
    lines: int = 0


class Totals:
    """Counts along; what does not agree with a closing record goes to `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._levels = {code: _Level() for code in ("49", "98", "99")}
        self._currency = ""
        self._closed = ""
        self._last_raw = ""

    def add(self, written: str, currency: str) -> None:
        """Add an amount of the open account, as it is written."""
        self._currency = currency
        self._levels["49"].sum += _amount(written, currency)

    def take(self, record: Record) -> None:
        """Count a record; a header opens its level, a trailer is held against it."""
        if record.code == "01":
            self._open_file()
        elif record.code == "02":
            self._levels["98"] = _Level(name=" ".join(record.fields().every()[:2]))
        elif record.code == "03":
            self._levels["49"] = _Level(name=record.fields().take())
        for level in self._levels.values():
            level.lines += record.lines
        self._closed, self._last_raw = record.code, record.raw
        if record.code in self._levels:
            self._close(record)

    def _open_file(self) -> None:
        """A file within the file counts for itself; the one before it has to be closed."""
        if self._closed:
            self.at_the_end()
        self._levels["99"] = _Level()

    def at_the_end(self) -> None:
        """A file that does not end with its own trailer may have lost its last groups."""
        if self._closed != "99":
            self._problems.append(Problem("no_end", 0, self._last_raw))

    def _close(self, record: Record) -> None:
        level = self._levels[record.code]
        fields = record.fields()
        stated = fields.take()
        self._compare(record, "sum", stated, level.sum)
        if record.code != "49":
            self._compare(record, "parts", fields.take(), level.parts)
        self._compare(record, "records", fields.take(), level.lines)
        above = {"49": "98", "98": "99"}.get(record.code)
        if above:
            self._levels[above].sum += _amount(stated, self._currency)
            self._levels[above].parts += 1

    def _compare(self, record: Record, what: str, stated: str, counted: int) -> None:
        """One figure; a trailer that leaves it open states nothing."""
        if not stated.strip():
            return
        currency = self._currency if what == "sum" else ""
        figures = (_amount(stated, currency), counted)
        if figures[0] == figures[1]:
            return
        told = [str(to_major(each, currency) if what == "sum" else each) for each in figures]
        facts = {"where": self._where(record), "stated": told[0], "counted": told[1]}
        self._problems.append(Problem(f"{what}_differ", 0, record.raw, facts))

    def _where(self, record: Record) -> str:
        level = self._levels[record.code].name.strip()
        noun = {"49": "account", "98": "group", "99": "file"}[record.code]
        return f"{noun} {level}".strip()


def _amount(written: str, currency: str) -> int:
    try:
        return money(written, currency)
    except ValueError:
        return 0
