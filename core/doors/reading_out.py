"""A bank file as it was read, for `python -m core read`: a JSON document, or a table for a person."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from core.domain.bank_file import Balance, Reading, Row, Statement
from core.domain.money import to_major
from core.domain.words import files, problems
from core.importers.balance import adds_up

_SHORT = 80
_ALWAYS = ("booked_on", "amount", "currency", "counterparty", "text")
"""What every transaction of the document names, even where the bank says nothing."""


def document(reading: Reading) -> dict[str, Any]:
    """Everything read, ready for JSON: amounts are decimal text, days ISO, problems sentences.

    A transaction holds further fields where the bank fills them; questions are given by their key,
    layouts as they are remembered.
    """
    return {
        "kind": reading.kind,
        "encoding": reading.encoding,
        "statements": [_statement(statement) for statement in reading.statements],
        "problems": [problems.sentence(problem) for problem in reading.problems],
        "questions": [question.key for question in reading.questions],
        "layouts": list(reading.layouts),
    }


def table(reading: Reading) -> Iterator[str]:
    """The lines of a table: each account with its proof, then its payments, then what is wrong or asked."""
    yield f"{files.kind(reading.kind)}, {reading.encoding}"
    for statement in reading.statements:
        rows = tuple(statement.rows)
        told = _statement(statement)
        number = statement.account_number or "account not named"
        yield f"  {number}: {len(rows)} rows, sum {told['sum']} {statement.currency}"
        if told["opening"] or told["closing"]:
            yield f"  {files.proof(told['opening'], told['closing'], told['balanced'])}"
        for row in rows:
            amount = _major(row.amount_minor, row.currency)
            yield f"    {row.booked_on} {amount:>14} {row.currency:<3} {_who(row)}".rstrip()
    for problem in reading.problems:
        yield f"  {problems.sentence(problem)}"
    for question in reading.questions:
        yield f"  {problems.guessed(question)}"


def _who(row: Row) -> str:
    said = "  ".join(filter(None, (row.counterparty, row.text)))
    return said.replace("\n", " ")[:_SHORT]


def _statement(statement: Statement) -> dict[str, Any]:
    rows = tuple(statement.rows)
    currency = statement.currency
    return {
        "account": statement.account_number,
        "currency": currency,
        "rows": len(rows),
        "sum": _major(sum(row.amount_minor for row in rows), currency),
        "opening": _stood(statement.opening, currency),
        "closing": _stood(statement.closing, currency),
        "balanced": adds_up(statement, rows),
        "transactions": [_transaction(row) for row in rows],
    }


def _transaction(row: Row) -> dict[str, Any]:
    """The row with its amounts in major units; what the bank leaves out is left out."""
    money = {"amount_minor": row.currency, "balance_minor": row.currency}
    money["original_minor"] = row.original_currency
    found: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        name = field.name.removesuffix("_minor")
        if name == "words" or (name not in _ALWAYS and value == field.default):
            continue
        if field.name in money:
            value = _major(value, money[field.name])
        found[name] = value.isoformat() if isinstance(value, date) else value
    return found


def _stood(balance: Balance | None, currency: str) -> str | None:
    return _major(balance.minor, currency) if balance else None


def _major(minor: int, currency: str) -> str:
    return f"{to_major(minor, currency):f}"
