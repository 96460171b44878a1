"""Bring in a bank file: read it, ask what it leaves open, store what is new."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from core import importers
from core.domain.bank_file import Problem, Reading, Row, Statement
from core.domain.company import Account, AccountKind, BalanceAnchor
from core.domain.errors import AnswersMissing
from core.domain.handouts import Answers, FileSeen, ImportLine, StatementSeen
from core.importers.balance import anchor as anchor_of
from core.importers.balance import booked
from core.importers.duplicates import fingerprint, judge
from core.store import imports as stored
from core.store import people
from core.store.unit import Unit
from models.features.text import normalize_payee

__all__ = ["imports", "look_at", "problems", "problems_frame", "store"]


def look_at(unit: Unit, file_name: str, data: bytes, layout: dict[str, str]) -> FileSeen:
    """Read and check a file without storing anything, and say what must be asked.

    `layout` answers the reader's own questions by key; the company is known where one of the file's
    accounts is. Raises FileRefused in one of its kinds.
    """
    reading = _read(file_name, data, layout)
    sha256 = hashlib.sha256(data).hexdigest()
    known = [_known_account(unit, statement) for statement in reading.statements]
    owner = next((account.company_id for account in known if account), None)
    rows = [row for statement in reading.statements for row in statement.rows]
    has_balance = any(anchor_of(each, tuple(each.rows)) for each in reading.statements)
    anchored = any(account and account.anchor for account in known)
    return FileSeen(
        file_name=file_name,
        sha256=sha256,
        kind=reading.kind,
        encoding=reading.encoding,
        statements=tuple(map(_seen, reading.statements, known)),
        problems=tuple(reading.problems),
        questions=reading.questions,
        company_id=owner,
        needs_company=not any(known),
        needs_account=any(not statement.account_number for statement in reading.statements),
        needs_balance=_of_one_account(reading)
        and not (has_balance or anchored)
        and any(row.amount_minor > 0 for row in rows),
        came_in_on=stored.came_in(unit, owner, sha256) if owner is not None else None,
    )


def store(unit: Unit, file_name: str, data: bytes, answers: Answers) -> tuple[int, int]:
    """Store what is new in a file; returns company and import.

    Rows that are in already are counted and left out; lines that could not be read are kept as
    problems. Raises FileRefused, or AnswersMissing where no company is named.
    """
    reading = _read(file_name, data, answers.layout)
    if not _of_one_account(reading):
        answers = replace(answers, balance_minor=None)
    company_id = _company(unit, reading, answers)
    file = {
        "file_name": file_name[:255],
        "sha256": hashlib.sha256(data).hexdigest(),
        "kind": reading.kind,
        "encoding": reading.encoding,
    }
    import_id = stored.add_import(unit, company_id, file)
    rows_new = rows_known = 0
    for statement in reading.statements:
        new, known = _store_statement(unit, (company_id, import_id), statement, answers)
        rows_new, rows_known = rows_new + new, rows_known + known
    stored.add_problems(unit, import_id, reading.problems)
    bad = sum(problem.line_no > 0 and problem.code != "balance_off" for problem in reading.problems)
    stored.set_counts(unit, import_id, rows_new, rows_known, bad)
    people.touch(unit, company_id)
    return company_id, import_id


def imports(unit: Unit, company_id: int) -> list[ImportLine]:
    """A company's files, newest first."""
    return stored.import_lines(unit, company_id)


def problems_frame(unit: Unit, import_id: int) -> pd.DataFrame:
    """What could not be read of one file: line_no, code, facts, raw."""
    return stored.problems_frame(unit, import_id)


def problems(unit: Unit, import_id: int) -> tuple[Problem, ...]:
    """The same, as the nouns they are."""
    return tuple(
        Problem(row["code"], row["line_no"], row["raw"], row["facts"])
        for row in stored.problems_frame(unit, import_id).to_dict("records")
    )


def _read(file_name: str, data: bytes, answers: dict[str, str]) -> Reading:
    layout = importers.Layout()
    for key, answer in answers.items():
        layout = layout.answered(key, answer)
    return _booked_only(importers.read(data, file_name, layout if answers else None))


def _booked_only(reading: Reading) -> Reading:
    """Without the payments that are only announced: they come again, booked, and would count twice."""
    statements = tuple(replace(each, rows=tuple(booked(tuple(each.rows)))) for each in reading.statements)
    rows = [row for statement in reading.statements for row in statement.rows]
    kept = sum(len(tuple(each.rows)) for each in statements)
    if len(rows) == kept:
        return reading
    announced = Problem("only_announced", facts={"count": str(len(rows) - kept)})
    return replace(reading, statements=statements, problems=[*reading.problems, announced])


