"""Sheets of a workbook, handed to the reader of plain tables as the text a person would see."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from core.domain.bank_file import Problem, Question, Reading, Row, Statement
from core.domain.errors import FileRefused, WorkbookRefused
from core.importers import plain_csv
from core.importers.csv_totals import is_total
from core.importers.dates import is_date
from core.importers.layout import Layout

MOST_COLUMNS = 200
_MOST_CELLS = 20_000_000
_MOST_BLANK_ROWS = 100_000
"""A lone cell far below the table is not walked to."""
_NUMBER = re.compile(r"-?\d[\d.,' ]*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title and its rows of cell values, blank rows included, so that they count."""

    title: str
    rows: Iterable[Sequence[object]]


@dataclass(slots=True)
class _Table:
    """A sheet as text, one line a row, and the subtotals that were taken out of it."""

    lines: list[str] = field(default_factory=list)
    subtotals: list[Problem] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not any(line.strip() for line in self.lines)


def read_sheets(kind: str, sheets: Iterable[Sheet], layout: Layout | None) -> Reading:
    """Every sheet that holds a table of payments; a filled one that does not is left out and said.

    Cells arrive with the values the workbook shows; nothing is computed here.

    Raises:
        FileRefused: no sheet holds such a table.
        WorkbookRefused: there are more cells than any statement has.
    """
    readings: list[tuple[str, Reading, _Table]] = []
    left_out: list[Problem] = []
    refused: FileRefused | None = None
    for sheet in sheets:
        table = _as_table(sheet.rows)
        if table.is_blank:
            continue
        try:
            readings.append((sheet.title, _read(table, layout), table))
        except FileRefused as refusal:
            refused = refused or refusal
            left_out.append(Problem("left_out", 0, sheet.title, {"value": sheet.title}))
    if not readings:
        raise refused or FileRefused()
    questions: dict[str, Question] = {}
    for _, reading, _ in readings:
        for asked in reading.questions:
            questions.setdefault(asked.key, asked)
    several = len(readings) > 1
    statements = [
        _titled(each, title, several) for title, reading, _ in readings for each in reading.statements
    ]
    problems = [each for _, reading, table in readings for each in (*reading.problems, *table.subtotals)]
    layouts = tuple(layout for _, reading, _ in readings for layout in reading.layouts)
    return Reading(kind, "", tuple(statements), [*problems, *left_out], tuple(questions.values()), layouts)


def _read(table: _Table, layout: Layout | None) -> Reading:
    given = replace(layout or Layout(), encoding="utf-8", delimiter="\t")
    return plain_csv.read("\n".join(table.lines).encode(), given)


def _titled(statement: Statement, title: str, several: bool) -> Statement:
    """Of several sheets without an account each, the sheet's title names the account."""
    rows: tuple[Row, ...] = tuple(statement.rows)
    if several and not statement.account_number:
        name = statement.account_name or title
        return replace(statement, rows=rows, account_number=title, account_name=name)
    return replace(statement, rows=rows)


def _as_table(rows: Iterable[Sequence[object]]) -> _Table:
    table, cells, blank = _Table(), 0, 0
    for line_no, values in enumerate(rows, start=1):
        if all(value is None for value in values):
            blank += 1
            if blank > _MOST_BLANK_ROWS:
                break
            table.lines.append("")
            continue
        words = [_shown(value) for value in values[:MOST_COLUMNS]]
        cells, blank = cells + len(words), 0
        if cells > _MOST_CELLS:
            raise WorkbookRefused("bomb")
        line = "\t".join(_quoted(word) for word in words)
        if _is_subtotal(words):
            said = next(word for word in words if is_total(word))
            table.subtotals.append(Problem("subtotal", line_no, line, {"value": said}))
            line = ""
        table.lines.append(line if any(words) else "")
    return table


def _is_subtotal(words: Sequence[str]) -> bool:
    """A row that says so and has a number but no day: a payee called Total has a day beside it."""
    filled = [word for word in words if word]
    return (
        any(is_total(word) for word in filled)
        and any(_NUMBER.fullmatch(word) for word in filled)
        and not any(is_date(word) for word in filled)
    )


def _shown(value: object) -> str:
    """A cell as text: ISO days, plain decimals with the 15 digits that a sheet keeps."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}'):f}" if isfinite(value) else ""
    return " ".join(str(value).replace("\0", "").split())


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"' if '"' in word else word
