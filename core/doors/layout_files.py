"""Layouts of tables as small text files, for `python -m core read`."""

from collections.abc import Iterable
from pathlib import Path

from core.domain.bank_file import Reading
from core.domain.errors import FileRefused, LayoutRefused
from core.importers import Layout, layout_text
from core.importers import read as read_file
from core.importers.layout import ASKED_COLUMNS


def opened(path: Path | None, answers: Iterable[str]) -> Layout:
    """What a person tells the reader: a layout's file, and answers, which count before it.

    Raises:
        LayoutRefused: the file holds no layout, or an answer is none.
    """
    layout = Layout()
    if path is not None:
        told = _read(path)
        layout = Layout(encoding=told.encoding, delimiter=told.delimiter, known={told.fingerprint: told})
    for answer in answers:
        layout = _answered(layout, answer)
    return layout


def read_by(told: Layout, file: Path, *, known_layouts: bool) -> Reading:
    """A bank file, read by what was told.

    Raises:
        FileRefused: it cannot be read.
        LayoutRefused: the layout that was given speaks about none of the file's tables.
    """
    data = file.read_bytes()
    try:
        reading = read_file(data, file.name, told, known_layouts=known_layouts)
    except FileRefused:
        if not told.known:
            raise
        reading = read_file(data, file.name, known_layouts=known_layouts)
    names = {layout["fingerprint"] for layout in reading.layouts}
    if told.known and not names & set(told.known):
        raise LayoutRefused("other_header")
    return reading


def save(reading: Reading, path: Path) -> None:
    """Write the layout of the file's first table; raises LayoutRefused where it is no table."""
    if not reading.layouts:
        raise LayoutRefused("none")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(layout_text.write(Layout.from_json(reading.layouts[0])), encoding="utf-8")


def _read(path: Path) -> Layout:
    try:
        return layout_text.read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise LayoutRefused("no_toml", detail="it is not written in UTF-8") from None


def _answered(layout: Layout, answer: str) -> Layout:
    """One answer as a person writes it: "sign=spending_positive", "payee_column=3"."""
    key, _, value = answer.partition("=")
    if key in ASKED_COLUMNS and value.isdecimal() and int(value) > 0:
        return layout.answered(key, str(int(value) - 1))
    if not value or key in ASKED_COLUMNS:
        raise LayoutRefused("bad_answer", answer=answer)
    return layout_text.checked(layout.answered(key, value))
