"""How a bank lays out its CSV: guessed once, remembered, and given back in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Layout:
    """What the reader knows, or the owner answered, about a CSV. Empty fields are guessed.

    `fingerprint` names the header it was found under; `columns` gives for each role (booked_on,
    amount, text, ...) the numbers of its columns from 0; `date_order` is "day_first" or
    "month_first", `decimal` "." or ",", `sign` "as_written" or "spending_positive".
    """

    fingerprint: str = ""
    encoding: str = ""
    delimiter: str = ""
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    date_order: str = ""
    decimal: str = ""
    sign: str = ""
    currency: str = ""

    def answered(self, key: str, answer: str) -> "Layout":
        """The same layout with the owner's answer to a question of the reader.

        `key` is a question's: date_order, sign, currency, amount_column or debit_column (both
        answered by column number).

        Raises:
            KeyError: nothing of that name is ever asked.
        """
        if key in ("amount_column", "debit_column"):
            role = key.removesuffix("_column")
            return replace(self, columns={**self.columns, role: (int(answer),)})
        if key == "date_order":
            return replace(self, date_order=answer)
        if key == "sign":
            return replace(self, sign=answer)
        if key == "currency":
            return replace(self, currency=answer)
        raise KeyError(key)

    def filled_from(self, known: "Layout") -> "Layout":
        """The same layout, its gaps filled from another."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        gaps = {name: getattr(known, name) for name, value in own.items() if not value}
        return replace(self, **{**gaps, "columns": {**known.columns, **self.columns}})

    def to_json(self) -> dict[str, Any]:
        """The layout as the store remembers it."""
        kept = asdict(self)
        kept["columns"] = {role: list(places) for role, places in self.columns.items()}
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Layout":
        """A remembered layout."""
        columns = {role: tuple(places) for role, places in kept.get("columns", {}).items()}
        return cls(**{**kept, "columns": columns})


def fingerprint_of(header: Sequence[str]) -> str:
    """The name under which a header's layout is remembered: sha1 of its cells, case apart."""
    return hashlib.sha1("\x1f".join(cell.strip().casefold() for cell in header).encode()).hexdigest()
