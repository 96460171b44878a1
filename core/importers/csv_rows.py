"""The lines of a table on their way to rows, by account and currency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from core.domain.bank_file import Problem, Row
from core.domain.money import to_minor
from core.importers.amounts import marked, read_amount
from core.importers.csv_aside import Aside, is_name, is_prose
from core.importers.csv_headers import plain_words
from core.importers.csv_lines import Line
from core.importers.csv_states import is_pending, not_carried_out
from core.importers.csv_table import flagged, out_and_in
from core.importers.csv_totals import balance_words, is_total
from core.importers.dates import read_date
from core.importers.layout import Layout
from core.importers.rounding import rounded

_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST_SHARED = 20_000
_NO_DAY = frozenset({"no_date", "bad_date"})
_YES = frozenset("true yes 1 ja oui si tak ano y".split())
_MONEY = ("amount", "debit", "credit", "balance")


@dataclass(slots=True)
class RowReader:
    """Reads line after line; what it found lies in `rows` and `problems`."""

    layout: Layout
    header: list[str]
    stated_account: str
    known_by: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The columns a payment is known by in another file, where they are not those of payee and words."""
    minus: frozenset[str] = frozenset()
    """Which of the columns for money out and in bear a minus as a rule."""
    payers: frozenset[int] = frozenset()
    """Which of the columns of names tell who paid: the other side where money came in."""
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    rows: dict[tuple[str, str, str], list[Row]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    last: tuple[str, str, str] | None = None
    places: dict[str, tuple[int, ...]] = field(init=False)
    aside: Aside = field(default_factory=Aside)
    _day_places: tuple[int, ...] = field(init=False)

    def take(self, line: Line) -> None:
        """Read one line; one with words only goes on where the line before it ends.

        A header that is repeated, a total and a balance that is no payment are passed over; whether a line
        that is called a balance is one, `finish` tells.
        """
        dated = self.cell(line, "booked_on")
        if self.last and not dated and self._goes_on(line):
            return
        try:
            row = self._row(line, dated)
        except ValueError as error:
            if not self._no_payment(line, dated):
                code, value = error.args
                self.problems.append(Problem(code, line.line_no, line.raw, {"value": value}))
                if code in _NO_DAY and (is_prose(line.cells) or (not self.rows and is_name(dated))):
                    self.aside.prose.append(line.line_no)
                self.last = None
            return
        above = self.last[0] if self.last else ""
        account = self.cell(line, "account").strip("\"'") or self.stated_account or above
        key = (account, row.currency, self.cell(line, "account_name"))
        said = balance_words(line.raw, line.cells)
        if said and row.balance_minor in (None, row.amount_minor):
            self.aside.suspect(key, row, said)
            return
        self.last = key
        self.rows.setdefault(self.last, []).append(row)
        self.count += 1

    def finish(self) -> None:
        """Once every line was read: which of them were balances, and which only words around the table."""
        self.rows, self.problems = self.aside.settled(self.rows, self.problems, bool(self.header))
        self.count = sum(map(len, self.rows.values()))

    def __post_init__(self) -> None:
        self.places = {role: places for role, places in self.layout.columns.items() if places}
        self._day_places = (*self.places.get("booked_on", ()), *self.places.get("value_on", ()))

    def cell(self, line: Line, role: str) -> str:
        """What stands in the first filled column of a role, "" where there is none."""
        places = self.places.get(role)
        if places is None:
            return ""
        cells = line.cells
        for place in places:
            if place < len(cells) and (said := cells[place].strip()):
                return said
        return ""

    def _payee(self, line: Line, amount_minor: int) -> str:
        """The name of the other side: who paid where money came in, else who was paid."""
        if not self.payers:
            return self.cell(line, "counterparty")
        names = self.places.get("counterparty", ())
        places = sorted(names, key=lambda place: (place in self.payers) != (amount_minor > 0))
        said = (line.cells[place].strip() for place in places if place < len(line.cells))
        return next(filter(None, said), "")

    def _other_account(self, line: Line) -> str:
        """The first account named at the other side that is not the owner's own."""
        places = self.places.get("counterparty_account")
        if places is None:
            return ""
        said = (line.cells[place].strip("\"' ") for place in places if place < len(line.cells))
        return next((cell for cell in said if cell and cell != self.stated_account), "")

    def _once(self, said: str) -> str:
        """The same text, kept once however many lines say it."""
        if len(self.shared) < _MOST_SHARED:
            return self.shared.setdefault(said, said)
        return self.shared.get(said, said)

    def _no_payment(self, line: Line, dated: str) -> bool:
        """Whether a line that is no row is a header, a total or a balance, whose payments stand elsewhere."""
        if line.cells == self.header:
            return True
        if (not dated and any(map(is_total, line.cells))) or is_total(dated):
            return True
        said = balance_words(line.raw, line.cells)
        moves_money = any(self.cell(line, role) for role in ("amount", "debit", "credit"))
        return bool(said) and (not moves_money or dated in ("", said))

    def _words(self, line: Line, columns: Mapping[str, tuple[int, ...]] | None = None) -> str:
        cells = line.cells
        places = (columns or self.layout.columns).get("text", ())
        said = [cells[place] for place in places if place < len(cells)]
        if len(said) > 1:
            said = list(dict.fromkeys(word.strip() for word in said if word and not word.isspace()))
        return " ".join(" ".join(said).split())

    def _known_by(self, line: Line, counterparty: str, text: str) -> str:
        """What stands in the columns the payment is known by; "" where payee and words say the same."""
        cells = line.cells
        places = self.known_by.get("counterparty", ())
        payee = next((cells[at].strip() for at in places if at < len(cells) and cells[at].strip()), "")
        said = f"{payee} {self._words(line, self.known_by)}".strip()
        return "" if said == f"{counterparty} {text}".strip() else said

    def _goes_on(self, line: Line) -> bool:
        """Whether a line without a day only adds words to the row right above it; then they are added."""
        if not self.last or any(self.cell(line, role) for role in _MONEY):
            return False
        row = self.rows[self.last][-1]
        words = self._words(line, self.known_by or None) if line.line_no == _line_below(row) else ""
        if words:
            joined = f"{row.text} {words}".strip()
            known_by = f"{row.words} {words}" if row.words else ""
            self.rows[self.last][-1] = replace(row, text=joined, raw=f"{row.raw}\n{line.raw}", words=known_by)
        return bool(words)

    def _row(self, line: Line, dated: str) -> Row:
        """A line as a row; raises ValueError(problem code, what stands there)."""
        columns = self.layout.columns
        announced = self._is_pending(line, dated)
        booked_on = self._announced_for(line, dated) if announced else self._day(dated)
        currency = self.cell(line, "currency").upper() if "currency" in columns else ""
        currency = self._once(currency if len(currency) == 3 and currency.isalpha() else self.layout.currency)
        mcc = self.cell(line, "mcc") if "mcc" in columns else ""
        amount_minor = self._amount(line, currency)
        counterparty, text = self._payee(line, amount_minor), self._words(line)
        text = text or ("" if counterparty else self.cell(line, "type"))
        return Row(
            line_no=line.line_no,
            booked_on=booked_on,
            value_on=self._day_or_none(self.cell(line, "value_on")) if "value_on" in columns else None,
            amount_minor=amount_minor,
            currency=currency,
            raw=line.raw,
            text=self._once(text),
            mcc=mcc.zfill(4) if mcc.isdigit() else "",
            bank_code=self._once(self.cell(line, "type")) if "type" in columns else "",
            balance_minor=self._balance(line, currency) if "balance" in columns else None,
            status="pending" if announced else "booked",
            counterparty=self._once(counterparty),
            counterparty_account=self._once(self._other_account(line)),
            counterparty_bank=self.cell(line, "counterparty_bank") if "counterparty_bank" in columns else "",
            counterparty_nace=self.cell(line, "counterparty_nace") if "counterparty_nace" in columns else "",
            reference=self.cell(line, "reference"),
            words=self._known_by(line, counterparty, text) if self.known_by else "",
        )

    def _is_pending(self, line: Line, dated: str) -> bool:
        """Whether the bank says so; raises ValueError where the payment was never carried out."""
        for place in self.places.get("status", ()):
            said = line.cells[place] if place < len(line.cells) else ""
            if said and not_carried_out(said):
                raise ValueError("not_carried_out", said.strip())
            if said and is_pending(said):
                return True
        if dated not in self.days and dated[-1:].isalpha() and is_pending(dated):
            return True
        return "pending" in self.layout.columns and self.cell(line, "pending").casefold() in _YES

    def _announced_for(self, line: Line, dated: str) -> date:
        """The day of a pending payment: many banks leave the day of booking open and give another."""
        cells = (line.cells[at].strip() for at in self._day_places if at < len(line.cells))
        days = (self._day_or_none(cell) for cell in cells)
        found = next((day for day in days if day), None)
        if found is None and (not dated or is_pending(dated)):
            raise ValueError("not_booked", dated or self.cell(line, "status"))
        return found or self._day(dated)

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
        """Signed minor units, from one column, a column with a flag, or a pair of columns.

        Where spending is written as positive, an amount that is marked as credited is money in.
        """
        columns = self.layout.columns
        if "amount" in columns:
            written = self.cell(line, "amount")
            amount = self._decimal(written)
            if self.layout.sign == "spending_positive":
                amount = amount if amount > 0 and marked(written) > 0 else -amount
            elif "flag" in columns:
                amount = flagged(amount, plain_words(self.cell(line, "flag")), self.minus)
        else:
            out, into = self.cell(line, "debit"), self.cell(line, "credit")
            if not out and not into:
                raise ValueError("no_amount", "")
            amount = out_and_in(self._decimal(out or "0"), self._decimal(into or "0"), self.minus)
        if currency:
            self.problems += rounded(amount, currency, str(amount), line.raw)
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


def _line_below(row: Row) -> int:
    """The number of the line that follows a row's own."""
    return row.line_no + 1 + len(_LINE_END.findall(row.raw))
