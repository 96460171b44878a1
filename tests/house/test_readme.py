"""What the README says can be done, can be done; what it says is there, is there."""

import re

import pytest

from tests.house.tree import FOLDERS, ROOT

README = (ROOT / "README.md").read_text()
NAMED = re.compile(r"`((?:" + "|".join(re.escape(folder) for folder in FOLDERS) + r")/[\w./-]*|[A-Z]+)`")
PATHS = sorted({path for path in NAMED.findall(README) if "/" in path or (ROOT / path).exists()})


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("path", PATHS)
def test_every_named_place_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_room_of_the_first_floors_is_on_the_map() -> None:
    rooms = {
        f"core/{folder.name}/" for folder in (ROOT / "core").iterdir() if (folder / "__init__.py").exists()
    }
    assert rooms - set(PATHS) == set()


def test_every_make_command_is_a_target() -> None:
    told = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))
    assert {"run", "test"} <= told <= make_targets()


def test_the_two_commands_stand_at_the_top() -> None:
    assert README.index("make run") < README.index("make test") < 500


def test_the_readme_names_the_port_the_screen_listens_on() -> None:
    assert "port = 8501" in (ROOT / ".streamlit" / "config.toml").read_text()
    assert "http://localhost:8501" in README
