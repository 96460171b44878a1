"""A file is a room, a function fits on a screen."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import modules, name

LINES_A_FILE = 300
LINES_A_FUNCTION = 60


def long_functions(source: str) -> list[tuple[str, int]]:
    """Functions over the limit with their length in lines, docstring and decorators included."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LINES_A_FUNCTION:
                found.append((node.name, length))
    return found


def test_a_function_of_61_lines_is_too_long_and_one_of_60_is_not() -> None:
    def lines(count: int) -> str:
        return "def f():\n" + "    x = 1\n" * (count - 1)

    assert long_functions(lines(60)) == []
    assert long_functions(lines(61)) == [("f", 61)]


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_file_over_300_lines_and_no_function_over_60(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= LINES_A_FILE
    assert long_functions(source) == []
