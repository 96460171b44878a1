"""What the tests of core may ask for: a house of their own."""

from pathlib import Path

import pytest

from core.flow import House
from tests.unit.core.houses import open_at


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An open house on an empty home, with the shipped models."""
    return open_at(tmp_path / "home")


@pytest.fixture
def plain_house(tmp_path: Path) -> House:
    """An open house in which no model serves: rules and memory alone."""
    return open_at(tmp_path / "home", tmp_path / "no_models")
