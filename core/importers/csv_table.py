"""A table's columns: what stands in each, and whether it looks like days, amounts or words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.money import exponent
from core.importers.amounts import guess_decimal, read_amount, read_either
from core.importers.csv_headers import plain_words, stated_currency
from core.importers.csv_proof import Proof, Step, prove
from core.importers.dates import is_date

FLAGS_OUT = frozenset(
    "d dr db debit debet debito soll s af o out outflow withdrawal sale paid debe ma dare ut ud ulos terhere "
    "borc kiadas obciazenie vydaj gider lastschrift depense cargo addebito saida".split()
)
FLAGS_IN = frozenset(
    "c cr credit kredit credito kreditt haben h bij cb i in inflow deposit haber wn uznanie avere inn ind "
    "panoon alacak bevetel javara prijem gelir gutschrift recette abono accredito entrada k".split()
)
SAMPLE = 400
_PROVEN_WITHIN = 5_000
_MOST = 0.6
_NAMED = 0.3
"""A column whose header says what it is needs fewer readable cells than one without."""
_ALL_BUT = 0.95
_THOUSANDTHS = 3
_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "zł": "PLN", "Kč": "CZK", "R$": "BRL", "₺": "TRY", "₹": "INR"}
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

    def fits(self, place: int, role: str, test: Callable[[str], bool]) -> bool:
        """Whether a column holds what its role asks; debit and credit columns may stand empty."""
        if role == "flag":
            return self.holds(place, test, _ALL_BUT)
        empty = not self.column(place, SAMPLE)
        return self.holds(place, test, _NAMED) or (role in ("debit", "credit") and empty)

    def unnamed_money(self, exclude: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """The amount column without a header; two of which each line fills one are out and in.

        The fuller of such a pair is taken for money out: most accounts pay oftener than they receive.
        """
        money = self.money(exclude)
        if len(money) == 2 and self.take_turns(money[0], money[1]):
            out, into = sorted(money, key=lambda place: -len(self.column(place)))
            return {"debit": (out,), "credit": (into,)}
        found = self._amount_and_balance(money)
        return found or ({"amount": (money[0],)} if money else {})

    def _amount_and_balance(self, money: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """The two columns of which one runs on by the other."""
        for amount in money:
            for balance in money:
                pair: dict[str, tuple[int, ...]] = {"amount": (amount,), "balance": (balance,)}
                if amount != balance and (proof := self.proof(pair, self.decimal(pair, ""))) and proof.whole:
                    return pair
        return {}

    def take_turns(self, left: int, right: int) -> bool:
        """Whether no line fills both columns."""
        filled = (
            [place < len(row) and bool(row[place].strip()) for place in (left, right)] for row in self.body
        )
        return not any(all(pair) for pair in filled)

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

    def money(self, exclude: Sequence[int]) -> list[int]:
        """Columns that hold amounts with cents, left to right."""
        return [
            place
            for place in range(self.width())
            if place not in exclude and self.holds(place, has_cents) and not self.holds(place, is_date)
        ]

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
        signs = {code for sign, code in _SYMBOLS.items() if any(_stands_as(sign, cell) for cell in cells)}
        return named or (signs.pop() if len(signs) == 1 else "") or stated_currency(self.header)

    def proof(self, columns: Columns, decimal: str) -> Proof | None:
        """What the running balance proves about the amounts; None without one, or where it proves nothing."""
        if "balance" not in columns or "flag" in columns:
            return None
        return prove(self._step(row, columns, decimal) for row in self.body[:_PROVEN_WITHIN])

    def _step(self, row: Sequence[str], columns: Columns, decimal: str) -> Step | None:
        try:
            balance = read_amount(_cell(row, columns["balance"]), decimal)
            if "amount" in columns:
                return read_amount(_cell(row, columns["amount"]), decimal), balance
            out, into = (_cell(row, columns.get(role, ())) or "0" for role in ("debit", "credit"))
            return read_amount(into, decimal) - abs(read_amount(out, decimal)), balance
        except ValueError:
            return None


def _pattern(day: str) -> str:
    """How a day is written: 9/9/9999 is another shape than 9/9/9 or 9.9.9999."""
    return re.sub(r"\d+", lambda digits: "9" if len(digits[0]) <= 2 else "9999", day)


def _cell(row: Sequence[str], places: Sequence[int]) -> str:
    return next((row[place].strip() for place in places if place < len(row)), "")


def _stands_as(sign: str, cell: str) -> bool:
    """Whether a sign stands at an amount, and no letter makes it another country's, as in A$."""
    place = cell.find(sign)
    return place == 0 or (place > 0 and (sign != "$" or not cell[place - 1].isalpha()))


def is_amount(cell: str) -> bool:
    """Whether a cell is an amount in one notation or the other."""
    try:
        read_either(cell)
    except ValueError:
        return False
    return True


def has_cents(cell: str) -> bool:
    """Whether a cell is an amount with a decimal sign."""
    return is_amount(cell) and any(sign in cell[-5:] for sign in ".,")


def is_flag(cell: str) -> bool:
    """Whether a cell is a word for money in or for money out."""
    return plain_words(cell) in FLAGS_OUT | FLAGS_IN


def is_mcc(cell: str) -> bool:
    """Whether a cell may be a merchant category code."""
    return cell.isdigit() and len(cell) in (3, 4)


def is_wordy(cell: str) -> bool:
    """Whether a cell holds words."""
    return sum(character.isalpha() for character in cell) >= 3
