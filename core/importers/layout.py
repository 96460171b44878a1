"""How a bank lays out its CSV: guessed once, remembered, and given back in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from core.domain.errors import LayoutRefused

ASKED_COLUMNS = {"amount_column": "amount", "debit_column": "debit", "payee_column": "counterparty"}
"""The questions that are answered by a column, and the role that column plays."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the reader knows, or the owner answered, about a table. Empty fields are guessed.

    `fingerprint` names the header it was found under, `header` are its cells; `columns` gives for each
    role (booked_on, amount, text, ...) the numbers of its columns from 0; `date_order` is "day_first",
    "month_first" or "year_first", `decimal` "." or ",", `sign` "as_written" or "spending_positive".
    `known` holds what is known beforehand, by fingerprint: a layout in it fills what was not answered,
    as far as the table does not speak against it.
    """

    fingerprint: str = ""
    encoding: str = ""
    delimiter: str = ""
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    date_order: str = ""
    decimal: str = ""
    sign: str = ""
    currency: str = ""
    bank: str = ""
    header: tuple[str, ...] = ()
    known: Mapping[str, "Layout"] = field(default_factory=dict, compare=False, repr=False)

    def answered(self, key: str, answer: str) -> "Layout":
        """The same layout with the owner's answer to a question of the reader.

        `key` is a question's: date_order, sign, currency, or a key of `ASKED_COLUMNS` (answered by
        column number).

        Raises:
            LayoutRefused: nothing of that name is ever asked, or the answer is no column.
        """
        if key in ASKED_COLUMNS and answer.isdecimal():
            return replace(self, columns={**self.columns, ASKED_COLUMNS[key]: (int(answer),)})
        if key == "date_order":
            return replace(self, date_order=answer)
        if key == "sign":
            return replace(self, sign=answer)
        if key == "currency":
            return replace(self, currency=answer)
        raise LayoutRefused("bad_answer", answer=f"{key}={answer}")

    def filled_from(self, known: "Layout") -> "Layout":
        """The same layout, its gaps filled from another."""
        own = {each.name: getattr(self, each.name) for each in fields(self)}
        gaps = {name: getattr(known, name) for name, value in own.items() if not value}
        return replace(self, **{**gaps, "columns": {**known.columns, **self.columns}})

    def to_json(self) -> dict[str, Any]:
        """The layout as the store remembers it."""
        kept = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "known"}
        columns = {role: list(places) for role, places in self.columns.items()}
        return {**kept, "columns": columns, "header": list(self.header)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Layout":
        """A remembered layout."""
        columns = {role: tuple(places) for role, places in kept.get("columns", {}).items()}
        return cls(**{**kept, "columns": columns, "header": tuple(kept.get("header", ()))})


def fingerprint_of(header: Sequence[str]) -> str:
    """The name under which a header's layout is remembered: sha1 of its cells.

    Capitals, spaces at the edges and empty cells at the end make no difference.
    """
    cells = "\x1f".join(cell.strip().casefold() for cell in header).rstrip("\x1f")
    return hashlib.sha1(cells.encode()).hexdigest()
