"""Every importer there is, found by itself, keeps the same promises."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.domain.bank_file import Reading, Row, Statement
from core.importers import IMPORTERS, Importer
from tests.contract.checks_importers import CHECKS, as_json, check_recognizes_its_own_best

SAMPLES = Path(__file__).parent / "samples"
each_importer = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.KIND)


@each_importer
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_keeps_the_promise(importer: Importer, check: Callable[[Importer, Path], None]) -> None:
    check(importer, SAMPLES / importer.KIND)


@each_importer
def test_recognizes_its_own_files_best(importer: Importer) -> None:
    check_recognizes_its_own_best(importer, SAMPLES / importer.KIND, IMPORTERS)


def test_all_formats_are_found() -> None:
    assert [importer.KIND for importer in IMPORTERS] == [
        "bai2",
        "bursar_csv",
        "camt052",
        "camt053",
        "camt054",
        "coda",
        "mt940",
        "mt942",
        "norma43",
        "ofx",
        "plain_csv",
        "qif",
        "xls",
        "xlsx",
    ]


def test_what_the_bank_does_not_say_is_not_in_the_expected_result() -> None:
    day = date(2025, 3, 3)
    plain = Row(1, day, -100, "EUR", "raw")
    told = Row(2, day, -100, "EUR", "raw", original_minor=-110, original_currency="USD", reversal=True)
    found = as_json(Reading("x", "utf-8", (Statement("", "EUR", (plain, told)),)))
    said = {"line_no": 1, "booked_on": "2025-03-03", "amount_minor": -100, "currency": "EUR"}
    more = {"line_no": 2, "original_minor": -110, "original_currency": "USD", "reversal": True}
    assert found["statements"][0]["rows"] == [said, said | more]
