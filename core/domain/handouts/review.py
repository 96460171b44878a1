"""What waits for a person: groups of alike rows, random checks, doubted labels."""

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.labels import Direction, Guess, Label, Reach, Reason
from core.domain.review import GroupKey


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Alike rows that wait for a person: same payee and direction, or a piece of a group split in two."""

    key: GroupKey
    payee: str
    direction: Direction
    currency: str
    rows: int
    money_minor: int
    part_id: int
    """The newest row of the group, which stands for it."""
    newest_on: date
    text: str
    """What the bank wrote on that row."""
    label: Label
    """Of that row, with the odds of its guesses left out where they were not checked."""
    label_id: int
    """The label that row showed, so that a later change is noticed."""
    follows: int
    """How many rows one answer files: the group's, and where it is no piece, all of the payee."""
    is_piece: bool
    can_split: bool
    skipped: bool
    code_names: tuple[tuple[str, str], ...] = ()
    """What the codes among the label's reasons stand for."""
    is_check: bool = False
    """A random row that the machine had filed for sure."""

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """What it may be, likeliest first."""
        return self.label.guesses


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """The next cards, and how much waits in all; `open_minor` is rows and money by currency."""

    cards: tuple[ReviewGroup, ...]
    open_minor: dict[str, tuple[int, int]]
    groups: int
    skipped: int
    """How many of the groups were put off."""
    training_seconds: float | None
    """How long the newest training took; None before any."""


@dataclass(frozen=True, slots=True)
class Checks:
    """Random rows the machine had filed for sure: how many a person judged, how many were right."""

    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class DoubtedLabel:
    """One filing of a person that the model doubts, with the doubted rows it put there."""

    act_id: int
    reach: Reach
    """How far the filing went."""
    part_id: int
    """The row the model is surest of, which stands for the filing."""
    label_id: int
    part_ids: tuple[int, ...]
    payee: str
    filed: str
    filed_at: datetime
    filed_rows: int
    """How many rows are under this filing in all."""
    thinks: str
    probability: float | None
    """None where the model's percentages were not checked."""
    money_minor: int
    currency: str
    reasons: tuple[Reason, ...]
