"""Labels: which category a payment is in, who decided, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Decider(StrEnum):
    """Who decided, in the order in which the first answer wins."""

    YOU = "you"
    OWN_TRANSFER = "own_transfer"
    TYPE_CODE = "type_code"
    OWNER_RULE = "owner_rule"
    MEMORY = "memory"
    MODEL = "model"
    NACE_TABLE = "nace_table"
    MCC_TABLE = "mcc_table"
    WORDS_TABLE = "words_table"
    NOBODY = "nobody"


class Status(StrEnum):
    """Decided: filed. Guessed: counted under its best guess and shown hatched. Asked: no guess."""

    DECIDED = "decided"
    GUESSED = "guessed"
    ASKED = "asked"


class Direction(StrEnum):
    """The sign of the row: money in is above zero."""

    IN = "in"
    OUT = "out"


def direction_of(amount_minor: int) -> Direction:
    """Which way the money went."""
    return Direction.IN if amount_minor > 0 else Direction.OUT


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact behind a label: what was seen, how often, and how hard it pushed.

    `kind` names a field or a rule (e.g. "payee", "mcc", "own_transfer"); `value` is what it read;
    `count` of `out_of` earlier payments agree, where counted; `weight` is LIME's or the table's push.
    """

    kind: str
    value: str = ""
    count: int | None = None
    out_of: int | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """A place with how likely its category is; None where nothing calibrated says so."""

    category: str
    probability: float | None


def without_odds(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """The same guesses with nothing said of how likely they are."""
    return tuple(Guess(guess.category, None) for guess in guesses)


@dataclass(frozen=True, slots=True)
class Label:
    """A category on a part of a transaction. `guesses` are up to three, likeliest first.

    `category` is a place: a master category, or below it one of the company's own.
    """

    part_id: int
    category: str
    decider: Decider
    status: Status
    probability: float | None = None
    reasons: tuple[Reason, ...] = ()
    guesses: tuple[Guess, ...] = ()
    model_version_id: int | None = None


class Reach(StrEnum):
    """How far a correction goes."""

    ROW = "row"
    PAYEE = "payee"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows of one company are meant; empty fields do not narrow.

    `categories` are places: a master category means all below it too.
    """

    search: str = ""
    categories: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    account_ids: tuple[int, ...] = ()
    direction: str = ""
    from_on: date | None = None
    to_on: date | None = None
    payee_key: str = ""
    part_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """The owner's act: this row, its payee or a filter's rows belong under `category`, a place.

    `always` also makes a rule for the payee. `new_name` names one of the company's own to be made
    below `category` for it, where there is none of that name.
    """

    company_id: int
    part_id: int
    category: str
    reach: Reach = Reach.ROW
    always: bool = False
    rows: RowFilter = field(default_factory=RowFilter)
    new_name: str = ""
