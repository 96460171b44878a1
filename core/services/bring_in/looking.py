"""Look at a bank file before it is brought in: read, checked, held against what is there."""

import hashlib
from collections.abc import Mapping, Sequence

from core.domain.bank_file import Reading, Row, Statement
from core.domain.company import Account
from core.domain.handouts import Answers, FileSeen, PaymentSeen, SamePair, StatementSeen
from core.domain.progress import Tell, untold
from core.domain.sameness import Fate
from core.importers.balance import anchor as anchor_of
from core.importers.balance import booked, proof
from core.services.bring_in.belonging import (
    known_account,
    likely_name,
    may_be_of,
    of_one_account,
    owner_of,
    told_as,
)
from core.services.bring_in.judging import Share, judge_all
from core.services.bring_in.reading import read
from core.store import imports as stored
from core.store import people
from core.store.sameness import payments_seen
from core.store.unit import Unit

EXAMPLES = 5


def look_at(
    unit: Unit,
    file_name: str,
    data: bytes,
    layout: dict[str, str],
    *,
    company_id: int | None = None,
    account_id: int | None = None,
    tell: Tell = untold,
) -> FileSeen:
    """Read and check a file without storing anything, and say what must be asked.

    `layout` answers the reader's own questions by key; the company is known where one of the file's
    accounts is, else it is the `company_id` that somebody named. What was answered for that company
    before is not asked again. `account_id` is the account that the owner named for statements whose number
    is missing or new, 0 for one that is not there yet; None takes the likeliest. `tell` hears how far
    reading is. Raises FileRefused in one of its kinds.
    """
    file = read(unit, file_name, data, Answers(company_id=company_id, layout=layout), tell)
    reading = file.reading
    sha256 = hashlib.sha256(data).hexdigest()
    owner = owner_of(unit, reading)
    candidates = _candidates(unit, reading, owner or company_id)
    judged = {
        each.id: _judged_by(unit, reading, [each] * len(reading.statements)) for each in candidates.values()
    }
    guess = _likeliest(judged)
    mine = people.accounts(unit, owner or company_id or 0) if candidates else []
    chosen = candidates.get(guess or 0 if account_id is None else account_id)
    known = [chosen or known_account(unit, each) for each in reading.statements]
    shares = judged[chosen.id] if chosen else _judged_by(unit, reading, known)
    statements = tuple(
        _statement_seen(unit, file_name, *each)
        for each in zip(reading.statements, known, shares, strict=True)
    )
    has_balance = any(each.closing_minor is not None for each in statements)
    anchored = any(account and account.anchor for account in known)
    return FileSeen(
        file_name=file_name,
        sha256=sha256,
        kind=reading.kind,
        encoding=reading.encoding,
        statements=statements,
        problems=tuple(reading.problems),
        questions=reading.questions,
        company_id=owner,
        needs_company=owner is None,
        needs_account=bool(candidates) or any(not each.account_number for each in reading.statements),
        accounts=tuple(candidates.values()),
        account_guess=guess,
        needs_balance=of_one_account(reading)
        and not (has_balance or anchored)
        and any(row.amount_minor > 0 for each in reading.statements for row in booked(tuple(each.rows))),
        came_in_on=stored.came_in(unit, owner, sha256) if owner is not None else None,
        remembered=file.remembered,
        account_name=next((likely_name(each, mine) for each in reading.statements), ""),
    )


def examples(unit: Unit, share: Share, file_name: str) -> tuple[SamePair, ...]:
    """Up to five payments that are told twice: rows of a statement, and announced ones that it books."""
    judged, places = share
    marked = [(at, judged.verdicts[at]) for at in places if judged.verdicts[at].why is not None][:EXAMPLES]
    here = [(row_id, each) for row_id, each in judged.now_booked.items() if each.place in places]
    here = here[: EXAMPLES - len(marked)]
    ids = (
        {each.other for _, each in marked} | {each.other for _, each in here} | {row_id for row_id, _ in here}
    )
    seen = payments_seen(unit, [each for each in ids if each is not None and each > 0])

    def told(other: int) -> PaymentSeen:
        return seen[other] if other > 0 else _row_seen(judged.rows[-1 - other], file_name)

    pairs = [
        SamePair(_row_seen(judged.rows[at], file_name), told(each.other), each.why)
        for at, each in marked
        if each.other is not None and each.why is not None
    ]
    return (*pairs, *(SamePair(seen[row_id], told(each.other), each.why) for row_id, each in here))


def _statement_seen(
    unit: Unit, file_name: str, statement: Statement, account: Account | None, share: Share
) -> StatementSeen:
    judged, places = share
    rows = [judged.rows[at] for at in places]
    counted = booked(rows)
    days = [row.booked_on for row in counted or rows]
    anchor = anchor_of(statement, rows)
    return StatementSeen(
        account_number=statement.account_number,
        account_name=statement.account_name,
        currency=statement.currency,
        rows=len(counted),
        sum_minor=sum(row.amount_minor for row in counted),
        from_on=min(days, default=None),
        to_on=max(days, default=None),
        closing_minor=anchor.minor if anchor else None,
        account_id=account.id if account else None,
        new=judged.count(Fate.NEW, places),
        known=judged.count(Fate.KNOWN, places),
        same=judged.count(Fate.SAME, places),
        announced=judged.count(Fate.ANNOUNCED, places, "pending"),
        now_booked=now_booked(share),
        examples=examples(unit, share, file_name),
        first_rows=tuple(_row_seen(row, file_name) for row in rows[:EXAMPLES]),
        proof=proof(statement, rows),
    )


def now_booked(share: Share) -> int:
    """How many announced payments, of this statement or earlier, one of its rows books."""
    judged, places = share
    here = sum(each.place in places for each in judged.now_booked.values())
    return here + judged.count(Fate.BOOKED, places, "pending")


def _row_seen(row: Row, file_name: str) -> PaymentSeen:
    return PaymentSeen(
        None,
        row.booked_on,
        row.amount_minor,
        row.currency,
        row.counterparty,
        row.text,
        file_name,
        row.status == "pending",
    )


def _candidates(unit: Unit, reading: Reading, company_id: int | None) -> dict[int, Account]:
    """A company's accounts that a file of one account may be of, where its number is missing or new."""
    statement = reading.statements[0] if reading.statements else None
    if company_id is None or statement is None or not of_one_account(reading):
        return {}
    if known_account(unit, statement):
        return {}
    return {each.id: each for each in people.accounts(unit, company_id) if may_be_of(each, statement)}


def _judged_by(unit: Unit, reading: Reading, known: Sequence[Account | None]) -> list[Share]:
    """The file held against the accounts its statements belong to, those that are not there yet by name."""
    named = [
        account.id if account else told_as(each)
        for each, account in zip(reading.statements, known, strict=True)
    ]
    return judge_all(unit, reading.kind, reading.statements, named)


def _likeliest(judged: Mapping[int, Sequence[Share]]) -> int | None:
    """The account that holds most of the file's payments already; None where none holds any."""
    fates = (Fate.KNOWN, Fate.SAME, Fate.BOOKED)
    held = {
        account_id: sum(found.count(fate, places) for found, places in shares for fate in fates)
        for account_id, shares in judged.items()
    }
    best = max(held, key=lambda each: held[each], default=None)
    return best if best is not None and held[best] else None
