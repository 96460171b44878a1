"""The plain CSV of any bank: the layout is guessed from the file, or given by who knows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, islice

from core.domain.bank_file import Balance, Reading, Row, Statement
from core.domain.errors import FileRefused
from core.domain.progress import Tell, telling, untold
from core.importers.balance import booked
from core.importers.csv_guess import Guess, guess_layout
from core.importers.csv_lines import Line, guess_delimiter, lines
from core.importers.csv_proof import AS_WRITTEN, prove
from core.importers.csv_rows import RowReader
from core.importers.csv_samples import with_rows
from core.importers.decode import decode
from core.importers.layout import Layout
from core.importers.refusals import unknown

KIND = "plain_csv"
_SAMPLE_BYTES = 60_000
_BAD_SHARE = 0.5
_HEAD_LINES = 10_000
"""So many lines tell the layout; a million need not stand in memory for it."""
_AGAINST_LAYOUT = frozenset({"bad_date", "bad_amount"})
"""What a line further down says against a layout that the first ones told."""


def recognizes(data: bytes) -> float:
    """How surely this is a table of payments: 0.6 where a column of days and one of amounts is found."""
    head = data[:_SAMPLE_BYTES]
    if len(data) > _SAMPLE_BYTES:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1]
    try:
        reading = read(head)
    except FileRefused:
        return 0.0
    return 0.6 if any(tuple(statement.rows) for statement in reading.statements) else 0.3


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """One statement per account and currency, rows in the file's order.

    Raises:
        FileRefused: no columns of days and amounts, or most lines are no payments.
    """
    given = layout or Layout()
    reading, sound = _read(_opened(data, given, _HEAD_LINES), data, tell)
    return reading if sound else _read(_opened(data, given, None), data, tell)[0]


def layout_of(data: bytes, layout: Layout | None = None) -> Layout:
    """The layout a file is read by, to be remembered under its fingerprint.

    Raises:
        FileRefused: it is no table of payments.
    """
    return _opened(data, layout or Layout(), _HEAD_LINES).guess.layout


@dataclass(frozen=True, slots=True)
class _Opened:
    """A table whose layout is known: the lines that told it, and those still to be read."""

    head: list[Line]
    rest: Iterator[Line]
    guess: Guess
    encoding: str
    whole: bool
    """Whether the layout was told by every line."""


def _opened(data: bytes, given: Layout, head_lines: int | None) -> _Opened:
    """The first lines tell the layout; where they leave something open, all of them."""
    text, encoding = decode(data, given.encoding)
    delimiter = given.delimiter or guess_delimiter(text)
    given = replace(given, encoding=encoding, delimiter=delimiter)
    rest = lines(text, delimiter)
    head = list(islice(rest, head_lines))
    guess = guess_layout(head, given)
    whole = head_lines is None or len(head) < head_lines
    if not whole and (guess is None or guess.questions):
        head += rest
        guess, whole = guess_layout(head, given), True
    if guess is None:
        raise unknown(data)
    return _Opened(head, rest, guess, encoding, whole)


def _read(table: _Opened, data: bytes, tell: Tell) -> tuple[Reading, bool]:
    """The reading, and whether no line behind the head speaks against the layout that the head told."""
    guess, head = table.guess, table.head
    header = head[guess.body_from - 1].cells if guess.body_from else []
    questions = with_rows(guess, head)
    reader = RowReader(guess.layout, header, guess.account, guess.words, guess.minus, guess.payers)
    known = head[-1].line_no
    every = chain(_emptied(head, guess.body_from), table.rest)
    lines_in_all = data.count(b"\n")
    for line in telling(every, tell, lines_in_all, lambda line: line.line_no):
        reader.take(line)
    reader.finish()
    if len(reader.problems) > _BAD_SHARE * (len(reader.problems) + reader.count):
        if table.whole:
            raise unknown(data)
        return Reading(KIND, "", ()), False
    sound = table.whole or not any(
        each.line_no > known and each.code in _AGAINST_LAYOUT for each in reader.problems
    )
    layouts = (guess.layout.to_json(),)
    reading = Reading(KIND, table.encoding, _statements(reader), reader.problems, questions, layouts)
    return reading, sound


def _emptied(head: list[Line], first: int) -> Iterator[Line]:
    """The lines from this one on, each let go once it was read."""
    head.reverse()
    del head[len(head) - first :]
    while head:
        yield head.pop()


def _statements(reader: RowReader) -> tuple[Statement, ...]:
    """A statement per account and currency; accounts without a number are told apart by their names."""
    unnumbered = {name for account, _, name in reader.rows if not account}
    named = len(unnumbered) > 1
    grouped: dict[tuple[str, str], list[Row]] = {}
    names: dict[str, str] = {}
    for (account, currency, name), rows in reader.rows.items():
        number = account or (name if named else "")
        grouped.setdefault((number, currency), []).extend(rows)
        names.setdefault(number, name)
    several = len(grouped) < len(reader.rows)
    return tuple(
        _with_balances(
            Statement(
                number,
                currency,
                tuple(sorted(rows, key=lambda row: row.line_no) if several else rows),
                account_name=names[number],
            )
        )
        for (number, currency), rows in grouped.items()
    )


def _with_balances(statement: Statement) -> Statement:
    """Opening and closing balance by the running one, where every line proves it."""
    rows = booked(tuple(statement.rows))
    proof = prove(
        None if row.balance_minor is None else (row.amount_minor, row.balance_minor) for row in rows
    )
    if proof is None or not proof.whole or proof.sign != AS_WRITTEN or proof.newest_first is None:
        return statement
    first, last = (rows[-1], rows[0]) if proof.newest_first else (rows[0], rows[-1])
    if first.balance_minor is None or last.balance_minor is None or first.booked_on > last.booked_on:
        return statement
    before = max(first.booked_on, date.min + timedelta(days=1)) - timedelta(days=1)
    return replace(
        statement,
        opening=Balance(before, first.balance_minor - first.amount_minor),
        closing=Balance(last.booked_on, last.balance_minor),
    )
