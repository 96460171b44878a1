"""The layout of a plain CSV, from its header's words and from what stands in its columns."""

from collections.abc import Callable, Sequence
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
_FEW_ROWS = 5
_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "zł": "PLN", "Kč": "CZK"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A complete layout, and what the file leaves open."""

    layout: Layout
    questions: tuple[Question, ...]


def guess_layout(lines: Sequence[Line], given: Layout) -> Guess | None:
    """The layout of a table; what `given` fills in is taken as it is. None where no column
    holds days or none holds amounts: then it is no bank file.
    """
    header_line = _header_line(lines) if given.header_line is None else given.header_line
    header = lines[header_line].cells if header_line >= 0 else []
    body = [line.cells for line in lines[header_line + 1 :]][:_SAMPLE]
    table = _Table(header, body)
    columns = {**table.columns(), **given.columns}
    if "booked_on" not in columns or not columns.keys() & {"amount", "debit", "credit"}:
        return None
    layout = replace(
        given,
        fingerprint=fingerprint_of(header),
        header_line=header_line,
        columns=columns,
        decimal=given.decimal or table.decimal(columns, given.delimiter),
        currency=given.currency or table.currency(columns),
    )
    layout, date_question = _with_order(layout, table)
    layout, sign_question = _with_sign(layout, table)
    asked = (*date_question, *sign_question, *_amount_question(table, given, columns))
    return Guess(layout, asked)


def _header_line(lines: Sequence[Line]) -> int:
    """The first line whose cells name columns; -1 where none does."""
    for place, line in enumerate(lines[:_HEADER_WITHIN]):
        if is_header(line.cells) and not any(is_date(cell) for cell in line.cells):
            return place
    return -1


@dataclass(frozen=True, slots=True)
class _Table:
    """A header and the first lines below it."""

    header: Sequence[str]
    body: Sequence[Sequence[str]]

    def column(self, place: int) -> list[str]:
        """What stands in a column, blank cells left out."""
        return [row[place].strip() for row in self.body if place < len(row) and row[place].strip()]

    def holds(self, place: int, test: Callable[[str], bool]) -> bool:
        """Whether most filled cells of a column pass a test."""
        cells = self.column(place)
        return bool(cells) and sum(map(test, cells)) >= _MOST * len(cells)

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
                roles[role] = kept[:1]
        self._fill_in(roles)
        _settle_money(roles, self)
        single = {role: places[:1] for role, places in roles.items() if role != "text"}
        return single | {"text": roles.get("text", ())}

    def fits(self, place: int, role: str, test: Callable[[str], bool]) -> bool:
        """Whether a column holds what its role asks; debit and credit columns may stand empty."""
        return self.holds(place, test) or (role in ("debit", "credit") and not self.column(place))

    def _fill_in(self, roles: dict[str, tuple[int, ...]]) -> None:
        """Days, amounts and words that no header names."""
        taken = {place for places in roles.values() for place in places}
        free = [place for place in range(self.width()) if place not in taken]
        days = [place for place in free if self.holds(place, is_date)]
        if days and "booked_on" not in roles:
            roles["booked_on"] = (days[0],)
            if len(days) > 1:
                roles.setdefault("value_on", (days[1],))
        if not roles.keys() & {"amount", "debit", "credit"}:
            money = self.money(exclude=[*days, *taken])
            if money:
                roles["amount"] = (money[0],)
        if not roles.keys() & {"text", "counterparty"}:
            used = {place for places in roles.values() for place in places}
            wordy = [place for place in free if place not in used and self.holds(place, _is_wordy)]
            roles["text"] = tuple(wordy)
        if "flag" not in roles and not self.header:
            flags = [place for place in free if self.holds(place, _is_flag)]
            roles.update({"flag": (flags[0],)} if flags else {})

    def money(self, exclude: Sequence[int]) -> list[int]:
        """Columns that hold amounts with cents, left to right."""
        return [
            place
            for place in range(self.width())
            if place not in exclude and self.holds(place, _has_cents) and not self.holds(place, is_date)
        ]

    def width(self) -> int:
        """How many columns the widest line has."""
        return max((len(row) for row in self.body), default=0)

    def decimal(self, columns: dict[str, tuple[int, ...]], delimiter: str) -> str:
        """Point or comma, by every money column together."""
        roles = ("amount", "debit", "credit", "balance")
        cells = [cell for role in roles for place in columns.get(role, ()) for cell in self.column(place)]
        return guess_decimal(cells, fallback="," if delimiter == ";" else ".")

    def currency(self, columns: dict[str, tuple[int, ...]]) -> str:
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
    american = layout.currency in ("USD", "CAD") or any("$" in cell for row in table.body for cell in row)
    guess = MONTH_FIRST if american else DAY_FIRST
    samples = tuple(dict.fromkeys(cells))[:5]
    asked = Question("date_order", (DAY_FIRST, MONTH_FIRST), guess, samples)
    return replace(layout, date_order=guess), (asked,)


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


def _amount_question(
    table: _Table, given: Layout, columns: dict[str, tuple[int, ...]]
) -> tuple[Question, ...]:
    """Without a header, several columns may be the amount: that is asked by column number."""
    if table.header or "amount" in given.columns:
        return ()
    money = table.money(exclude=[])
    if len(money) < 2:
        return ()
    guess = columns["amount"][0] if "amount" in columns else money[0]
    samples = tuple(" | ".join(row[place] for place in money if place < len(row)) for row in table.body[:5])
    return (Question("amount_column", tuple(map(str, money)), str(guess), samples),)


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
