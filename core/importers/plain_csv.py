"""The plain CSV of any bank: the layout is guessed from the file, or given by who knows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from core.domain.bank_file import Problem, Reading, Row, Statement
from core.domain.errors import FileRefused
from core.domain.money import to_minor
from core.importers.amounts import read_amount
from core.importers.csv_guess import FLAGS_OUT, Guess, guess_layout
from core.importers.csv_headers import plain_words
from core.importers.csv_lines import Line, guess_delimiter, lines
from core.importers.dates import read_date
from core.importers.decode import decode
from core.importers.layout import Layout
from core.importers.refusals import unknown

KIND = "plain_csv"
_SAMPLE_BYTES = 60_000
_BAD_SHARE = 0.5
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")


def recognizes(data: bytes) -> float:
    """How surely this is a table of payments: 0.6 where a column of days and one of amounts is found."""
    head = data[:_SAMPLE_BYTES]
    if len(data) > _SAMPLE_BYTES:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1]
    try:
        reading = read(head)
    except FileRefused:
        return 0.0
    return 0.6 if any(tuple(statement.rows) for statement in reading.statements) else 0.3


def read(data: bytes, layout: Layout | None = None) -> Reading:
    """One statement per account and currency, rows in the file's order.

    Raises:
        FileRefused: no columns of days and amounts, or most lines are no payments.
    """
    table, guess, encoding = _opened(data, layout or Layout())
    reader = _Reader(guess.layout, _stated_account(table, guess))
    reader.take(table[guess.body_from :])
    if len(reader.problems) > _BAD_SHARE * (len(reader.problems) + reader.count):
        raise unknown(data)
    return Reading(KIND, encoding, reader.statements(), reader.problems, guess.questions)


def layout_of(data: bytes, layout: Layout | None = None) -> Layout:
    """The layout a file is read by, to be remembered under its fingerprint.

    Raises:
        FileRefused: it is no table of payments.
    """
    return _opened(data, layout or Layout())[1].layout


def _opened(data: bytes, given: Layout) -> tuple[list[Line], Guess, str]:
    text, encoding = decode(data, given.encoding)
    delimiter = given.delimiter or guess_delimiter(text)
    table = list(lines(text, delimiter))
    guess = guess_layout(table, replace(given, encoding=encoding, delimiter=delimiter))
    if guess is None:
        raise unknown(data)
    return table, guess, encoding


def _stated_account(table: Sequence[Line], guess: Guess) -> str:
    """An IBAN that stands above the header; "" where there is none."""
    above = " ".join(line.raw for line in table[: guess.body_from])
    found = _IBAN.search(above)
    return found.group().replace(" ", "") if found else ""


@dataclass(slots=True)
class _Reader:
    """Lines of a table on their way to rows, by account and currency."""

    layout: Layout
    stated_account: str
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    last: tuple[str, str] | None = None

    def take(self, body: Sequence[Line]) -> None:
        """Read every line; one with words only goes on where the line before it ends."""
        for line in body:
            if self.last and self._goes_on(line):
                continue
            try:
                row = self._row(line)
            except ValueError as error:
                code, value = error.args
                self.problems.append(Problem(code, line.line_no, line.raw, {"value": value}))
                self.last = None
                continue
            above = self.last[0] if self.last else ""
            account = self.cell(line, "account") or self.stated_account or above
            self.last = (account, row.currency)
            self.rows.setdefault(self.last, []).append(row)
            self.names.setdefault(account, self.cell(line, "account_name"))
            self.count += 1

    def statements(self) -> tuple[Statement, ...]:
        """A statement per account and currency."""
        return tuple(
            Statement(account, currency, tuple(rows), account_name=self.names.get(account, ""))
            for (account, currency), rows in self.rows.items()
        )

    def cell(self, line: Line, role: str) -> str:
        """What stands in the first filled column of a role, "" where there is none."""
        for place in self.layout.columns.get(role, ()):
            if place < len(line.cells) and (said := line.cells[place].strip()):
                return said
        return ""

    def _words(self, line: Line) -> str:
        places = self.layout.columns.get("text", ())
        said = [line.cells[place].strip() for place in places if place < len(line.cells)]
        return " ".join(" ".join(dict.fromkeys(word for word in said if word)).split())

    def _goes_on(self, line: Line) -> bool:
        """Whether a line only adds words to the row before it; then they are added."""
        if any(self.cell(line, role) for role in ("booked_on", "amount", "debit", "credit", "balance")):
            return False
        words = self._words(line)
        if words and self.last:
            row = self.rows[self.last][-1]
            joined = f"{row.text} {words}".strip()
            self.rows[self.last][-1] = replace(row, text=joined, raw=f"{row.raw}\n{line.raw}")
        return bool(words)

    def _row(self, line: Line) -> Row:
        """A line as a row; raises ValueError(problem code, what stands there)."""
        currency = self.cell(line, "currency").upper() or self.layout.currency
        return Row(
            line_no=line.line_no,
            booked_on=self._day(self.cell(line, "booked_on")),
            value_on=self._day_or_none(self.cell(line, "value_on")),
            amount_minor=self._amount(line, currency),
            currency=currency,
            raw=line.raw,
            text=self._words(line),
            counterparty=self.cell(line, "counterparty"),
            counterparty_account=self.cell(line, "counterparty_account"),
            counterparty_bank=self.cell(line, "counterparty_bank"),
            counterparty_nace=self.cell(line, "counterparty_nace"),
            mcc=self.cell(line, "mcc").zfill(4) if self.cell(line, "mcc").isdigit() else "",
            bank_code=self.cell(line, "type"),
            reference=self.cell(line, "reference"),
            balance_minor=self._balance(line, currency),
        )

    def _day(self, text: str) -> date:
        found = self.days.get(text)
        if found is None:
            try:
                found = self.days[text] = read_date(text, self.layout.date_order)
            except ValueError:
                raise ValueError("bad_date" if text else "no_date", text) from None
        return found

    def _day_or_none(self, text: str) -> date | None:
        try:
            return self._day(text) if text else None
        except ValueError:
            return None

    def _amount(self, line: Line, currency: str) -> int:
        """Signed minor units, from one column, a column with a flag, or a pair of columns."""
        if "amount" in self.layout.columns:
            amount = self._decimal(self.cell(line, "amount"))
            if self.layout.sign == "spending_positive":
                amount = -amount
            elif plain_words(self.cell(line, "flag")) in FLAGS_OUT:
                amount = -abs(amount)
        else:
            out, into = self.cell(line, "debit"), self.cell(line, "credit")
            if not out and not into:
                raise ValueError("no_amount", "")
            amount = self._decimal(into or "0") - abs(self._decimal(out or "0"))
        return to_minor(amount, currency)

    def _decimal(self, text: str) -> Decimal:
        try:
            return read_amount(text, self.layout.decimal)
        except ValueError:
            raise ValueError("bad_amount" if text else "no_amount", text) from None

    def _balance(self, line: Line, currency: str) -> int | None:
        try:
            return to_minor(read_amount(self.cell(line, "balance"), self.layout.decimal), currency)
        except ValueError:
            return None
