"""Real and bank-shaped files of other projects: none breaks a reader, most agree with other readers."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from core.domain.errors import FileRefused
from core.domain.money import to_major
from core.importers import read

KNOWN_TO_DIFFER = {
    "railslove+cmxl/spec/fixtures/lines/statement_line.txt": "the other reader adds a reversed credit",
    "jseutter+ofxparse/tests/fixtures/investment_medium.ofx": "the other reader adds USD under CAD",
    "wolph+mt940/mt940_tests/betterplace/sepa_mt9401.sta": "the other reader adds a reversed credit",
}


@pytest.fixture(scope="module")
def statements(shared_data: Path) -> Path:
    return shared_data / "statements"


def counted(path: Path) -> tuple[int, Decimal]:
    """How many rows a file has, and their sum; none where it is refused."""
    try:
        reading = read(path.read_bytes(), path.name)
    except FileRefused:
        return 0, Decimal(0)
    rows = [row for statement in reading.statements for row in statement.rows]
    return len(rows), sum((to_major(row.amount_minor, row.currency) for row in rows), Decimal(0))


def test_every_file_is_read_or_refused(statements: Path) -> None:
    read_in = Counter(counted(path)[0] > 0 for path in statements.rglob("*") if path.is_file())
    assert read_in[True] >= 170


@pytest.mark.parametrize("kind", ["MT940", "MT942", "OFX1", "OFX2", "CAMT052", "CAMT053", "CAMT054"])
def test_counts_and_sums_agree_with_other_readers(statements: Path, kind: str) -> None:
    listed = json.loads((statements / "EXPECTED_reference_parsers.json").read_text(encoding="utf-8"))
    expected = {
        each["file"]: (each["n"], Decimal(each["sum"]))
        for each in listed
        if each["format"] == kind and "n" in each and each["file"] not in KNOWN_TO_DIFFER
    }
    found = {file: counted(statements / file) for file in expected}
    off = {
        file: (found[file], wanted)
        for file, wanted in expected.items()
        if found[file][0] != wanted[0] or abs(found[file][1] - wanted[1]) >= Decimal("0.01")
    }
    assert off == {}
