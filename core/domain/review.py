"""Answers on review cards, as the screen sends them, and what came of each."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a person did with a card. A check is an answer on a row that the machine had filed for sure."""

    FILE = "file"
    CHECK = "check"
    SKIP = "skip"
    SPLIT = "split"
    UNDO = "undo"


class Mark(StrEnum):
    """What a group of alike rows can carry: put off, or broken into pieces."""

    SKIP = "skip"
    SPLIT = "split"


class How(StrEnum):
    """By what a group is broken, in the order in which it is tried."""

    ACCOUNT = "account"
    AMOUNT = "amount"
    TEXT = "text"
    EXACT = "exact"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer. `id` is the screen's own, so that an answer sent twice counts once.

    `part_id` stands for the group, `label_id` is the label it showed; `undoes` names an earlier answer.
    """

    id: str
    kind: Kind
    part_id: int = 0
    label_id: int | None = None
    category: str = ""
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of an answer: `code` is "" where it is in force, else an error's code with its facts."""

    id: str
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Which alike rows: `piece` is the currency, then each split on the way down."""

    payee_key: str
    direction: str
    piece: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as the store keeps it."""

    id: int
    kind: Kind
    part_id: int | None
    act_id: int | None
    undone: bool
