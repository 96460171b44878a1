"""The balances of a CAMT statement: which of them it opened and closed with.

Source: ISO 20022, BankToCustomerStatement, element Balance and external code set ExternalBalanceType1Code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.bank_file import Balance, Problem
from core.domain.money import to_major, to_minor
from core.importers.amounts import read_amount
from core.importers.camt_details import signed
from core.importers.camt_tree import Node

_OPENING = ("OPBD", "PRCD")
_CLOSING = "CLBD"
_INTERIM = "ITBD"
_CODES = ("Tp/CdOrPrtry/Cd", "Tp/Cd", "Tp/CdOrPrtry/Prtry")
_TRUE = ("true", "1")


@dataclass(frozen=True, slots=True)
class Stated:
    """One balance as the statement has it, in minor units, and what about it is worth a look."""

    code: str
    currency: str
    balance: Balance
    notes: tuple[Problem, ...] = ()

    @property
    def anchors(self) -> bool:
        """Whether it is one that a statement opens or closes with."""
        return self.code in (*_OPENING, _CLOSING)


def stated_balances(head: Node, problems: list[Problem]) -> list[Stated]:
    """Every balance that can be read; one of those that count and cannot be read is said."""
    found: list[Stated] = []
    for balance in head.within:
        code = balance.at(*_CODES)
        try:
            found.append(_stated(balance, code, head))
        except ValueError:
            if code in (*_OPENING, _CLOSING):
                written, _ = balance.money("Amt")
                problems.append(Problem("bad_balance", 0, balance.raw, {"value": written}))
    return found


def _stated(balance: Node, code: str, head: Node) -> Stated:
    written, currency = balance.money("Amt")
    minor = signed(to_minor(read_amount(written), currency), balance.at("CdtDbtInd"))
    notes: list[Problem] = []
    line = sum(_credit_lines(balance, currency))
    if line:
        facts = {"value": str(to_major(line, currency)), "currency": currency}
        notes.append(Problem("credit_line", 0, balance.raw, facts))
    on = balance.day("Dt")
    if on is None:
        on = _day_of(head, code)
        if code not in _OPENING:
            notes.append(Problem("balance_undated", 0, balance.raw, {"value": written, "on": on.isoformat()}))
    return Stated(code, currency, Balance(on, minor - line), tuple(notes))


def _credit_lines(balance: Node, currency: str) -> Iterator[int]:
    """The credit lines that the bank counted into a balance: no money of the owner's."""
    included, amounts = balance.texts("CdtLine/Incl"), balance.texts("CdtLine/Amt")
    if len(included) == len(amounts):
        yield from (
            to_minor(read_amount(amount), currency)
            for counts, amount in zip(included, amounts, strict=True)
            if counts in _TRUE
        )


def _day_of(head: Node, code: str) -> date:
    """The end of the statement's period, its start for what it opens with, else the day it was written."""
    end = "FrToDt/FrDtTm" if code in _OPENING else "FrToDt/ToDtTm"
    day = head.day(end) or head.day("CreDtTm")
    if day is None:
        raise ValueError(code)
    return day


def opening_and_closing(found: Sequence[Stated], pages: bool) -> tuple[Stated | None, Stated | None]:
    """The first balance it opens with and the last it closes with, by day.

    A statement on several `pages` carries an interim balance from one to the next.
    """
    first, last = _opening(found), _closing(found)
    interim = [each for each in found if each.code == _INTERIM] if pages else []
    if first is None and interim and (last or len(interim) > 1):
        first = interim[0]
    if last is None and interim and first and interim[-1] is not first:
        last = interim[-1]
    return first, last


def _opening(found: Sequence[Stated]) -> Stated | None:
    for code in _OPENING:
        if mine := [each for each in found if each.code == code]:
            return min(mine, key=lambda each: each.balance.on)
    return None


def _closing(found: Sequence[Stated]) -> Stated | None:
    mine = [each for each in found if each.code == _CLOSING]
    return max(mine, key=lambda each: each.balance.on) if mine else None
