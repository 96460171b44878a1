"""A recipe: what an invented company pays and earns, one stream of payments a line."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "recipes"


@dataclass(frozen=True, slots=True)
class Stream:
    """Payments of one kind: who, how often, how much, and what they truly are.

    `payees` and `texts` are drawn from for every payment; `low` and `high` are major units;
    `chance` is the share of due dates on which it happens; `category` is the truth.

    Marks: "each" pays every payee on every date, "steady" fixes an amount for each payee,
    "standing" and "contactless" set the bank's flags, "vague" says that the payee alone cannot tell.
    """

    account: str
    direction: str
    category: str
    payees: tuple[str, ...]
    texts: tuple[str, ...]
    type_code: str
    mcc: str
    nace: str
    rhythm: str
    chance: float
    low: float
    high: float
    season: str
    marks: frozenset[str]


@cache
def recipe(name: str) -> tuple[Stream, ...]:
    """The streams of one recipe in `recipes/`; see its header for the columns."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(parse_stream(row) for row in csv.DictReader(lines))


def parse_stream(row: dict[str, str]) -> Stream:
    """One line of a recipe as a stream; payees and texts are parted by "|"."""
    return Stream(
        account=row["account"],
        direction=row["direction"],
        category=row["category"],
        payees=tuple(row["payee"].split("|")),
        texts=tuple(row["text"].split("|")),
        type_code=row["type_code"],
        mcc=row["mcc"],
        nace=row["nace"],
        rhythm=row["rhythm"],
        chance=float(row["chance"] or 1),
        low=float(row["low"]),
        high=float(row["high"]),
        season=row["season"] or "flat",
        marks=frozenset(row["marks"].split()),
    )
