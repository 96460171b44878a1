"""Every bank's code stands for one of the neutral ones."""

import csv
from pathlib import Path

import pytest

import core.importers.tables
from core.domain.codes import TypeCode
from core.importers.csv_headers import plain_words

FOLDER = Path(core.importers.tables.__file__).parent


@pytest.mark.parametrize("name", ["bai2", "coda", "gvc", "iso20022", "norma43", "ofx", "swift61"])
def test_codes_are_neutral_and_named_once(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert {row["out"] for row in rows} | {row["in"] for row in rows} <= set(TypeCode)
    assert all(row["meaning"] for row in rows)


def test_header_words_name_one_role_each() -> None:
    with (FOLDER / "csv_headers.csv").open(encoding="utf-8", newline="") as lines:
        words = [row["words"] for row in csv.DictReader(lines)]
    assert len(words) == len(set(words))


def test_header_words_stand_as_they_are_looked_up() -> None:
    with (FOLDER / "csv_headers.csv").open(encoding="utf-8", newline="") as lines:
        assert all(plain_words(row["words"]) == row["words"] for row in csv.DictReader(lines))
