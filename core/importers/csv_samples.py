"""The five rows that stand beside a question: the same lines, as each answer would have them read."""

from collections.abc import Sequence
from dataclasses import replace

from core.domain.bank_file import Question, Row, SampleRow
from core.importers.csv_guess import Guess, merged
from core.importers.csv_lines import Line
from core.importers.csv_rows import RowReader
from core.importers.layout import ASKED_COLUMNS, Layout

_SHOWN = 5


def with_rows(guess: Guess, table: Sequence[Line]) -> tuple[Question, ...]:
    """The questions of a table, each with its first payments read under every option."""
    if not guess.questions:
        return ()
    shown = _payments(guess, table)
    return tuple(
        replace(
            asked,
            header=guess.layout.header,
            rows=tuple(
                _read(guess, _answered(guess.layout, asked.key, option), shown) for option in asked.options
            ),
        )
        for asked in guess.questions
    )


def _payments(guess: Guess, table: Sequence[Line]) -> list[Line]:
    """The first lines that can be read under the guesses."""
    found: list[Line] = []
    for line in table[guess.body_from :]:
        if len(found) == _SHOWN:
            break
        if _row(guess, guess.layout, line):
            found.append(line)
    return found


def _answered(layout: Layout, key: str, option: str) -> Layout:
    answered = layout.answered(key, option)
    if key not in ASKED_COLUMNS:
        return answered
    role = ASKED_COLUMNS[key]
    own, guessed = dict(layout.columns), layout.columns.get("counterparty", ())
    if role == "counterparty" and len(guessed) == 1:
        own["text"] = tuple(sorted({*own.get("text", ()), *guessed}))
    return replace(layout, columns=merged(own, {role: answered.columns[role]}))


def _read(guess: Guess, layout: Layout, lines: Sequence[Line]) -> tuple[SampleRow, ...]:
    return tuple(_sample(line, _row(guess, layout, line)) for line in lines)


def _row(guess: Guess, layout: Layout, line: Line) -> Row | None:
    with_minus = {place for role in guess.minus for place in guess.layout.columns[role]}
    minus = frozenset(role for role, places in layout.columns.items() if with_minus & {*places})
    reader = RowReader(layout, [], "", minus=minus, payers=guess.payers)
    reader.take(line)
    return next((row for rows in reader.rows.values() for row in rows), None)


def _sample(line: Line, row: Row | None) -> SampleRow:
    if row is None:
        return SampleRow(line.line_no, line.raw)
    return SampleRow(
        line.line_no, line.raw, row.booked_on, row.counterparty, row.text, row.amount_minor, row.currency
    )
