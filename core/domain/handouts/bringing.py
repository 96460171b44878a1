"""A bank file on its way in: what was seen, answered and done."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.domain.bank_file import Problem, Question
from core.domain.company import Account
from core.domain.handouts.proof import StatementProof
from core.domain.sameness import Likeness


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """A payment as one file tells it; `row_id` is None where that file is not brought in yet."""

    row_id: int | None
    booked_on: date
    amount_minor: int
    currency: str
    payee: str
    text: str
    file_name: str
    announced: bool
    """Whether the bank had only announced it by then."""


@dataclass(frozen=True, slots=True)
class SamePair:
    """One payment that two files tell: `other` counts, and stands for `row`.

    Where `row` was only announced, `other` is its booking. With `two`, a person said that these are
    two payments, and both count.
    """

    row: PaymentSeen
    other: PaymentSeen
    why: Likeness
    two: bool = False


@dataclass(frozen=True, slots=True)
class PairPage:
    """A page of the payments that a file and another one tell; `total` counts all pages, from 1 on."""

    pairs: tuple[SamePair, ...]
    total: int
    page: int


@dataclass(frozen=True, slots=True)
class StatementSeen:
    """One account's share of a file before it is brought in; money in minor units.

    `rows` and `sum_minor` are of what is booked: `new` + `known` + `same` = `rows`. `known` were brought
    in by a file of this format, `same` by one of another; `examples` shows up to five of the latter, and of
    announced payments with their booking. `announced` are only announced so far, `now_booked` were
    announced before and are booked by this file.
    """

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
    new: int
    known: int
    same: int
    announced: int
    now_booked: int
    examples: tuple[SamePair, ...]
    pairs: int
    """How many payments the examples are of."""
    first_rows: tuple[PaymentSeen, ...]
    """Up to five of its payments, as they are read."""
    proof: StatementProof


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A layout that is remembered: what somebody answered about a bank's table.

    `layout` is as `Layout.to_json` writes it: header, columns (role to numbers from 0), date_order, sign,
    decimal, currency. `account_number` is "" where it holds for every account of the company.
    """

    id: int
    company_id: int
    bank: str
    account_number: str
    layout: dict[str, Any]
    by: str
    """The viewer who answered."""
    at: datetime


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file read and checked, nothing stored yet.

    `questions` are those of the file's layout; `needs_company`, `needs_account` and `needs_balance`
    are the three that may be asked of the owner. `came_in_on` is set where this very file is in.
    `remembered` are the earlier answers that it was read by.
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
    accounts: tuple[Account, ...]
    """Those it may be of, where its number is missing or new; `account_guess` holds its payments already."""
    account_guess: int | None
    needs_balance: bool
    came_in_on: datetime | None
    remembered: tuple[LayoutLine, ...] = ()
    account_name: str = ""
    """What its account may be called where it is not there yet."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the owner answered; unanswered fields keep their guess or stay open.

    `company_id` picks a known company, else `company_name` (with `nace`, `employees`) makes one.
    `account_id` picks a known account, 0 a new one; with None it is found by `account_name`, else made.
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
    """What bringing in a file did; the counts as in `StatementSeen`, over all its accounts."""

    import_id: int
    company_id: int
    rows_new: int
    rows_known: int
    rows_same: int
    rows_announced: int
    rows_now_booked: int
    examples: tuple[SamePair, ...]
    problems: tuple[Problem, ...]
    decided: int
    guessed: int
    asked: int


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One file in the list of imports.

    `rows_same` are held back by now as payments another file tells in other words, `rows_announced` are
    announced and not booked by now.
    """

    id: int
    file_name: str
    kind: str
    rows_new: int
    rows_known: int
    rows_bad: int
    rows_same: int
    rows_announced: int
    from_on: date | None
    to_on: date | None
    brought_in_at: datetime
    undone_at: datetime | None