def _of_one_account(reading: Reading) -> bool:
    """Whether one balance said by the owner can only mean one account."""
    return len({(each.account_number, each.currency) for each in reading.statements}) == 1


def _known_account(unit: Unit, statement: Statement) -> Account | None:
    found = people.account_by_number(unit, statement.account_number, statement.currency)
    return found[0] if len(found) == 1 else None


def _seen(statement: Statement, account: Account | None) -> StatementSeen:
    rows = tuple(statement.rows)
    days = [row.booked_on for row in rows]
    anchor = anchor_of(statement, rows)
    return StatementSeen(
        account_number=statement.account_number,
        account_name=statement.account_name,
        currency=statement.currency,
        rows=len(rows),
        sum_minor=sum(row.amount_minor for row in rows),
        from_on=min(days, default=None),
        to_on=max(days, default=None),
        closing_minor=anchor.minor if anchor else None,
        account_id=account.id if account else None,
    )


def _company(unit: Unit, reading: Reading, answers: Answers) -> int:
    if answers.company_id is not None:
        return people.company(unit, answers.company_id).id
    known = (_known_account(unit, statement) for statement in reading.statements)
    owner = next((account.company_id for account in known if account), None)
    if owner is not None:
        return owner
    if not answers.company_name.strip():
        raise AnswersMissing(keys="company")
    name = answers.company_name.strip()
    same = [each.id for each in people.companies(unit) if each.name.casefold() == name.casefold()]
    if len(same) == 1:
        return same[0]
    return people.add_company(unit, name, answers.nace.strip(), answers.employees, is_demo=answers.is_demo)


def _store_statement(
    unit: Unit, ids: tuple[int, int], statement: Statement, answers: Answers
) -> tuple[int, int]:
    """Store one statement's new rows; returns how many were new and how many were known."""
    company_id, import_id = ids
    rows = tuple(statement.rows)
    account = _account(unit, company_id, statement, answers)
    prints = [fingerprint(str(account.id), row) for row in rows]
    news = judge(prints, stored.known_fingerprints(unit, account.id, prints))
    days = [row.booked_on for row in rows]
    period = (min(days, default=None), max(days, default=None))
    anchor = _anchor(statement, rows, answers)
    statement_id = stored.add_statement(unit, import_id, account.id, period, statement.opening, anchor)
    stored.add_rows(
        unit,
        (company_id, account.id, import_id, statement_id),
        rows,
        [normalize_payee(row.counterparty, row.text) for row in rows],
        prints,
        news,
    )
    if anchor and (account.anchor is None or anchor.on >= account.anchor.on):
        people.set_anchor(unit, company_id, account.id, anchor)
    return sum(news), len(rows) - sum(news)


def _account(unit: Unit, company_id: int, statement: Statement, answers: Answers) -> Account:
    """The account a statement belongs to: known by its number, the owner's answer or its name, else new."""
    currency = statement.currency or answers.currency
    if not currency:
        raise AnswersMissing(keys="currency")
    mine = people.accounts(unit, company_id)
    name = _account_name(statement, answers)
    taken = {each.name for each in mine}
    mine = [each for each in mine if each.currency == currency and each.number == statement.account_number]
    if not statement.account_number:
        answered = [each for each in mine if each.id == answers.account_id]
        mine = answered or [each for each in mine if each.name in (name, f"{name} {currency}")]
    if mine:
        return mine[0]
    name = f"{name} {currency}" if name in taken else name
    kind = AccountKind(answers.account_kind or statement.account_kind)
    account_id = people.add_account(unit, company_id, name, statement.account_number, currency, kind)
    return Account(account_id, company_id, name, statement.account_number, currency, kind)


def _account_name(statement: Statement, answers: Answers) -> str:
    name = statement.account_name or (answers.account_name if not statement.account_number else "")
    if name:
        return name
    ending = f" {statement.account_number[-4:]}" if statement.account_number else ""
    kind = answers.account_kind or statement.account_kind
    return f"{kind.capitalize()} account{ending}"


def _anchor(statement: Statement, rows: Sequence[Row], answers: Answers) -> BalanceAnchor | None:
    """A balance to count from: the file's own, else what the owner says stood there on its last day."""
    found = anchor_of(statement, rows)
    if found is not None:
        return BalanceAnchor(found.on, found.minor, "file")
    if answers.balance_minor is None or not rows:
        return None
    return BalanceAnchor(max(row.booked_on for row in rows), answers.balance_minor, "owner")
