"""What the tests of core may ask for: a house of their own."""

import shutil
from pathlib import Path

import pytest

from core.flow import House
from tests.unit.core.houses import TODAY, open_at


@pytest.fixture(scope="session")
def empty_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two migrated homes to copy, so that not every test migrates: with the shipped models, and without."""
    folder = tmp_path_factory.mktemp("homes")
    for house in (open_at(folder / "with_models"), open_at(folder / "plain", folder / "no_models")):
        house.store.engine.dispose()
    return folder


@pytest.fixture
def house(empty_homes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An open house on an empty home, with the shipped models; processes it starts find it too."""
    monkeypatch.setenv("BURSAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BURSAR_TODAY", TODAY.isoformat())
    shutil.copytree(empty_homes / "with_models", tmp_path / "home")
    return open_at(tmp_path / "home")


@pytest.fixture
def plain_house(empty_homes: Path, tmp_path: Path) -> House:
    """An open house in which no model serves: rules and memory alone."""
    shutil.copytree(empty_homes / "plain", tmp_path / "home")
    return open_at(tmp_path / "home", empty_homes / "no_models")
