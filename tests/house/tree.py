"""What the rules of the house are checked on: the project's own files, wherever they lie."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "core", "models")
FOLDERS = (*PACKAGES, "tests", ".ci", ".streamlit")
TEXT = {".py", ".md", ".toml", ".txt", ".csv", ".json", ".js", ".css", ".html", ".mako", ".ini", ".sh", ""}


def modules() -> list[Path]:
    """Every Python file of the product."""
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    assert len(found) > 20, "the product's files were not found"
    return found


def text_files() -> Iterator[Path]:
    """Every file a person can read, tests and tool settings too."""
    for path in ROOT.iterdir():
        if path.is_file() and path.suffix in TEXT:
            yield path
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield path


def name(path: Path) -> str:
    """The path as the README writes it."""
    return path.relative_to(ROOT).as_posix()
