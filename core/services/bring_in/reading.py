"""A bank's file, read by what was answered about it, now or before."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core import importers
from core.domain.bank_file import Reading, Row, Statement
from core.domain.errors import CurrencyRefused
from core.domain.handouts import Answers, LayoutLine
from core.domain.money import coarser, exponent
from core.domain.progress import Tell, untold
from core.services.bring_in.belonging import company_said
from core.store import layouts
from core.store.unit import Unit

_ASKED = ("date_order", "sign", "decimal")
_UNSAID = ""
"""The currency of a statement that says none: it is read in hundredths."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A bank's file as it was read, and how; `remembered` are the earlier answers that it was read by."""

    name: str
    data: bytes
    layout: importers.Layout
    reading: Reading
    remembered: tuple[LayoutLine, ...] = ()

    @property
    def sha256(self) -> str:
        """What the file is known by."""
        return hashlib.sha256(self.data).hexdigest()

    def in_currencies(self, currencies: Sequence[str]) -> list[Statement]:
        """Its statements, each in the currency of its account where neither the file nor its rows say one.

        Where that currency has finer amounts, the file is read once more. Raises CurrencyRefused where
        what it says is no amount in that currency.
        """
        asked = list(zip(self.reading.statements, currencies, strict=True))
        fine = {code for each, code in asked if not each.currency and exponent(code) > exponent(_UNSAID)}
        again = {code: self._again(code) for code in fine}
        return [
            again[code][at] if code in again and not each.currency else _in_currency(each, code)
            for at, (each, code) in enumerate(asked)
        ]

    def _again(self, currency: str) -> tuple[Statement, ...]:
        again = importers.read(self.data, self.name, replace(self.layout, currency=currency)).statements
        told = [each.currency or currency for each in self.reading.statements]
        if [each.currency for each in again] != told:
            raise CurrencyRefused("fine", currency=currency)
        return again


def read(
    unit: Unit,
    file_name: str,
    data: bytes,
    answers: Answers,
    tell: Tell = untold,
    *,
    likely: int | None = None,
) -> FileRead:
    """The file, read by the answers to its layout questions and by what was answered before.

    `likely` is whose it is taken to be where neither an answer nor an account of it tells. `tell` hears how
    far it is. Raises FileRefused in one of its kinds, or CompaniesMixed.
    """
    layout = importers.Layout()
    for key, answer in answers.layout.items():
        layout = layout.answered(key, answer)
    reading = importers.read(data, file_name, layout, tell=tell)
    said = company_said(unit, reading, answers)
    company_id = likely if said is None else said
    remembered = layouts.fitting(unit, company_id, reading) if company_id is not None else []
    if company_id is not None and remembered:
        known = layouts.known_by(unit, company_id, remembered)
        layout = replace(layout, known={name: _as_far_as(each, reading) for name, each in known.items()})
        reading = importers.read(data, file_name, layout, tell=tell)
    return FileRead(file_name, data, layout, reading, tuple(remembered))


def remember(unit: Unit, ids: tuple[int, int], file: FileRead, answers: Answers) -> None:
    """Keep what a person was asked about a table, so that it is asked once.

    The columns are kept beside it, as it holds only while they are the same; what the reader took for
    sure by itself it finds again. `ids` are company and import.
    """
    company_id, import_id = ids
    reading = file.reading
    lacks_currency = not all(statement.currency for statement in reading.statements)
    currency = answers.currency if lacks_currency else ""
    if reading.questions or not (answers.layout or currency):
        return
    numbers = {statement.account_number for statement in reading.statements}
    number = numbers.pop() if len(numbers) == 1 else ""
    for layout in reading.layouts:
        before = file.layout.known.get(layout["fingerprint"], file.layout)
        unasked = {each for each in _ASKED if each not in answers.layout and not getattr(before, each)}
        kept = {**layout, **dict.fromkeys(unasked, ""), "currency": layout["currency"] or currency}
        layouts.remember(unit, company_id, number, kept, import_id)


def _as_far_as(known: importers.Layout, reading: Reading) -> importers.Layout:
    """What is remembered of a table, without its currency where the file has amounts that are none in it."""
    if exponent(known.currency) < exponent(_UNSAID):
        try:
            for each in reading.statements:
                _in_currency(each, known.currency)
        except CurrencyRefused:
            return replace(known, currency="")
    return known


def _in_currency(statement: Statement, currency: str) -> Statement:
    if statement.currency or not currency:
        return statement

    def minor(said: int) -> int:
        return coarser(said, _UNSAID, currency)

    def row(said: Row) -> Row:
        if said.currency:
            return said
        amount = minor(said.amount_minor)
        balance = None if said.balance_minor is None else minor(said.balance_minor)
        return replace(said, currency=currency, amount_minor=amount, balance_minor=balance)

    rows = tuple(row(each) for each in statement.rows)
    opening, closing = (
        each and replace(each, minor=minor(each.minor)) for each in (statement.opening, statement.closing)
    )
    return replace(statement, currency=currency, rows=rows, opening=opening, closing=closing)
