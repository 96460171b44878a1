"""The layout of a plain CSV, from its header's words and from what stands in its columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.bank_file import Question
from core.importers.amounts import guess_decimal, read_either
from core.importers.csv_headers import is_header, plain_words, roles_of, stated_currency
from core.importers.csv_lines import Line
from core.importers.dates import DAY_FIRST, MONTH_FIRST, guess_order, is_date
from core.importers.layout import Layout, fingerprint_of

FLAGS_OUT = frozenset("d dr db debit debet soll s af o out outflow withdrawal sale paid".split())
FLAGS_IN = frozenset("c cr credit kredit haben h bij cb i in inflow deposit".split())
_HEADER_WITHIN = 40
_SAMPLE = 400
_MOST = 0.6
_NAMED = 0.3
"""A column whose header says what it is needs fewer readable cells than one without."""
_SEVERAL = frozenset({"text", "booked_on", "counterparty", "reference"})
"""Roles that several columns may fill; of days, payees and references the first filled one counts."""
_FEW_ROWS = 5
_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "zł": "PLN", "Kč": "CZK"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A complete layout, and what the file leaves open."""

    layout: Layout
    questions: tuple[Question, ...]
    body_from: int
    """The first line below the header."""


def guess_layout(lines: Sequence[Line], given: Layout) -> Guess | None:
    """The layout of a table; what `given` fills in is taken as it is.

    None where no column holds days or none holds amounts: then it is no bank file. A layout
    remembered under another fingerprint does not speak about this file and is left aside.
    """
    header_line = _header_line(lines)
    header = lines[header_line].cells if header_line >= 0 else []
    body = [line.cells for line in lines[header_line + 1 :]]
    table = _Table(header, body)
    fingerprint = fingerprint_of(header or table.shape())
    if given.fingerprint not in ("", fingerprint):
        given = Layout(encoding=given.encoding, delimiter=given.delimiter)
    columns = _merged(table.columns(), given.columns)
    if "booked_on" not in columns or not columns.keys() & {"amount", "debit", "credit"}:
        return None
    layout = replace(
        given,
        fingerprint=fingerprint,
        columns=columns,
        decimal=given.decimal or table.decimal(columns, given.delimiter),
        currency=given.currency or table.currency(columns),
    )
    layout, date_question = _with_order(layout, table)
    layout, sign_question = _with_sign(layout, table)
    asked = (*date_question, *sign_question, *_column_question(table, given, columns))
    return Guess(layout, asked, header_line + 1)


