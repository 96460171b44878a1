"""What is installed is the same tomorrow and on every machine."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, modules, name

PIN = re.compile(r"^(?P<name>[A-Za-z0-9-]+)(\[[a-z,]+\])?==[0-9][0-9a-z.]*$")


def pinned(file_name: str) -> list[str]:
    """Names pinned exactly in a requirements file; any other line is an error."""
    names = []
    for raw in (ROOT / file_name).read_text().splitlines():
        line = raw.split("#")[0].strip()
        if line and not line.startswith("-r "):
            match = PIN.match(line)
            assert match, f"{file_name}: {line} is not one exact version"
            names.append(match["name"].lower())
    return names


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_one_exact_version_named_once(file_name: str) -> None:
    names = pinned(file_name)
    assert len(names) > 5
    assert len(set(names)) == len(names)


def test_no_index_and_no_build_is_named_so_that_any_platform_can_install() -> None:
    text = (ROOT / "requirements.txt").read_text()
    assert "index" not in text.replace("an index can be chosen", "")
    assert "+cpu" not in text


def imported(path: Path) -> set[str]:
    """Top-level packages a file imports, wherever in the file."""
    roots: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            roots.add(node.module.split(".")[0])
    return roots


def test_the_product_imports_only_what_requirements_txt_names() -> None:
    allowed = set(pinned("requirements.txt"))
    owners = packages_distributions()
    strays = {
        f"{name(path)}: {root}"
        for path in modules()
        if not name(path).startswith("models/categorizers/peers/")
        if not name(path).startswith("models/forecasters/peers/")
        for root in imported(path) - set(PACKAGES) - set(sys.stdlib_module_names)
        if not allowed & {owner.lower().replace("_", "-") for owner in owners.get(root, [root])}
    }
    assert strays == set()
