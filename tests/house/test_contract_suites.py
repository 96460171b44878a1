"""The contract suites find a newcomer by themselves, and do not let a broken one through."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

BROKEN = Path(__file__).parent / "broken"
PLANTED = [
    ("importer.py", "core/importers", "test_importers.py", "check_reads_as_expected"),
    ("categorizer.py", "models/categorizers", "test_categorizers.py", "check_probabilities_are_sound"),
    ("online.py", "models/categorizers", "test_categorizers.py", "check_a_stream_is_answering_and_learning"),
    ("forecaster.py", "models/forecasters", "test_forecasters.py", "check_same_seed_same_futures"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the suites run over, to be spoiled."""
    without_caches = shutil.ignore_patterns("__pycache__")
    for folder in ("core", "models", "tests/contract"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=without_caches)
    for file in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def give_samples(samples: Path) -> None:
    """The broken importer's own samples: MT940, with what MT940 would make of them."""
    shutil.copytree(samples / "mt940", samples / "broken")
    for path in (samples / "broken").glob("*.expected.json"):
        path.write_text(path.read_text().replace('"mt940"', '"broken"'))


@pytest.mark.parametrize(("newcomer", "room", "suite", "promise"), PLANTED)
def test_a_broken_newcomer_is_found(copy: Path, newcomer: str, room: str, suite: str, promise: str) -> None:
    shutil.copy(BROKEN / newcomer, copy / room / "broken.py")
    give_samples(copy / "tests" / "contract" / "samples")
    command = [sys.executable, "-m", "pytest", f"tests/contract/{suite}", "-k", "broken", "--tb=no", "-q"]
    result = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stdout
    assert promise in result.stdout
