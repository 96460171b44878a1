"""What the tests of the store may ask for: a house of their own."""

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
