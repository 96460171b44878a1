"""What an importer hands over: a bank file read, before anything is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

MOST_MEGABYTES = 200
"""How large a file may be, and a zip once it is unpacked; a megabyte has a million bytes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a statement as the bank wrote it.

    `amount_minor` is signed, money in is positive; `currency` is ISO 4217. `type_code` is one
    of `TypeCode`, `bank_code` the bank's own, unchanged, and `bank_code_family` whose list it is
    from, e.g. "iso20022" or "gvc". `standing_order` and `contactless` are None where the bank does
    not say. `raw` is the line (or XML entry) itself.

    Where money was changed, `original_minor` is what it was before, signed like the amount and in
    the minor units of `original_currency`; `exchange_rate` is exact decimal text, as the bank wrote
    it. `end_to_end_id` is the payer's own reference, `reference` the best one there is.
    `reversal` marks a return or the taking back of an earlier booking. `words` are what the payment is
    known by in another file, where counterparty and text depend on an answer; "" where they do not.
    """

    line_no: int
    booked_on: date
    amount_minor: int
    currency: str
    raw: str
    value_on: date | None = None
    text: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    counterparty_bank: str = ""
    counterparty_nace: str = ""
    mcc: str = ""
    type_code: str = ""
    bank_code: str = ""
    reference: str = ""
    standing_order: bool | None = None
    contactless: bool | None = None
    balance_minor: int | None = None
    original_minor: int | None = None
    original_currency: str = ""
    exchange_rate: str = ""
    end_to_end_id: str = ""
    cheque_number: str = ""
    bank_code_family: str = ""
    status: Literal["booked", "pending"] = "booked"
    reversal: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """What stood in the account at the end of a day, as the file says."""

    on: date
    minor: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One account over one period. `rows` may be read once.

    `account_number` is the IBAN or the bank's own number, "" where the file names none;
    `currency` is "" where neither the file nor its rows say.
    """

    account_number: str
    currency: str
    rows: Iterable[Row]
    account_name: str = ""
    account_kind: str = "current"
    bank_code: str = ""
    opening: Balance | None = None
    closing: Balance | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that could not be read, or something that does not add up: kept, never dropped.

    `code` names the sentence in `words.py`; `facts` are what the sentence quotes.
    `line_no` is 0 where it concerns the whole file.
    """

    code: str
    line_no: int = 0
    raw: str = ""
    facts: dict[str, str] = field(default_factory=dict)


_READ = frozenset("balance_off no_money not_booked subtotal taken_back trade".split())
"""Problems with a line that was read all the same: it is no payment, waits, or does not add up."""


def is_unread(problem: Problem) -> bool:
    """Whether a line could not be read, and so is missing among the payments."""
    return problem.line_no > 0 and problem.code not in _READ


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A line as it would be read under one answer; what could not be read is None, `raw` is the line."""

    line_no: int
    raw: str
    booked_on: date | None = None
    payee: str = ""
    text: str = ""
    amount_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file leaves open, with the reader's guess filled in.

    `key` is e.g. "date_order" or "amount_column"; `samples` are up to five raw values. `header` names
    the columns of the table, () where it has no header; an option that is a number is a column, from 0.
    `rows` gives for each option the same first lines, up to five, as they would be read under it.
    """

    key: str
    options: tuple[str, ...]
    guess: str
    samples: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[SampleRow, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A bank file, read. `problems` is complete once every statement's rows have been read.

    `layouts` are those its tables were read by, as `Layout.to_json` writes them.
    """

    kind: str
    encoding: str
    statements: tuple[Statement, ...]
    problems: list[Problem] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    layouts: tuple[dict[str, Any], ...] = ()
