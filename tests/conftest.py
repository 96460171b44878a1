"""What every test may ask for: the data folder beside the project, and a home of its own."""

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT / "../shared/data"

# Set before any test module is imported, so that no test can open the owner's own store.
os.environ["BURSAR_HOME"] = tempfile.mkdtemp(prefix="bursar-tests-")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Public data beside the project; tests that need it are skipped where it is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("needs the public data in ../shared/data")
    return SHARED_DATA.resolve()
