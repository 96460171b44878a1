"""What every test may ask for: the data folder beside the project, and a home of its own."""

import os
import tempfile
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
BROWSER_TESTS = "tests/browser/"
SHARED_DATA = ROOT / "../shared/data"

# Set before any test module is imported, so that no test can open the owner's own store.
os.environ["BURSAR_HOME"] = tempfile.mkdtemp(prefix="bursar-tests-")


class SideBySide(LoadScopeScheduling):
    """Files side by side, each as a whole; the browser tests are as one file, for they share a demo."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER_TESTS if file.startswith(BROWSER_TESTS) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SideBySide:
    """How `make test` gives the tests to the machine's cores."""
    return SideBySide(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave measurements out unless they are asked for by name: `-m bench`."""
    if "bench" in str(config.option.markexpr):
        return
    measured = [item for item in items if item.get_closest_marker("bench")]
    config.hook.pytest_deselected(items=measured)
    items[:] = [item for item in items if not item.get_closest_marker("bench")]


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
