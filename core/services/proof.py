"""Proof of completeness: where an account's files lead from balance to balance, and where money is unseen."""

from collections import Counter
from dataclasses import replace
from itertools import groupby

from core.domain.handouts import AccountProof, ProofBreak, ProvenStretch
from core.importers.balance import opening_of, proof
from core.store import people
from core.store import proof as stored
from core.store.proof import Stored
from core.store.unit import Unit

__all__ = ["of_company"]


def of_company(unit: Unit, company_id: int) -> list[AccountProof]:
    """For each account of a company that has files: what is proven, and what is unseen between them."""
    accounts = {each.id: each for each in people.accounts(unit, company_id)}
    found = groupby(stored.statements(unit, company_id), key=lambda each: each.account_id)
    proven = []
    for account_id, statements in found:
        stretches, breaks = _chain(list(statements))
        account = accounts[account_id]
        proven.append(AccountProof(account_id, account.name, account.currency, stretches, breaks))
    return proven


def _chain(statements: list[Stored]) -> tuple[tuple[ProvenStretch, ...], tuple[ProofBreak, ...]]:
    """Join statements whose balances meet; one whose days another has covered already adds nothing.

    Of statements that overlap, the rows both hold count once.
    """
    stretches: list[ProvenStretch] = []
    breaks: list[ProofBreak] = []
    last: Stored | None = None
    joinable = False
    for each in statements:
        if last is not None and each.to_on <= last.to_on and not Counter(each.prints) - Counter(last.prints):
            continue
        seen = proof(each.statement, each.rows)
        opening = opening_of(each.statement, each.rows)
        common = Counter(last.prints) & Counter(each.prints) if last is not None else Counter()
        before = last.statement.closing if last is not None else None
        meets = False
        if last is not None and before is not None and opening is not None:
            unseen = opening + _sum_of(each, common) - before.minor
            meets = unseen == 0
            if not meets:
                breaks.append(ProofBreak(last.to_on, each.from_on, unseen))
        sound = seen.adds_up is not False and not seen.steps_off and (bool(seen.steps) or bool(seen.adds_up))
        if seen.adds_up is False and opening is not None and seen.closing_minor is not None:
            unseen = seen.closing_minor - opening - seen.sum_minor
            breaks.append(ProofBreak(each.from_on, each.to_on, unseen, inside_file=True))
        if sound and meets and joinable:
            rows = stretches[-1].rows + len(each.rows) - common.total()
            stretches[-1] = replace(stretches[-1], to_on=max(each.to_on, stretches[-1].to_on), rows=rows)
        elif sound:
            stretches.append(ProvenStretch(each.from_on, each.to_on, len(each.rows)))
        last, joinable = each, sound
    return tuple(stretches), tuple(breaks)


def _sum_of(statement: Stored, common: Counter[str]) -> int:
    """The money of the rows that an earlier statement holds too, minor units."""
    left = common.copy()
    total = 0
    for print_, row in zip(statement.prints, statement.rows, strict=True):
        if left[print_] > 0:
            left[print_] -= 1
            total += row.amount_minor
    return total
