"""Expectations that were looked into and found wrong: of which file and value, theirs, ours, and why.

Each CSV here has the columns file, value, theirs, ours, why; `file` is the path below the tree. A
difference counts as judged only while both figures are still the ones that were looked at.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why a difference stays: `theirs` and `ours` as the results write them, "" for lines."""

    theirs: str
    ours: str
    why: str


def judgement(file: str, value: str, theirs: str, ours: str) -> Judgement | None:
    """The judgement on this difference; None where there is none, or a figure has moved since."""
    found = judgements().get((file, value))
    return found if found and (found.theirs, found.ours) == (theirs, ours) else None


@cache
def judgements() -> dict[tuple[str, str], Judgement]:
    """Every judgement by file and value."""
    told = {}
    for table in sorted(Path(__file__).parent.glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                told[row["file"], row["value"]] = Judgement(row["theirs"], row["ours"], row["why"])
    return told
