"""Every row of every code table says where it comes from."""

import csv
from pathlib import Path

import pytest

from tests.house.tree import ROOT, name

CODE_TABLES = [
    ROOT / "core" / "rules" / "tables" / f"{table}.csv" for table in ("type_codes", "mcc", "nace", "keywords")
] + [ROOT / "core" / "importers" / "tables" / "known_layouts.csv"]


@pytest.mark.parametrize("path", CODE_TABLES, ids=name)
def test_every_row_has_a_source(path: Path) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert [number for number, row in enumerate(rows, start=2) if not (row.get("source") or "").strip()] == []
