"""Payments, one by one and grouped, with what is known of each."""

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.handouts.bringing import SamePair
from core.domain.jobs import Job
from core.domain.labels import Decider, Direction, Guess, Label, Reason, Status


@dataclass(frozen=True, slots=True)
class RowLine:
    """One payment in a table; `label_id` says which label was shown, so that a later change is noticed."""

    part_id: int
    label_id: int
    booked_on: date
    account: str
    payee: str
    text: str
    amount_minor: int
    currency: str
    category: str
    decider: Decider
    status: Status
    probability: float | None
    checked: bool = False
    """Whether the probability may be said as a percentage: it was held against people's own answers."""


@dataclass(frozen=True, slots=True)
class RowFiled:
    """One payment with what an accountant asks of it beside."""

    line: RowLine
    value_on: date | None
    counterparty: str
    reference: str
    end_to_end_id: str
    account_number: str
    account_kind: str
    known_by: str
    """The same for this payment in every file, also once its file was taken back and brought in again."""


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of rows with what the whole filter holds; `sums_minor` by currency."""

    rows: tuple[RowLine, ...]
    total: int
    sums_minor: dict[str, int]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One label a row has had, newest first."""

    at: datetime
    category: str
    decider: Decider
    status: Status
    in_force: bool


@dataclass(frozen=True, slots=True)
class WouldBe:
    """One changed field after which the model answers otherwise: with this value it is `category`."""

    category: str
    field: str
    value: str
    probability: float


@dataclass(frozen=True, slots=True)
class ExplanationSeen:
    """A stored explanation: what CatBoost thinks of the row, and which fields moved it.

    `method` is "lime", "doubt" (two ways of looking lead with different signs) or "shap" (no few signs
    decide); `next_guess` is the model's runner-up.
    """

    category: str
    probability: float
    method: str
    r2: float
    factors: tuple[Reason, ...]
    model_version_id: int
    next_guess: Guess | None = None
    would_be: WouldBe | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """How far an explanation has come; with no model or no worker it does not come by itself."""

    there: bool
    has_model: bool
    has_worker: bool
    job: Job | None


@dataclass(frozen=True, slots=True)
class RowDetail:
    """Everything the why panel shows of one row; `explanation` is None until it is computed."""

    line: RowLine
    direction: Direction
    payee_key: str
    raw: str
    facts: dict[str, str]
    """Field -> value as the bank gave it, empty ones left out (mcc, type_code, bank_code, ...)."""
    code_names: dict[str, str]
    """What the row's merchant and trade codes stand for, by code."""
    label: Label
    """With the odds of its guesses left out where they were not checked."""
    guesses: tuple[Guess, ...]
    """The label's guesses with all their odds, for the length of a bar."""
    alike: int
    """How many other rows have the same payee and direction."""
    history: tuple[HistoryLine, ...]
    explanation: ExplanationSeen | None
    also: tuple[SamePair, ...] = ()
    """What other files tell of the same payment in other words, and its announcement."""
