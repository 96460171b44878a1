"""An import against the direction of the house does not pass."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT

PLANTED = [
    ("house", "models/frames.py", "import core.domain.money"),
    ("house", "core/domain/money.py", "import app"),
    ("floors", "core/domain/money.py", "import core.store.unit"),
    ("floors", "core/rules/tables.py", "import core.store.unit"),
    ("floors", "core/rules/tables.py", "import core.importers"),
    ("core-outside", "core/flow/working.py", "import torch"),
    ("models-outside", "models/frames.py", "import sqlalchemy"),
    ("app-outside", "app/session.py", "import models.frames"),
    ("app-outside", "app/session.py", "import sqlalchemy"),
]


def lint(folder: Path, *extra: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache", *extra]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and the contracts, to be spoiled."""
    only_modules = shutil.ignore_patterns("__pycache__", "static", "shipped", "*.csv", "*.woff2")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_modules)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_stands() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "path", "line"), PLANTED)
def test_a_planted_import_is_found(copy: Path, contract: str, path: str, line: str) -> None:
    spoiled = copy / path
    spoiled.write_text(f"{spoiled.read_text()}\n{line}\n")
    result = lint(copy, "--contract", contract)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout


def test_a_room_without_a_floor_is_found(copy: Path) -> None:
    (copy / "core" / "attic.py").write_text('"""Nobody said which floor this is on."""\n')
    result = lint(copy, "--contract", "floors")
    assert result.returncode == 1
    assert "attic" in result.stdout
