"""A table's columns: what stands in each, and whether it looks like days, amounts or words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.money import exponent
from core.importers.amounts import guess_decimal, marked, read_amount, read_either
from core.importers.csv_currency import stated_currency, written_currency
from core.importers.csv_headers import plain_words
from core.importers.csv_proof import AS_WRITTEN, Proof, Step, prove
from core.importers.dates import guess_order, is_date, read_date

FLAGS_OUT = frozenset(
    "d dr db debit debet debito soll s af o out outflow withdrawal sale paid debe ma dare ut ud ulos terhere "
    "borc kiadas obciazenie vydaj gider lastschrift depense cargo addebito saida χρεωση расход".split()
)
FLAGS_IN = frozenset(
    "c cr credit kredit credito kreditt haben h bij cb i in inflow deposit haber wn uznanie avere inn ind "
    "panoon alacak bevetel javara prijem gelir gutschrift recette abono accredito entrada k πιστωση "
    "приход".split()
)
SAMPLE = 400
_PROVEN_WITHIN = 5_000
_MOST = 0.6
_NAMED = 0.3
"""A column whose header says what it is needs fewer readable cells than one without."""
_ALL_BUT = 0.95
_THOUSANDTHS = 3
_LONGEST = 13
_BEHIND_CENTS = " .CRDBSHcrdb"
_PAIR = ("debit", "credit")
Columns = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the lines below it."""

    header: Sequence[str]
    body: Sequence[Sequence[str]]

    def column(self, place: int, first: int | None = None) -> list[str]:
        """What stands in a column, or in its first lines; blank cells left out."""
        return [row[place].strip() for row in self.body[:first] if place < len(row) and row[place].strip()]

    def holds(self, place: int, test: Callable[[str], bool], share: float = _MOST) -> bool:
        """Whether at least this share of the first filled cells of a column passes a test."""
        cells = self.column(place, SAMPLE)
        return bool(cells) and sum(map(test, cells)) >= share * len(cells)

    def marks_both(self, place: int) -> bool:
        """Whether a column without a name marks money out and money in; under a header, it marks both."""
        said = {plain_words(cell) for cell in self.column(place, SAMPLE)}
        both = bool(said & FLAGS_OUT) and bool(said & FLAGS_IN)
        return self.holds(place, is_flag) and (both or not self.header)

    def fits(self, place: int, role: str, test: Callable[[str], bool]) -> bool:
        """Whether a column holds what its role asks; debit and credit columns may stand empty."""
        if role == "flag":
            return self.holds(place, test, _ALL_BUT)
        empty = not self.column(place, SAMPLE)
        return self.holds(place, test, _NAMED) or (role in ("debit", "credit") and empty)

    def dated(self) -> list[Sequence[str]]:
        """The first lines that hold a day: payments, and no heading or total."""
        return [row for row in self.body[:SAMPLE] if any(map(is_date, row))]

    def take_turns(self, left: int, right: int) -> bool:
        """Whether no line holds an amount in both columns."""
        return not any(
            all(place < len(row) and is_amount(row[place]) for place in (left, right)) for row in self.body
        )

    def shape(self) -> list[str]:
        """What each column holds, days as they are written: the name of a table that has no header."""
        tests = (("day", is_date), ("money", has_cents), ("words", is_wordy))
        found = [
            next((name for name, test in tests if self.holds(place, test)), "")
            for place in range(self.width())
        ]
        return [
            name if name != "day" else _pattern(self.column(place, SAMPLE)[0])
            for place, name in enumerate(found)
        ]

    def money(self, exclude: Sequence[int], cents: bool = False) -> list[int]:
        """Columns that hold amounts, left to right; only those with `cents` where there are any or asked."""
        free = [
            place for place in range(self.width()) if place not in exclude and not self.holds(place, is_date)
        ]
        found = [place for place in free if self.holds(place, has_cents)]
        if found or cents:
            return found
        return [place for place in free if self.holds(place, is_whole) and len({*self.column(place)}) > 1]

    def width(self) -> int:
        """How many columns the widest line has."""
        return max((len(row) for row in self.body[:SAMPLE]), default=0)

    def decimal(self, columns: Columns, delimiter: str, currency: str = "") -> str:
        """Point or comma, by every money column together."""
        roles = ("amount", "debit", "credit", "balance")
        places = {place for role in roles for place in columns.get(role, ())}
        cells = [cell for place in places for cell in self.column(place, _PROVEN_WITHIN)]
        named = {cell for place in columns.get("currency", ()) for cell in self.column(place, SAMPLE)}
        named = named or {currency} - {""}
        fine = bool(named) and all(exponent(code.upper()) == _THOUSANDTHS for code in named)
        return guess_decimal(cells, fallback="," if delimiter == ";" else ".", fine=fine)

    def currency(self, columns: Columns) -> str:
        """The currency in the header, else the sign that stands at the amounts, else ""."""
        if "currency" in columns:
            return ""
        money = [place for role in ("amount", "debit", "credit") for place in columns.get(role, ())]
        named = stated_currency([self.header[place] for place in money if place < len(self.header)])
        cells = [cell for place in money for cell in self.column(place, SAMPLE)]
        signs = {code for cell in cells if (code := written_currency(cell))}
        return named or (signs.pop() if len(signs) == 1 else "") or stated_currency(self.header)

    def proof(self, columns: Columns, decimal: str) -> Proof | None:
        """What the running balance proves about the amounts; None without one, or where it proves nothing.

        A balance that only runs on against the order of the days stands before its payment, not after.
        """
        if "balance" not in columns:
            return None
        found = self._prove(columns, decimal, self.with_minus(columns))
        turned = self.newest_first(columns.get("booked_on", ())) if found else None
        if found and None not in (turned, found.newest_first) and turned != found.newest_first:
            return None
        return found

    def newest_first(self, days: Sequence[int]) -> bool | None:
        """Whether the days go back from line to line; None where they stand in no order or all are one.

        A cell that is a day only with the month in another place, as 31.04., is passed over.
        """
        cells = [cell for place in days[:1] for cell in self.column(place, _PROVEN_WITHIN) if is_date(cell)]
        order, decided = guess_order(cells)
        if not decided:
            return None
        found = [day for cell in cells if (day := _day_or_none(cell, order))]
        if not found or found[0] == found[-1]:
            return None
        turned = found[0] > found[-1]
        return turned if found == sorted(found, reverse=turned) else None

    def with_minus(self, columns: Columns) -> frozenset[str]:
        """Which of the columns for money out and in bear a minus as a rule: there, none is money back.

        Where the balance runs on by the signs as they stand, none does. "flag" is among them where what
        is flagged as money in bears it.
        """
        cells = {role: self.column(place) for role in _PAIR for place in columns.get(role, ())}
        if "amount" in columns and "flag" in columns:
            cells["flag"] = [
                _cell(row, columns["amount"])
                for row in self.body
                if plain_words(_cell(row, columns["flag"])) in FLAGS_IN
            ]
        usual = frozenset(role for role, said in cells.items() if 2 * sum(map(_is_down, said)) > len(said))
        if not usual or "balance" not in columns:
            return usual
        proof = self._prove(columns, self.decimal(columns, ""), frozenset())
        return frozenset() if proof and proof.whole and proof.sign == AS_WRITTEN else usual

    def _prove(self, columns: Columns, decimal: str, minus: frozenset[str]) -> Proof | None:
        return prove(self._step(row, columns, decimal, minus) for row in self.body[:_PROVEN_WITHIN])

    def _step(self, row: Sequence[str], columns: Columns, decimal: str, minus: frozenset[str]) -> Step | None:
        try:
            balance = read_amount(_cell(row, columns["balance"]), decimal)
            if "amount" in columns:
                amount = read_amount(_cell(row, columns["amount"]), decimal)
                flag = plain_words(_cell(row, columns.get("flag", ())))
                return flagged(amount, flag, minus), balance
            out, into = (read_amount(_cell(row, columns.get(role, ())) or "0", decimal) for role in _PAIR)
            return out_and_in(out, into, minus), balance
        except ValueError:
            return None


