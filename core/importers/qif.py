"""QIF: Quicken's own text format, which many banks still offer, one letter a field and ^ after each entry.

Source: Quicken Interchange Format as Intuit published it (the "QIF files" help pages of Quicken for
Windows); day and amount are written as the user's country does, so the whole file settles both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.domain.bank_file import Balance, Problem, Question, Reading, Row, Statement
from core.domain.codes import TypeCode
from core.domain.errors import FileDamaged, NoStatement
from core.domain.money import exponent, to_major, to_minor
from core.domain.progress import Tell, untold
from core.importers.amounts import guess_decimal, read_amount
from core.importers.dates import DAY_FIRST, MONTH_FIRST, guess_order, read_date
from core.importers.decode import decode
from core.importers.layout import Layout
from core.importers.qif_records import PAYMENTS, TRADES, Account, Record, accounts, usual_day
from core.importers.rounding import rounded
from core.importers.tables import neutral

KIND = "qif"
_FAMILY = "qif"
_HEAD_BYTES = 4_000
_STARTS = re.compile(r"(?:\ufeff|\s)*!(?:type *:|account|option:|clear:)", re.IGNORECASE)
_TRANSFER = re.compile(r"\[(.+?)\]")
_OPENING = re.compile(r"opening balance|anfangssaldo|solde initial|saldo ini[cz]i?al", re.IGNORECASE)


def recognizes(data: bytes) -> float:
    """How surely this is QIF: a line with an exclamation mark that names an account or a list."""
    text, _ = decode(data[:_HEAD_BYTES] if len(data) > _HEAD_BYTES else data)
    return 0.95 if _STARTS.match(text) else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """One statement per account; whether 03/04 is in March or April is asked where the file leaves it open.

    Raises:
        FileDamaged: it does not begin as QIF does.
        NoStatement: it holds lists only, such as categories.
    """
    given = layout or Layout()
    text, encoding = decode(data, given.encoding)
    if not _STARTS.match(text):
        raise FileDamaged(kind=KIND)
    found = accounts(text)
    if not found:
        raise NoStatement("lists")
    reader, questions = _reader(found, given)
    statements = tuple(reader.statement(account) for account in found)
    return Reading(KIND, encoding, statements, reader.problems, questions)


def _reader(found: Sequence[Account], given: Layout) -> tuple["_Reader", tuple[Question, ...]]:
    """The way days and amounts are written, by all of them together, and what stays open."""
    records = [record for account in found for record in account.records]
    days = [usual_day(record.first("D")) for record in records if record.first("D")]
    order, decided = guess_order(days)
    questions: tuple[Question, ...] = ()
    if given.date_order:
        order = given.date_order
    elif not decided:
        samples = tuple(dict.fromkeys(days))[:5]
        questions = (Question("date_order", (DAY_FIRST, MONTH_FIRST), order, samples),)
    amounts = [record.amount for record in records if record.amount]
    decimal = given.decimal or guess_decimal(amounts, fine=exponent(given.currency) > exponent(""))
    return _Reader(order, decimal, given.currency), questions


@dataclass(slots=True)
class _Reader:
    """Entries on their way to rows."""

    order: str
    decimal: str
    currency: str
    problems: list[Problem] = field(default_factory=list)

    def statement(self, account: Account) -> Statement:
        """One account; its opening entry, which Quicken writes as the first, is its opening balance."""
        rows, opening = [], None
        name = account.name
        for place, record in enumerate(account.records):
            try:
                row = self._row(record, account.kind)
            except ValueError as error:
                code, value = error.args
                self.problems.append(Problem(code, record.line_no, record.raw, {"value": value}))
                continue
            own = _TRANSFER.fullmatch(record.first("L"))
            if place == 0 and own and (own[1] == name or _OPENING.search(record.first("P"))):
                opening, name = Balance(row.booked_on, row.amount_minor), name or own[1]
                continue
            rows.append(row)
            self._check_splits(record, row)
        return Statement(
            account_number=name,
            account_name=name,
            currency=self.currency,
            rows=tuple(rows),
            account_kind=PAYMENTS.get(account.kind, "current"),
            opening=opening,
            closing=self._closing(account),
        )

    def _row(self, record: Record, kind: str) -> Row:
        """An entry as a row; raises ValueError(problem code, what stands there)."""
        if not record.closed:
            raise ValueError("unfinished", record.raw.splitlines()[-1])
        if kind in TRADES:
            raise ValueError("trade", record.first("N"))
        exact = self._amount(record.amount)
        amount = to_minor(exact, self.currency)
        self.problems += rounded(exact, self.currency, record.amount, record.raw)
        number = record.first("N")
        code = neutral("ofx", number.upper(), amount)
        if any(_TRANSFER.match(each) for each in (record.first("L"), *record.all("S"))):
            code = TypeCode.OWN_TRANSFER
        cheque = number if number.isdigit() else ""
        known = "" if cheque or not neutral("ofx", number.upper(), amount) else number
        return Row(
            line_no=record.line_no,
            booked_on=self._day(record.first("D")),
            amount_minor=amount,
            currency=self.currency,
            raw=record.raw,
            text=record.words(),
            counterparty=record.first("P"),
            type_code=code,
            bank_code=known,
            bank_code_family=_FAMILY if known else "",
            reference="" if known else number,
            cheque_number=cheque,
        )

    def _check_splits(self, record: Record, row: Row) -> None:
        """The parts of an entry add up to it; where they do not, the entry counts as it stands."""
        try:
            parts = sum(to_minor(self._amount(part), self.currency) for part in record.all("$"))
        except ValueError:
            return
        if record.all("$") and parts != row.amount_minor:
            told = [str(to_major(minor, self.currency)) for minor in (row.amount_minor, parts)]
            facts = {"stated": told[0], "counted": told[1], "line": str(record.line_no)}
            self.problems.append(Problem("splits_differ", 0, record.raw, facts))

    def _closing(self, account: Account) -> Balance | None:
        """The balance in the account's own entry, where it names its day."""
        try:
            day = self._day(account.balance_day)
            return Balance(day, to_minor(self._amount(account.balance), self.currency))
        except ValueError:
            return None

    def _day(self, written: str) -> date:
        try:
            return read_date(usual_day(written), self.order)
        except ValueError:
            raise ValueError("bad_date" if written else "no_date", written) from None

    def _amount(self, written: str) -> Decimal:
        try:
            return read_amount(written, self.decimal)
        except ValueError:
            raise ValueError("bad_amount" if written else "no_amount", written) from None
