"""What the tests of the store may ask for: a house of their own."""

import shutil
from pathlib import Path

import pytest

from core.flow import House
from tests.unit.core.houses import TODAY, open_at


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated home with the shipped models to copy, so that not every test migrates."""
    home = tmp_path_factory.mktemp("store") / "home"
    open_at(home).store.engine.dispose()
    return home


@pytest.fixture
def house(empty_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An open house on an empty home, with the shipped models; processes it starts find it too."""
    monkeypatch.setenv("BURSAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BURSAR_TODAY", TODAY.isoformat())
    shutil.copytree(empty_home, tmp_path / "home")
    return open_at(tmp_path / "home")
