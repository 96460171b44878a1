"""Store what is new in a bank's file, and mark what is there already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.bank_file import Statement, is_unread
from core.domain.company import Account, BalanceAnchor
from core.domain.handouts import Answers, SamePair
from core.domain.money import currency_of
from core.domain.progress import Tell, untold, within
from core.domain.sameness import Fate
from core.importers.balance import booked
from core.importers.uncollected import uncollected
from core.services.bring_in.belonging import accounts_of, anchor, company_of, of_one_account
from core.services.bring_in.judging import Share, judge_all
from core.services.bring_in.looking import EXAMPLES, examples, now_booked
from core.services.bring_in.reading import FileRead, remember
from core.store import imports as stored
from core.store import people, sameness
from core.store.unit import Unit
from models.features.text import normalize_payees


@dataclass(frozen=True, slots=True)
class Stored:
    """What a file brought; the counts as in `StatementSeen`, over all its accounts."""

    company_id: int
    import_id: int
    new: int
    known: int
    same: int
    announced: int
    now_booked: int
    examples: tuple[SamePair, ...]


@uncollected()
def store(unit: Unit, file: FileRead, answers: Answers, tell: Tell = untold) -> Stored:
    """Store what is new in a file that was read.

    Rows that are in already are kept and held back, announced ones wait for their booking, and lines that
    could not be read are kept as problems. `tell` hears how far that is, 0 to 1; what it raises takes
    everything back. Raises CurrencyRefused, CompaniesMixed, or AnswersMissing where no company is named.
    """
    reading = file.reading
    answers = replace(answers, currency=currency_of(answers.currency))
    if not of_one_account(reading):
        answers = replace(answers, balance_minor=None)
    company_id = company_of(unit, reading, answers)
    accounts = accounts_of(unit, company_id, reading.statements, answers)
    statements = file.in_currencies([each.currency for each in accounts])
    shares = judge_all(unit, reading.kind, statements, [each.id for each in accounts])
    shown = tuple(pair for share in shares for pair in examples(unit, share, file.name))[:EXAMPLES]
    import_id = stored.add_import(unit, company_id, _named(file))
    brought = list(zip(statements, accounts, shares, strict=True))
    _store_statements(unit, import_id, brought, answers, tell)
    _name_rows_of_this_file(unit, import_id, brought)
    remember(unit, (company_id, import_id), file, answers)
    stored.add_problems(unit, import_id, reading.problems)
    new, known, same = (_count(shares, fate) for fate in (Fate.NEW, Fate.KNOWN, Fate.SAME))
    bad = sum(map(is_unread, reading.problems))
    stored.set_counts(unit, import_id, new, known, bad)
    people.touch(unit, company_id)
    waiting = _count(shares, Fate.ANNOUNCED, "pending")
    return Stored(
        company_id, import_id, new, known, same, waiting, sum(now_booked(share) for share in shares), shown
    )


def _named(file: FileRead) -> dict[str, str]:
    return {
        "file_name": file.name[:255],
        "sha256": file.sha256,
        "kind": file.reading.kind,
        "encoding": file.reading.encoding,
    }


def _count(shares: Sequence[Share], fate: Fate, status: str = "booked") -> int:
    return sum(judged.count(fate, places, status) for judged, places in shares)


def _store_statements(
    unit: Unit,
    import_id: int,
    brought: Sequence[tuple[Statement, Account, Share]],
    answers: Answers,
    tell: Tell,
) -> None:
    newest: dict[int, BalanceAnchor] = {}
    part = 1.0 / max(1, len(brought))
    for at, (statement, account, (judged, places)) in enumerate(brought):
        rows = judged.rows[places.start : places.stop]
        days = [row.booked_on for row in booked(rows)] or [row.booked_on for row in rows]
        period = (min(days, default=None), max(days, default=None))
        closing = anchor(statement, rows, answers)
        whose = (account.id, statement.account_number)
        statement_id = stored.add_statement(unit, import_id, *whose, period, statement.opening, closing)
        stored.add_rows(
            unit,
            (account.company_id, account.id, import_id, statement_id),
            rows,
            normalize_payees((row.counterparty for row in rows), (row.text for row in rows)),
            judged.prints[places.start : places.stop],
            judged.verdicts[places.start : places.stop],
            within(tell, at * part, (at + 1) * part),
        )
        before = newest.get(account.id, account.anchor)
        if closing and (before is None or closing.on >= before.on):
            newest[account.id] = closing
            people.set_anchor(unit, account.company_id, account.id, closing)


def _name_rows_of_this_file(
    unit: Unit, import_id: int, brought: Sequence[tuple[Statement, Account, Share]]
) -> None:
    """Where a row of this very file stands for another, that one is told its id, now that it has one."""
    ids: dict[tuple[int, int], int] = {}
    if any(_names_this_file(share) for *_, share in brought):
        stored_ids = iter(stored.row_ids(unit, import_id))
        for _, account, (_, places) in brought:
            ids |= {(account.id, place): next(stored_ids) for place in places}
    for account_id, judged in {account.id: share[0] for _, account, share in brought}.items():
        behind = {
            ids[account_id, at]: (ids[account_id, -1 - each.other], each.why.written if each.why else "")
            for at, each in enumerate(judged.verdicts)
            if each.other is not None and each.other < 0
        }
        for row_id, each in judged.now_booked.items():
            other = each.other if each.other > 0 else ids[account_id, -1 - each.other]
            behind[row_id] = (other, each.why.written)
        sameness.step_back(unit, account_id, behind)


def _names_this_file(share: Share) -> bool:
    judged, _ = share
    others = [each.other for each in judged.verdicts] + [each.other for each in judged.now_booked.values()]
    return any(other is not None and other < 0 for other in others)
