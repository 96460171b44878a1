"""Code tables: which category a bank's or a trade's code names, with a source for every row."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from core.domain.categories import UNCATEGORISED

FOLDER = Path(__file__).parent / "tables"
_CODE_LENGTH = 4


@dataclass(frozen=True, slots=True)
class CodeRange:
    """The codes from `code_from` to `code_to`, both included, name `category` ("" is none)."""

    code_from: str
    code_to: str
    category: str
    source: str
    note: str

    def width(self) -> int:
        """How many codes lie in the range; a code that is a word stands alone."""
        return 1 if self.code_from == self.code_to else int(self.code_to) - int(self.code_from) + 1


@dataclass(frozen=True)
class Table:
    """One code table; ranges may lie inside each other."""

    name: str
    ranges: tuple[CodeRange, ...]


@cache
def load(name: str) -> Table:
    """The table of this name: "mcc", "nace" or "type_codes"."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return Table(name, tuple(CodeRange(**row) for row in csv.DictReader(lines)))


def lookup(table: Table, code: str) -> str:
    """The category a code names, "" where it names none; the narrowest range wins.

    NACE codes may carry dots ("56.10") and may be a division ("56").
    """
    found = _narrowest(table, code)
    return found.category if found else ""


def trade(table: Table, code: str) -> str:
    """What a code stands for in plain words, "" where the table does not know it."""
    found = _narrowest(table, code)
    return found.note.partition(";")[0] if found else ""


def answers(table: Table, codes: pd.Series) -> pd.Series:
    """What `lookup` says for every row of a column of codes; same index, text."""
    known = {code: lookup(table, code) for code in codes.unique()}
    return codes.map(known).astype(object)


def _narrowest(table: Table, code: str) -> CodeRange | None:
    plain = code.replace(".", "")
    if plain.isdigit():
        plain = plain.ljust(_CODE_LENGTH, "0")[:_CODE_LENGTH]
    found = [each for each in table.ranges if each.code_from <= plain <= each.code_to]
    return min(found, key=CodeRange.width) if plain and found else None


@cache
def birmingham_accounts() -> dict[str, str]:
    """Which master category each ledger account of Birmingham's purchase cards belongs to.

    Source: tables/birmingham_account_to_master.csv, ours, from the accounts' names.
    """
    with (FOLDER / "birmingham_account_to_master.csv").open(encoding="utf-8", newline="") as lines:
        return {row["account"]: row["category"] for row in csv.DictReader(lines)}


def manchester_category(expense_type: str) -> str:
    """The master category that an expense type of Manchester's spending names, by its first known word.

    A word also stands inside a longer one; one that begins with a blank begins a word. Source:
    tables/manchester_word_to_master.csv, ours, from the expense types' names.
    """
    text = f" {expense_type.lower()}"
    return next((category for word, category in _manchester_words() if word in text), UNCATEGORISED)


@cache
def _manchester_words() -> tuple[tuple[str, str], ...]:
    with (FOLDER / "manchester_word_to_master.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((row["word"], row["category"]) for row in csv.DictReader(lines))


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase of trade, a star standing for the rest of a word, and what it names.

    `strength` is 1 for a hint, 2 for a good sign, 3 for a word that leaves little doubt.
    """

    phrase: str
    category: str
    language: str
    strength: int
    source: str


@cache
def keywords() -> tuple[Keyword, ...]:
    """Words of trade in seven languages: what a payee's name says by itself.

    Source: tables/keywords.csv, ours, from general knowledge, mended where Manchester's labelled
    payments before 2016-04 contradicted a word; no label of Birmingham chose one.
    """
    with (FOLDER / "keywords.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Keyword(row["phrase"], row["category"], row["language"], int(row["strength"]), row["source"])
            for row in csv.DictReader(lines)
        )
