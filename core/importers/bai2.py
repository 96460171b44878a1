"""BAI2, the cash management balance report of banks in North America.

Source: Cash Management Balance Reporting Specifications, version 2 (BAI). A file holds groups (a bank and a
day), a group accounts, an account balances and payments; each level closes with a sum and a count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.errors import FileDamaged, FileTruncated
from core.domain.progress import Tell, untold
from core.importers.bai2_payment import day_of, money, read_payment
from core.importers.bai2_records import Fields, Record, records
from core.importers.bai2_totals import Totals
from core.importers.decode import decode
from core.importers.layout import Layout

KIND = "bai2"
_OPENS = re.compile(r"\s*01,[^,\n]*,[^,\n]*,\d{6},")
_INSIDE = re.compile(r"^(?:03,[^,\n]+,[A-Z]{0,3},|02,[^,\n]*,[^,\n]*,[1-4]?,\d{6},)", re.MULTILINE)
_DEFAULT_CURRENCY = "USD"
_OPENING, _CLOSING = "010", "015"
_NOT_IN_FORCE = {"2": "deletion", "4": "test"}


def recognizes(data: bytes) -> float:
    """How surely this is BAI2: a file header, and groups or accounts below it."""
    head = data[:20_000].removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").decode("latin-1")
    inside = bool(_INSIDE.search(head))
    if _OPENS.match(head):
        return 0.98 if inside else 0.6
    return 0.7 if inside and re.search(r"^(?:16,\d{3}|49,[+-]?\d*),", head, re.MULTILINE) else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every account of every group as a statement; sums and counts that are off are problems.

    A group that takes back an earlier one, or is a test, brings no rows and is said.

    Raises:
        FileTruncated: the last account is never closed.
        FileDamaged: there is no account in it.
    """
    text, encoding = decode(data)
    report = _Report()
    for record in records(text):
        report.take(record)
    if report.open_account:
        raise FileTruncated(kind=KIND, lines=text.count("\n") + 1)
    if not report.accounts_seen:
        raise FileDamaged(kind=KIND, detail="no_statement")
    report.totals.at_the_end()
    statements = tuple(report.statements) or (Statement("", "", ()),)
    return Reading(KIND, encoding, statements, report.problems)


@dataclass(slots=True)
class _Group:
    """A bank and a day, as record 02 says."""

    bank: str = ""
    as_of: date | None = None
    currency: str = _DEFAULT_CURRENCY
    in_force: bool = True


@dataclass(slots=True)
class _Account:
    """One record 03 with what follows it."""

    number: str
    currency: str
    group: _Group
    balances: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def statement(self) -> Statement:
        """The account as a statement; only ledger balances can be anchors, available ones cannot."""
        day = self.group.as_of
        return Statement(
            account_number=self.number,
            currency=self.currency,
            rows=tuple(self.rows),
            bank_code=self.group.bank,
            opening=self._balance(_OPENING, day - timedelta(days=1) if day else None),
            closing=self._balance(_CLOSING, day),
        )

    def _balance(self, code: str, on: date | None) -> Balance | None:
        minor = self.balances.get(code)
        return None if minor is None or on is None else Balance(on, minor)


class _Report:
    """The file while it is read, record by record."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self.totals = Totals(self.problems)
        self.accounts_seen = 0
        self.open_account: _Account | None = None
        self._group = _Group()

    def take(self, record: Record) -> None:
        """Take in one record with its continuations."""
        if record.code == "03":
            self._close()
        self.totals.take(record)
        takers = {"02": self._take_group, "03": self._take_account, "16": self._take_payment}
        if record.code == "49":
            self._close()
        elif record.code in takers:
            takers[record.code](record)
        elif record.code not in ("01", "98", "99"):
            self._bad(record, "bad_line", record.raw.split("\n")[0])

    def _take_group(self, record: Record) -> None:
        self._close()
        fields = record.fields()
        _, bank, status, day, _, currency, *_ = (*fields.every(), *[""] * 8)
        self._group = _Group(
            bank.strip(),
            day_of(day),
            currency.strip().upper() if _is_currency(currency) else _DEFAULT_CURRENCY,
            status.strip() not in _NOT_IN_FORCE,
        )
        if not self._group.in_force:
            facts = {"value": _NOT_IN_FORCE[status.strip()]}
            self.problems.append(Problem("group_left_out", 0, record.raw, facts))

    def _take_account(self, record: Record) -> None:
        self.accounts_seen += 1
        fields = record.fields()
        number, currency = fields.take().strip(), fields.take()
        currency = currency.strip().upper() if _is_currency(currency) else self._group.currency
        self.open_account = _Account(number, currency, self._group)
        for code, amount in _summaries(fields):
            self.totals.add(amount, currency)
            try:
                minor = money(amount, currency)
            except ValueError:
                self._bad(record, "bad_amount", amount)
                continue
            self.open_account.balances.setdefault(code, minor)

    def _take_payment(self, record: Record) -> None:
        account = self.open_account
        if account is None:
            self._bad(record, "bad_line", record.raw.split("\n")[0])
            return
        fields = record.fields()
        fields.take()
        self.totals.add(fields.take(), account.currency)
        try:
            row = read_payment(record, account.group.as_of, account.currency, self.problems)
            account.rows.append(row)
        except ValueError as error:
            self._bad(record, *error.args)

    def _bad(self, record: Record, code: str, value: str) -> None:
        self.problems.append(Problem(code, record.line_no, record.raw, {"value": value}))

    def _close(self) -> None:
        if self.open_account and self.open_account.group.in_force:
            self.statements.append(self.open_account.statement())
        self.open_account = None


def _summaries(fields: Fields) -> Iterator[tuple[str, str]]:
    """Type code and amount of every balance and total that a record 03 lists."""
    while fields.left():
        code = fields.take().strip()
        if not code and fields.at_line_start():
            continue
        amount, _, _ = fields.take(), fields.take(), fields.take_funds()
        if code and amount.strip():
            yield code, amount


def _is_currency(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]{3}", text.strip()))
