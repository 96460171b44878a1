"""What the tests of core may ask for: a house of their own."""

from pathlib import Path

import pytest

from core.flow import House
from tests.unit.core.houses import TODAY, open_at


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An open house on an empty home, with the shipped models; processes it starts find it too."""
    monkeypatch.setenv("BURSAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BURSAR_TODAY", TODAY.isoformat())
    return open_at(tmp_path / "home")


@pytest.fixture
def plain_house(tmp_path: Path) -> House:
    """An open house in which no model serves: rules and memory alone."""
    return open_at(tmp_path / "home", tmp_path / "no_models")
