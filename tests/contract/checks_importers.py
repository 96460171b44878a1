"""What every importer owes, as plain functions: each takes an importer and the folder of its samples.

A sample and what is expected of it lie side by side: `cafe.csv` and `cafe.expected.json`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.domain.bank_file import Balance, Problem, Question, Reading, Row, Statement
from core.domain.codes import TypeCode
from core.domain.errors import FileRefused
from core.importers.find import Importer

NO_BANK_FILE = {
    "empty": b"",
    "blank": b" \r\n\t\n",
    "zeros": bytes(400),
    "noise": bytes((7 * number * number + 31) % 256 for number in range(4000)),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "prose": b"Dear all,\nthe meeting, as agreed, is on Monday,\nbring cake, forks and plates.\n" * 5,
}


def samples_of(folder: Path) -> list[Path]:
    """The sample files of one importer, without what is expected of them."""
    return sorted(path for path in folder.iterdir() if not path.name.endswith(".expected.json"))


def check_has_a_sample(importer: Importer, folder: Path) -> None:
    assert folder.is_dir(), f"{importer.KIND} has no samples"
    assert samples_of(folder)


def check_recognizes_its_own_best(importer: Importer, folder: Path, rivals: Sequence[Importer]) -> None:
    for path in samples_of(folder):
        data = path.read_bytes()
        score = importer.recognizes(data)
        assert 0.2 <= score <= 1.0, path.name
        others = [rival.recognizes(data) for rival in rivals if rival.KIND != importer.KIND]
        assert all(score > other for other in others), path.name


def check_leaves_foreign_files_alone(importer: Importer, folder: Path) -> None:
    for name, data in NO_BANK_FILE.items():
        assert importer.recognizes(data) == 0.0, name


def check_reads_as_expected(importer: Importer, folder: Path) -> None:
    for path in samples_of(folder):
        expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
        assert as_json(importer.read(path.read_bytes())) == expected, path.name


def check_reads_twice_alike(importer: Importer, folder: Path) -> None:
    for path in samples_of(folder):
        data = path.read_bytes()
        assert as_json(importer.read(data)) == as_json(importer.read(data)), path.name


def check_values(importer: Importer, folder: Path) -> None:
    for path in samples_of(folder):
        reading = importer.read(path.read_bytes())
        assert reading.kind == importer.KIND
        rows = [row for statement in reading.statements for row in statement.rows]
        assert rows, path.name
        for row in rows:
            _check_row(row)
        for statement in reading.statements:
            assert statement.account_kind in ("current", "savings", "card", "loan")
            assert statement.currency == "" or len(statement.currency) == 3
        assert all(problem.code and problem.raw for problem in reading.problems)
        assert all(question.guess in question.options for question in reading.questions)


def check_refuses_what_is_no_bank_file(importer: Importer, folder: Path) -> None:
    for name, data in NO_BANK_FILE.items():
        assert _refused(importer.read, data), name


def check_a_cut_file_breaks_nothing(importer: Importer, folder: Path) -> None:
    """A file cut anywhere is refused as a whole, or read with rows that were all in the whole file."""
    for path in samples_of(folder):
        data = path.read_bytes()
        whole = {row.raw for statement in importer.read(data).statements for row in statement.rows}
        for tenths in range(10):
            cut = data[: len(data) * tenths // 10]
            if _refused(importer.read, cut):
                continue
            rows = [row for statement in importer.read(cut).statements for row in statement.rows]
            assert len([row for row in rows if row.raw not in whole]) <= 1, (path.name, tenths)


CHECKS: tuple[Callable[[Importer, Path], None], ...] = (
    check_has_a_sample,
    check_leaves_foreign_files_alone,
    check_reads_as_expected,
    check_reads_twice_alike,
    check_values,
    check_refuses_what_is_no_bank_file,
    check_a_cut_file_breaks_nothing,
)


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as it lies beside its sample: fields at their default and raw lines left out."""
    return {
        "kind": reading.kind,
        "encoding": reading.encoding,
        "statements": [
            {**_filled(statement, "rows"), "rows": [_filled(row, "raw", "words") for row in statement.rows]}
            for statement in reading.statements
        ],
        "problems": [_filled(problem, "raw") for problem in reading.problems],
        "questions": [_filled(question, "header", "rows") for question in reading.questions],
    }


def _filled(thing: Statement | Row | Problem | Question | Balance, *left_out: str) -> dict[str, Any]:
    found = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        silent = isinstance(thing, Row) and value == field.default
        if field.name in left_out or silent or value in (None, "", ()):
            continue
        found[field.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Balance):
        return [value.on.isoformat(), value.minor]
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _check_row(row: Row) -> None:
    assert type(row.booked_on) is date
    assert row.value_on is None or type(row.value_on) is date
    assert type(row.amount_minor) is int
    assert row.balance_minor is None or type(row.balance_minor) is int
    assert row.currency == "" or (len(row.currency) == 3 and row.currency.isupper())
    assert row.type_code == "" or row.type_code in set(TypeCode)
    assert row.mcc == "" or (len(row.mcc) == 4 and row.mcc.isdigit())
    _check_exchange(row)
    assert row.line_no >= 1
    assert row.raw.strip()


def _check_exchange(row: Row) -> None:
    """An original amount names its currency and goes the same way; a rate is exact and positive."""
    assert (row.original_minor is None) == (row.original_currency == "")
    assert row.original_minor is None or row.original_minor * row.amount_minor >= 0
    assert row.exchange_rate == "" or Decimal(row.exchange_rate) > 0


def _refused(read: Callable[[bytes], Reading], data: bytes) -> bool:
    try:
        read(data)
    except FileRefused:
        return True
    return False