def _merged(
    own: Mapping[str, tuple[int, ...]], given: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """The columns found, with those given in their place; naming money out leaves the other for in."""
    columns = {**own, **given}
    if "debit" in given and "credit" not in given:
        pair = {*own.get("debit", ()), *own.get("credit", ())}
        columns["credit"] = tuple(sorted(pair - {*given["debit"]}))
    return columns


def _header_line(lines: Sequence[Line]) -> int:
    """The first line whose cells name columns; -1 where none does."""
    for place, line in enumerate(lines[:_HEADER_WITHIN]):
        if is_header(line.cells) and not any(is_date(cell) for cell in line.cells):
            return place
    return -1


@dataclass(frozen=True, slots=True)
class _Table:
    """A header and the lines below it."""

    header: Sequence[str]
    body: Sequence[Sequence[str]]

    def column(self, place: int, first: int | None = None) -> list[str]:
        """What stands in a column, or in its first lines; blank cells left out."""
        return [row[place].strip() for row in self.body[:first] if place < len(row) and row[place].strip()]

    def holds(self, place: int, test: Callable[[str], bool], share: float = _MOST) -> bool:
        """Whether at least this share of the first filled cells of a column passes a test."""
        cells = self.column(place, _SAMPLE)
        return bool(cells) and sum(map(test, cells)) >= share * len(cells)

    def columns(self) -> dict[str, tuple[int, ...]]:
        """The columns of each role, by the header where it fits what stands below it, else by content."""
        roles = dict(roles_of(self.header)) if self.header else {}
        for role, test in (
            ("booked_on", is_date),
            ("value_on", is_date),
            ("amount", _is_amount),
            ("debit", _is_amount),
            ("credit", _is_amount),
            ("balance", _is_amount),
            ("flag", _is_flag),
            ("mcc", _is_mcc),
        ):
            kept = tuple(place for place in roles.pop(role, ()) if self.fits(place, role, test))
            if kept:
                roles[role] = kept
        self._fill_in(roles)
        _settle_money(roles, self)
        return {role: places if role in _SEVERAL else places[:1] for role, places in roles.items()}

    def fits(self, place: int, role: str, test: Callable[[str], bool]) -> bool:
        """Whether a column holds what its role asks; debit and credit columns may stand empty."""
        empty = not self.column(place, _SAMPLE)
        return self.holds(place, test, _NAMED) or (role in ("debit", "credit") and empty)

    def _fill_in(self, roles: dict[str, tuple[int, ...]]) -> None:
        """Days, amounts and words that no header names."""
        taken = {place for places in roles.values() for place in places}
        free = [place for place in range(self.width()) if place not in taken]
        days = [place for place in free if self.holds(place, is_date)]
        if "booked_on" not in roles:
            found = (*roles.get("value_on", ()), *days)
            roles.update({"booked_on": found[:1]} if found else {})
            roles.update({"value_on": found[1:2]} if found[1:] else {})
        if not roles.keys() & {"amount", "debit", "credit"}:
            roles.update(self.unnamed_money(exclude=[*days, *taken]))
        if not roles.keys() & {"text", "counterparty"}:
            used = {place for places in roles.values() for place in places}
            wordy = [place for place in free if place not in used and self.holds(place, _is_wordy)]
            roles["text"] = tuple(wordy)
        if "flag" not in roles and not self.header:
            flags = [place for place in free if self.holds(place, _is_flag)]
            roles.update({"flag": (flags[0],)} if flags else {})

    def unnamed_money(self, exclude: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """The amount column without a header; two of which each line fills one are out and in.

        The fuller of such a pair is taken for money out: most accounts pay oftener than they receive.
        """
        money = self.money(exclude)
        if len(money) == 2 and self.take_turns(money[0], money[1]):
            out, into = sorted(money, key=lambda place: -len(self.column(place)))
            return {"debit": (out,), "credit": (into,)}
        return {"amount": (money[0],)} if money else {}

    def take_turns(self, left: int, right: int) -> bool:
        """Whether no line fills both columns."""
        filled = (
            [place < len(row) and bool(row[place].strip()) for place in (left, right)] for row in self.body
        )
        return not any(all(pair) for pair in filled)

    def shape(self) -> list[str]:
        """What each column holds: the name of a table that has no header."""
        tests = (("day", is_date), ("money", _has_cents), ("words", _is_wordy))
        return [
            next((name for name, test in tests if self.holds(place, test)), "")
            for place in range(self.width())
        ]

    def money(self, exclude: Sequence[int]) -> list[int]:
        """Columns that hold amounts with cents, left to right."""
        return [
            place
            for place in range(self.width())
            if place not in exclude and self.holds(place, _has_cents) and not self.holds(place, is_date)
        ]

    def width(self) -> int:
        """How many columns the widest line has."""
        return max((len(row) for row in self.body[:_SAMPLE]), default=0)

    def decimal(self, columns: Mapping[str, tuple[int, ...]], delimiter: str) -> str:
        """Point or comma, by every money column together."""
        roles = ("amount", "debit", "credit", "balance")
        cells = [cell for role in roles for place in columns.get(role, ()) for cell in self.column(place)]
        return guess_decimal(cells, fallback="," if delimiter == ";" else ".")

    def currency(self, columns: Mapping[str, tuple[int, ...]]) -> str:
        """The currency in the header, else the sign that stands at the amounts, else ""."""
        if "currency" in columns:
            return ""
        money = [place for role in ("amount", "debit", "credit") for place in columns.get(role, ())]
        named = stated_currency([self.header[place] for place in money if place < len(self.header)])
        cells = [cell for place in money for cell in self.column(place)]
        signs = {code for sign, code in _SYMBOLS.items() if any(sign in cell for cell in cells)}
        return named or (signs.pop() if len(signs) == 1 else "") or stated_currency(self.header)


def _settle_money(roles: dict[str, tuple[int, ...]], table: _Table) -> None:
    """One way to the amount: a signed column wins over the pair, the pair over an unsigned one."""
    pair = roles.keys() & {"debit", "credit"}
    if "amount" in roles and pair:
        signed = any("-" in cell for cell in table.column(roles["amount"][0]))
        for role in pair if signed else {"amount"}:
            del roles[role]
    if "flag" in roles and "amount" not in roles:
        del roles["flag"]


def _with_order(layout: Layout, table: _Table) -> tuple[Layout, tuple[Question, ...]]:
    if layout.date_order:
        return layout, ()
    cells = table.column(layout.columns["booked_on"][0])
    order, decided = guess_order(cells)
    if decided:
        return replace(layout, date_order=order), ()
    samples = tuple(dict.fromkeys(cells))[:5]
    asked = Question("date_order", (DAY_FIRST, MONTH_FIRST), order, samples)
    return replace(layout, date_order=order), (asked,)


def _with_sign(layout: Layout, table: _Table) -> tuple[Layout, tuple[Question, ...]]:
    """A lone column without one minus in it may be spending written as positive: that is asked."""
    if layout.sign:
        return layout, ()
    if "amount" not in layout.columns or layout.columns.keys() & {"flag", "balance"}:
        return replace(layout, sign="as_written"), ()
    cells = table.column(layout.columns["amount"][0])
    if any(_is_down(cell) for cell in cells):
        return replace(layout, sign="as_written"), ()
    guess = "spending_positive" if len(cells) >= _FEW_ROWS else "as_written"
    asked = Question("sign", ("as_written", "spending_positive"), guess, tuple(cells[:5]))
    return replace(layout, sign=guess), (asked,)


def _column_question(
    table: _Table, given: Layout, columns: Mapping[str, tuple[int, ...]]
) -> tuple[Question, ...]:
    """Without a header, several columns may be the amount, or the money out: asked by column number."""
    key, role = ("debit_column", "debit") if "debit" in columns else ("amount_column", "amount")
    money = table.money(exclude=[])
    if table.header or role in given.columns or len(money) < 2:
        return ()
    samples = tuple(" | ".join(row[place] for place in money if place < len(row)) for row in table.body[:5])
    return (Question(key, tuple(map(str, money)), str(columns[role][0]), samples),)


def _is_amount(cell: str) -> bool:
    try:
        read_either(cell)
    except ValueError:
        return False
    return True


def _has_cents(cell: str) -> bool:
    return _is_amount(cell) and any(sign in cell[-5:] for sign in ".,")


def _is_down(cell: str) -> bool:
    return any(sign in cell for sign in "-\u2212(") or cell.upper().endswith(("DR", "D"))


def _is_flag(cell: str) -> bool:
    return plain_words(cell) in FLAGS_OUT | FLAGS_IN


def _is_mcc(cell: str) -> bool:
    return cell.isdigit() and len(cell) in (3, 4)


def _is_wordy(cell: str) -> bool:
    return sum(character.isalpha() for character in cell) >= 3
