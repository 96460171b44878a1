"""What a person did or is about to do, and how models and rules stand."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from core.domain.categories import OwnCategory
from core.domain.handouts.bringing import ImportLine
from core.domain.labels import Direction


@dataclass(frozen=True, slots=True)
class Ripple:
    """What a correction will change, or has changed. Money in minor units of `currency`."""

    rows: int
    kept: int
    """Alike rows a person filed one by one: they stay."""
    moved_minor: dict[str, int]
    """By currency, the absolute money that changes its category."""
    from_categories: tuple[str, ...]
    to_category: str
    act_id: int | None = None


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act of a person, newest first."""

    id: int
    at: datetime
    kind: str
    reach: str
    payee: str
    category: str
    rows: int
    undone: bool
    made_rule: bool
    names: tuple[str, ...] = ()
    """Where it was about a sub-category: what it was called, and what else after a change of name."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One model version with its verdict."""

    id: int
    kind: str
    state: str
    made_at: datetime
    verdict: dict[str, object]
    trained_on: dict[str, object]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One owner's rule: how many rows it covers, and how many a person filed elsewhere."""

    id: int
    payee_key: str
    direction: Direction
    category: str
    in_force: bool
    covers: int
    conflicts: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One of a company's own sub-categories, with the rows filed under it and the rules that name it."""

    own: OwnCategory
    rows: int
    rules: int


@dataclass(frozen=True, slots=True)
class Trust:
    """What the Trust page shows; a frame is empty and a figure None where nothing was checked yet.

    `shares_frame`: decider, rows, money_minor (one currency). `confusion_frame`: truth, answer, rows.
    `importance_frame`: name, share; `drivers_frame`: category, name, share. `right_share` is how often
    the champion agrees with the person's own labels, answered without them, over `checked_rows`.
    """

    shares_frame: pd.DataFrame
    confusion_frame: pd.DataFrame
    importance_frame: pd.DataFrame
    drivers_frame: pd.DataFrame
    right_share: float | None
    checked_rows: int
    versions: tuple[VersionLine, ...]
    rules: tuple[RuleLine, ...]
    own_categories: tuple[OwnLine, ...]
    imports: tuple[ImportLine, ...]
    acts: tuple[ActLine, ...]
