"""What every test may ask for: the data folder beside the project, and a home of its own."""

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BROWSER_TESTS = ROOT / "tests/browser"
SHARED_DATA = ROOT / "../shared/data"

# Set before any test module is imported, so that no test can open the owner's own store.
os.environ["BURSAR_HOME"] = tempfile.mkdtemp(prefix="bursar-tests-")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave measurements out unless they are asked for by name: `-m bench`.

    What runs side by side: files as a whole, and the browser tests as one, for they share a demo.
    """
    for item in items:
        together = BROWSER_TESTS if BROWSER_TESTS in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(together.relative_to(ROOT))))
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
