"""Look at a bank file before it is brought in: read, checked, held against what is there."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from core.domain.bank_file import Statement
from core.domain.company import Account
from core.domain.errors import CurrencyRefused
from core.domain.handouts import Answers, FileSeen, PaymentSeen, SamePair, StatementSeen
from core.domain.progress import Tell, untold
from core.domain.sameness import Fate, Verdict
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
from core.services.bring_in.judging import NowBooked, Share, judge_all
from core.services.bring_in.reading import FileRead, read
from core.store import imports as stored
from core.store import people
from core.store.sameness import payments_seen, seen_of
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
    reading is. Raises FileRefused in one of its kinds, or CompaniesMixed.
    """
    file = read(unit, file_name, data, Answers(layout=layout), tell, likely=company_id)
    return _Looking(unit, file, company_id).seen(account_id)


def examples(unit: Unit, share: Share, file_name: str) -> tuple[SamePair, ...]:
    """Up to five payments that are told twice: rows of a statement, and announced ones that it books."""
    judged, _ = share
    marked, here = _told_twice(share)
    marked = marked[:EXAMPLES]
    here = here[: EXAMPLES - len(marked)]
    ids = (
        {each.other for _, each in marked} | {each.other for _, each in here} | {row_id for row_id, _ in here}
    )
    seen = payments_seen(unit, [each for each in ids if each is not None and each > 0])

    def told(other: int) -> PaymentSeen:
        return seen[other] if other > 0 else seen_of(judged.rows[-1 - other], file_name)

    pairs = [
        SamePair(seen_of(judged.rows[at], file_name), told(each.other), each.why)
        for at, each in marked
        if each.other is not None and each.why is not None
    ]
    return (*pairs, *(SamePair(seen[row_id], told(each.other), each.why) for row_id, each in here))


def _told_twice(share: Share) -> tuple[list[tuple[int, Verdict]], list[tuple[int, NowBooked]]]:
    """The rows of a statement that another file tells, by place, and the announced ones it books, by id."""
    judged, places = share
    marked = [(at, judged.verdicts[at]) for at in places if judged.verdicts[at].why is not None]
    return marked, [(row_id, each) for row_id, each in judged.now_booked.items() if each.place in places]


def now_booked(share: Share) -> int:
    """How many announced payments, of this statement or earlier, one of its rows books."""
    judged, places = share
    here = sum(each.place in places for each in judged.now_booked.values())
    return here + judged.count(Fate.BOOKED, places, "pending")


class _Looking:
    """One file, held against the accounts of the company whose it is or is taken to be."""

    def __init__(self, unit: Unit, file: FileRead, company_id: int | None) -> None:
        self._unit, self._file, self._reading = unit, file, file.reading
        self._owner = owner_of(unit, file.reading)
        self._company_id = company_id if self._owner is None else self._owner
        self._known = [known_account(unit, each, self._company_id) for each in file.reading.statements]

    def seen(self, account_id: int | None) -> FileSeen:
        """What was seen where the file is of this account, 0 for a new one; None takes the likeliest."""
        candidates = self._candidates()
        guess = _likeliest({found: shares for found, (_, shares) in candidates.items()})
        account, shares = candidates.get(guess or 0 if account_id is None else account_id, (None, None))
        known = [account] * len(self._known) if account else self._known
        statements = self._statements(known, shares or self._held_against(known))
        mine = self._accounts() if candidates else []
        sha256 = self._file.sha256
        came_in_on = None
        if self._company_id is not None:
            came_in_on = stored.came_in(self._unit, self._company_id, sha256)
        return FileSeen(
            file_name=self._file.name,
            sha256=sha256,
            kind=self._reading.kind,
            encoding=self._reading.encoding,
            statements=statements,
            problems=tuple(self._reading.problems),
            questions=self._reading.questions,
            company_id=self._owner,
            needs_company=self._owner is None,
            needs_account=bool(candidates) or any(not each.account_number for each in statements),
            accounts=tuple(found for found, _ in candidates.values()),
            account_guess=guess,
            needs_balance=self._needs_balance(statements, known),
            came_in_on=came_in_on,
            remembered=self._file.remembered,
            account_name=next((likely_name(each, mine) for each in self._reading.statements), ""),
        )

    def _accounts(self) -> list[Account]:
        return [] if self._company_id is None else people.accounts(self._unit, self._company_id)

    def _candidates(self) -> dict[int, tuple[Account, list[Share]]]:
        """By id, the accounts that a file of one account may be of, where its number is missing or new.

        Each with the file held against it; one kept in a currency that the file has no amounts of is none.
        """
        found: dict[int, tuple[Account, list[Share]]] = {}
        if not of_one_account(self._reading) or any(self._known):
            return found
        for account in self._accounts():
            if may_be_of(account, self._reading.statements[0]):
                with suppress(CurrencyRefused):
                    found[account.id] = account, self._held_against([account] * len(self._known))
        return found

    def _held_against(self, known: Sequence[Account | None]) -> list[Share]:
        """The file held against the accounts its statements belong to, those not there yet by name."""
        statements = self._in_currency_of(known)
        named = [
            account.id if account else told_as(each) for each, account in zip(statements, known, strict=True)
        ]
        return judge_all(self._unit, self._reading.kind, statements, named)

    def _in_currency_of(self, known: Sequence[Account | None]) -> list[Statement]:
        return self._file.in_currencies([each.currency if each else "" for each in known])

    def _statements(
        self, known: Sequence[Account | None], shares: Sequence[Share]
    ) -> tuple[StatementSeen, ...]:
        found = zip(self._in_currency_of(known), known, shares, strict=True)
        return tuple(_statement_seen(self._unit, self._file.name, *each) for each in found)

    def _needs_balance(self, seen: Sequence[StatementSeen], known: Sequence[Account | None]) -> bool:
        has_balance = any(each.closing_minor is not None for each in seen)
        if not of_one_account(self._reading) or has_balance or any(each and each.anchor for each in known):
            return False
        rows = (row for each in self._reading.statements for row in booked(tuple(each.rows)))
        return any(row.amount_minor > 0 for row in rows)


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
        pairs=sum(len(each) for each in _told_twice(share)),
        first_rows=tuple(seen_of(row, file_name) for row in rows[:EXAMPLES]),
        proof=proof(statement, rows),
    )


def _likeliest(judged: Mapping[int, Sequence[Share]]) -> int | None:
    """The account that holds most of the file's payments already; None where none holds any."""
    fates = (Fate.KNOWN, Fate.SAME, Fate.BOOKED)
    held = {
        account_id: sum(found.count(fate, places) for found, places in shares for fate in fates)
        for account_id, shares in judged.items()
    }
    best = max(held, key=lambda each: held[each], default=None)
    return best if best is not None and held[best] else None
