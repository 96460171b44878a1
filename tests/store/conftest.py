"""What the tests of the store may ask for: a house of their own."""

from pathlib import Path

import pytest

from core.flow import House
from tests.unit.core.houses import open_at


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An open house on an empty home, with the shipped models."""
    return open_at(tmp_path / "home")
