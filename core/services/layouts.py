"""The remembered layouts of a company: listed, forgotten, handed on as a small text, taken in from one."""

from dataclasses import replace

from core.domain.handouts import LayoutLine
from core.importers import layout_text
from core.importers.layout import Layout
from core.store import layouts as stored
from core.store import people
from core.store.unit import Unit

__all__ = ["as_text", "forget", "forget_taught_by", "listed", "take_in"]


def listed(unit: Unit, company_id: int) -> list[LayoutLine]:
    """What was answered about the tables of a company's banks, the newest answer first."""
    return stored.lines(unit, company_id)


def forget(unit: Unit, layout_id: int) -> int:
    """Ask again next time; returns the company."""
    company_id = stored.forget(unit, layout_id)
    people.touch(unit, company_id)
    return company_id


def forget_taught_by(unit: Unit, import_id: int) -> None:
    """Ask again what was answered for a file that is taken back."""
    stored.forget_taught_by(unit, import_id)


def as_text(unit: Unit, layout_id: int) -> str:
    """A layout as a small text that another Bursar takes in; it names no account and holds no payment."""
    line = stored.one(unit, layout_id)
    return layout_text.write(replace(Layout.from_json(line.layout), bank=line.bank))


def take_in(unit: Unit, company_id: int, text: str) -> int:
    """Remember a layout that somebody else wrote down; returns its id.

    Raises LayoutRefused where the text is none.
    """
    layout = layout_text.read(text)
    layout_id = stored.remember(unit, company_id, "", layout.to_json(), None)
    people.touch(unit, company_id)
    return layout_id