def out_and_in(out: Decimal, into: Decimal, minus: frozenset[str]) -> Decimal:
    """One signed amount of money out and money in, each with or without a minus as a rule."""
    return (out if "debit" in minus else -out) + (-into if "credit" in minus else into)


def flagged(amount: Decimal, flag: str, minus: frozenset[str]) -> Decimal:
    """An amount with the sign that its flag gives it, in plain words; one without a flag keeps its own."""
    if flag in FLAGS_OUT:
        return -abs(amount)
    return abs(amount) if flag in FLAGS_IN and "flag" in minus else amount


def _day_or_none(cell: str, order: str) -> date | None:
    try:
        return read_date(cell, order)
    except ValueError:
        return None


def _is_down(cell: str) -> bool:
    return marked(cell) < 0


def _pattern(day: str) -> str:
    """How a day is written: 9/9/9999 is another shape than 9/9/9 or 9.9.9999."""
    return re.sub(r"\d+", lambda digits: "9" if len(digits[0]) <= 2 else "9999", day)


def _cell(row: Sequence[str], places: Sequence[int]) -> str:
    return next((row[place].strip() for place in places if place < len(row)), "")


def is_amount(cell: str) -> bool:
    """Whether a cell is an amount in one notation or the other."""
    try:
        read_either(cell)
    except ValueError:
        return False
    return True


def has_cents(cell: str) -> bool:
    """Whether a cell is an amount with a decimal sign."""
    return is_amount(cell) and any(sign in cell.rstrip(_BEHIND_CENTS)[-5:] for sign in ".,")


def is_whole(cell: str) -> bool:
    """Whether a cell may be an amount of a currency without cents; a longer number names something."""
    return is_amount(cell) and len(cell) <= _LONGEST and not cell.lstrip("+-").startswith("0")


def is_flag(cell: str) -> bool:
    """Whether a cell is a word for money in or for money out."""
    return plain_words(cell) in FLAGS_OUT | FLAGS_IN


def is_mcc(cell: str) -> bool:
    """Whether a cell may be a merchant category code."""
    return cell.isdigit() and len(cell) in (3, 4)


def is_wordy(cell: str) -> bool:
    """Whether a cell holds words."""
    return sum(character.isalpha() for character in cell) >= 3
