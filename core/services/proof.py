"""Proof of completeness: where an account's files lead from balance to balance, and where money is unseen."""

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
    """Join statements whose balances meet; one whose payments another tells already adds nothing.

    Of statements that overlap, the payments both tell count once.
    """
    stretches: list[ProvenStretch] = []
    breaks: list[ProofBreak] = []
    last: Stored | None = None
    joinable = False
    for each in statements:
        common = set(last.payments) & set(each.payments) if last is not None else set()
        if last is not None and each.to_on <= last.to_on and len(common) == len(each.rows):
            continue
        seen = proof(each.statement, each.rows)
        opening = opening_of(each.statement, each.rows)
        before = last.statement.closing if last is not None else None
        meets = False
        if last is not None and before is not None and opening is not None:
            unseen = opening + _sum_of(each, common) - before.minor
            meets = unseen == 0
            if not meets:
                days = sorted([last.to_on, each.from_on])
                breaks.append(ProofBreak(days[0], days[1], unseen))
        sound = seen.adds_up is not False and not seen.steps_off and (bool(seen.steps) or bool(seen.adds_up))
        if seen.adds_up is False and opening is not None and seen.closing_minor is not None:
            unseen = seen.closing_minor - opening - seen.sum_minor
            breaks.append(ProofBreak(each.from_on, each.to_on, unseen, inside_file=True))
        if sound and meets and joinable:
            rows = stretches[-1].rows + len(each.rows) - len(common)
            stretches[-1] = replace(stretches[-1], to_on=max(each.to_on, stretches[-1].to_on), rows=rows)
        elif sound:
            stretches.append(ProvenStretch(each.from_on, each.to_on, len(each.rows)))
        last, joinable = each, sound
    return tuple(stretches), tuple(breaks)


def _sum_of(statement: Stored, common: set[int]) -> int:
    """The money of the payments that an earlier statement tells too, minor units."""
    told = zip(statement.payments, statement.rows, strict=True)
    return sum(row.amount_minor for payment, row in told if payment in common)
