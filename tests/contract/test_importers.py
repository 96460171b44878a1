"""Every importer there is, found by itself, keeps the same promises."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.importers import IMPORTERS, Importer
from tests.contract.checks_importers import CHECKS, check_recognizes_its_own_best

SAMPLES = Path(__file__).parent / "samples"
each_importer = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.KIND)


@each_importer
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_keeps_the_promise(importer: Importer, check: Callable[[Importer, Path], None]) -> None:
    check(importer, SAMPLES / importer.KIND)


@each_importer
def test_recognizes_its_own_files_best(importer: Importer) -> None:
    check_recognizes_its_own_best(importer, SAMPLES / importer.KIND, IMPORTERS)


def test_the_five_formats_are_found() -> None:
    assert [importer.KIND for importer in IMPORTERS] == [
        "bursar_csv",
        "camt053",
        "mt940",
        "ofx",
        "plain_csv",
    ]
