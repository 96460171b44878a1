"""What services hand to the screens and the CLI: facts and frames, never sentences."""

from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from core.domain.bank_file import Problem, Question
from core.domain.labels import Decider, Direction, Guess, Label, Reason, Status


@dataclass(frozen=True, slots=True)
class StatementSeen:
    """One account's share of a file before it is brought in; money in minor units."""

    account_number: str
    account_name: str
    currency: str
    rows: int
    sum_minor: int
    from_on: date | None
    to_on: date | None
    closing_minor: int | None
    account_id: int | None
    """The account it is known to belong to, None where it is new."""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file read and checked, nothing stored yet.

    `questions` are those of the file's layout; `needs_company`, `needs_account` and `needs_balance`
    are the three that may be asked of the owner. `came_in_on` is set where this very file is in.
    """

    file_name: str
    sha256: str
    kind: str
    encoding: str
    statements: tuple[StatementSeen, ...]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    company_id: int | None
    needs_company: bool
    needs_account: bool
    needs_balance: bool
    came_in_on: datetime | None
    sample_frame: pd.DataFrame
    """First rows: booked_on, counterparty, text, amount_minor, currency."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the owner answered; unanswered fields keep their guess or stay open.

    `company_id` picks a known company, else `company_name` (with `nace`, `employees`) makes one.
    `balance_minor` stood in the account at the end of the file's last day. `layout` answers the
    layout questions by key.
    """

    company_id: int | None = None
    company_name: str = ""
    nace: str = ""
    employees: int | None = None
    account_id: int | None = None
    account_name: str = ""
    account_kind: str = ""
    currency: str = ""
    balance_minor: int | None = None
    layout: dict[str, str] = field(default_factory=dict)
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What bringing in a file did."""

    import_id: int
    company_id: int
    rows_new: int
    rows_known: int
    problems: tuple[Problem, ...]
    decided: int
    guessed: int
    asked: int


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One file in the list of imports."""

    id: int
    file_name: str
    kind: str
    rows_new: int
    rows_known: int
    rows_bad: int
    from_on: date | None
    to_on: date | None
    brought_in_at: datetime
    undone_at: datetime | None


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
class ExplanationSeen:
    """A stored explanation: what CatBoost thinks of the row, and which fields moved it."""

    category: str
    probability: float
    method: str
    r2: float
    factors: tuple[Reason, ...]
    model_version_id: int


@dataclass(frozen=True, slots=True)
class RowDetail:
    """Everything the why panel shows of one row; `explanation` is None until it is computed."""

    line: RowLine
    direction: Direction
    payee_key: str
    raw: str
    facts: dict[str, str]
    """Field -> value as the bank gave it, empty ones left out (mcc, type_code, bank_code, ...)."""
    label: Label
    alike: int
    """How many other rows have the same payee and direction."""
    history: tuple[HistoryLine, ...]
    explanation: ExplanationSeen | None


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


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Alike rows that wait for a person: same payee and direction, most open money first."""

    payee_key: str
    payee: str
    direction: Direction
    currency: str
    rows: int
    money_minor: int
    part_id: int
    """The newest row of the group, which stands for it."""
    guesses: tuple[Guess, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Fan:
    """Weekly quantiles of one thing in one currency, major units.

    `history_frame`: ds, y. `fan_frame`: ds, q025, q10, q25, q50, q75, q90, q975; both week by week
    and adding up (columns prefixed `sum_`). `total` are the same quantiles of the 12-week total.
    """

    key: str
    """A category key, or "cash_flow" for the net of all, or "balance"."""
    direction: str
    currency: str
    method: str
    """"model", or "average" where there is too little history for one."""
    weeks_seen: int
    active_share: float
    """Share of weeks with any payment, 0 to 1."""
    stale: bool
    history_frame: pd.DataFrame
    fan_frame: pd.DataFrame
    total: dict[str, float]
    made_of: dict[str, float]


@dataclass(frozen=True, slots=True)
class BalanceOdds:
    """The chance that cash falls below the limit within the horizon, and when it is tightest."""

    currency: str
    cash_minor: int
    limit_minor: int
    below: float
    """Share of futures, 0 to 1."""
    tightest_week: date
    tightest_median: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the Forecast page shows of one company in one currency."""

    data_until: date
    first_week: date
    horizon_weeks: int
    made_at: datetime
    fans: tuple[Fan, ...]
    cash_flow: Fan | None
    balance: Fan | None
    odds: BalanceOdds | None
    drawing: int
    """How many series are being drawn anew right now."""


@dataclass(frozen=True, slots=True)
class FactToKnow:
    """Something worth knowing, with its evidence; `key` stays the same so that a dismissal lasts."""

    key: str
    code: str
    facts: dict[str, str | int | float | date]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the Overview shows; `spending_frame`: category, month sums against the usual.

    Columns of `spending_frame`: category, out_minor, in_minor, guessed_minor, usual_minor, currency
    (`usual_minor` is the mean of the periods of the same length before, 0 where there is none).
    """

    data_until: date
    currency: str
    rows: int
    open_minor: int
    open_rows: int
    cash_minor: int | None
    spending_frame: pd.DataFrame
    period: tuple[date, date]
    facts: tuple[FactToKnow, ...]


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
class Trust:
    """What the Trust page shows; a frame is empty and a figure None where nothing was checked yet.

    `shares_frame`: decider, rows, money_minor (one currency). `confusion_frame`: truth, answer, rows.
    `importance_frame`: name, share. `right_share` is how often the champion agrees with the person's
    own labels, answered without them, over `checked_rows`.
    """

    shares_frame: pd.DataFrame
    confusion_frame: pd.DataFrame
    importance_frame: pd.DataFrame
    right_share: float | None
    checked_rows: int
    versions: tuple[VersionLine, ...]
    rules: tuple[RuleLine, ...]
    imports: tuple[ImportLine, ...]
    acts: tuple[ActLine, ...]
