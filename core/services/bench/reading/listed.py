"""Expectations listed in one document: what other readers made of many files."""

import json
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from core.domain.errors import MeasureRefused
from core.services.bench.reading.expected import Expected


@dataclass(slots=True)
class Listed:
    """A document that names files, with rows (n), sum, opening (open) and closing balance (close)."""

    NAME: str = "listed"
    entries: dict[Path, dict[str, Any]] = field(default_factory=dict)

    def keeps(self, path: Path) -> bool:
        """The document itself has an ending that no statement has."""
        return False

    def of(self, path: Path) -> Expected | None:
        """What is listed of this file."""
        entry = self.entries.get(path.resolve())
        if entry is None:
            return None
        amounts = {name: _amount(entry.get(name)) for name in ("sum", "open", "close")}
        return Expected(
            rows=entry.get("n"),
            sum=amounts["sum"],
            opening=amounts["open"],
            closing=amounts["close"],
            trouble=str(entry.get("error", "")).strip(),
        )

    def kind_of(self, path: Path) -> str:
        """The listed format in Bursar's words, "" where none is: "OFX1" is ofx."""
        written = str(self.entries.get(path.resolve(), {}).get("format", "")).lower()
        return "ofx" if written.startswith("ofx") else written


def read_listed(document: Path | None, tree: Path) -> Listed:
    """The document's entries by file; paths count from the document's folder, else from the tree.

    Raises:
        MeasureRefused: it cannot be read as such a list.
    """
    if document is None:
        return Listed()
    try:
        entries = json.loads(document.read_text(encoding="utf-8"))
        named = {str(entry["file"]): dict(entry) for entry in entries}
        for entry in named.values():
            _ = [_amount(entry.get(name)) for name in ("sum", "open", "close")]
    except (OSError, ValueError, KeyError, TypeError, InvalidOperation):
        raise MeasureRefused("expected_unreadable", file=document.name) from None
    places = (document.parent, tree)
    found = {
        name: next((place / name for place in places if (place / name).is_file()), tree / name)
        for name in named
    }
    return Listed(entries={found[name].resolve(): entry for name, entry in named.items()})


def _amount(written: object) -> Decimal | None:
    return None if written is None else Decimal(str(written))
