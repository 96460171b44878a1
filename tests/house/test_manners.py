"""What no file of the product may hold."""

import re
from pathlib import Path

from tests.house.tree import ROOT, modules, name, text_files

ENVIRONMENT_IS_READ_IN = "core/settings.py"
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
MACHINE = re.compile(r"(?<![\w.~-])/(wo" r"rk|ro" r"ot|ho" r"me|Us" r"ers|tm" r"p)/\w")


def holding(pattern: re.Pattern[str], *, but: str = "") -> list[str]:
    return [name(path) for path in modules() if name(path) != but and pattern.search(path.read_text())]


def said(path: Path) -> str:
    """A file's words, whatever a bank's sample is encoded in."""
    return path.read_text(encoding="utf-8", errors="replace")


def test_nothing_prints() -> None:
    assert holding(re.compile(r"^\s*print\(", re.MULTILINE)) == []


def test_only_settings_reads_the_environment() -> None:
    assert holding(re.compile(r"\bos\.(environ|getenv)\b"), but=ENVIRONMENT_IS_READ_IN) == []


def test_only_settings_asks_the_time() -> None:
    asks = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    assert holding(asks, but=ENVIRONMENT_IS_READ_IN) == []


def test_nothing_is_pickled() -> None:
    assert holding(re.compile(r"^\s*(import|from) (pickle|joblib|dill|cloudpickle)\b", re.MULTILINE)) == []


def test_nothing_is_left_unfinished() -> None:
    assert [name(path) for path in text_files() if UNFINISHED.search(said(path))] == []


def test_no_path_of_one_machine_is_written_anywhere() -> None:
    found = {name(path): match.group() for path in text_files() if (match := MACHINE.search(said(path)))}
    assert found == {}


def test_streamlit_finds_no_folder_called_pages() -> None:
    assert not (ROOT / "app" / "pages").exists()
