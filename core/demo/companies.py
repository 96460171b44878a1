"""The three invented companies that a new owner can look around in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from core.demo.identities import bank_of
from core.demo.movements import Movement, movements
from core.demo.own_transfers import Balances, with_own_transfers
from core.demo.plans import AccountPlan, CompanyPlan, builder_plan, cafe_plan, shop_plan
from core.demo.streams import recipe
from core.domain.bank_file import Balance, Row, Statement

WEEKS = 156
_DAY = timedelta(days=1)
_MCC_GAPS, _NACE_GAPS = 0.12, 0.3


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account's statement; `truth` and `vague` say of every row what no file tells."""

    plan: AccountPlan
    statement: Statement
    truth: tuple[str, ...]
    vague: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """One demo company with all its accounts."""

    name: str
    nace: str
    employees: int
    accounts: tuple[DemoAccount, ...]


def demo_companies(until: date, seed: int) -> list[DemoCompany]:
    """A cafe, a builder heading for trouble and a web shop: three years that end on `until`.

    The same rows for the same date and seed.
    """
    first = until - timedelta(weeks=WEEKS) + _DAY
    plans = (cafe_plan(until), builder_plan(until), shop_plan(until))
    return [_company(plan, first, until, seed) for plan in plans]


def _company(plan: CompanyPlan, first: date, until: date, seed: int) -> DemoCompany:
    earned_and_paid = movements(recipe(plan.recipe), first, until, seed, plan.shocks)
    openings = {account.own.key: account.opening for account in plan.accounts}
    found = with_own_transfers(earned_and_paid, plan.rules, openings, first, until)
    by_account: dict[str, list[Movement]] = defaultdict(list)
    for movement in found:
        by_account[movement.account].append(movement)
    openings |= _openings_for_closings(plan.accounts, by_account)
    rng = np.random.default_rng([seed, len(plan.recipe)])
    accounts = [
        _account(account, by_account[account.own.key], openings[account.own.key], (first, until), rng)
        for account in plan.accounts
    ]
    return DemoCompany(plan.name, plan.nace, plan.employees, tuple(accounts))


def _openings_for_closings(
    accounts: Sequence[AccountPlan], by_account: dict[str, list[Movement]]
) -> Balances:
    """What must have stood in an account at first, so that its plan's closing balance is met."""
    return {
        account.own.key: account.closing - sum(movement.amount for movement in by_account[account.own.key])
        for account in accounts
        if account.closing is not None
    }


def _account(
    plan: AccountPlan,
    found: list[Movement],
    opening: int,
    period: tuple[date, date],
    rng: np.random.Generator,
) -> DemoAccount:
    first, until = period
    rows = [_row(movement, plan.currency) for movement in found]
    without_mcc = rng.random(len(rows)) < _MCC_GAPS
    without_nace = rng.random(len(rows)) < _NACE_GAPS
    balance = opening
    for place, row in enumerate(rows):
        balance += row.amount_minor
        rows[place] = replace(
            row,
            line_no=place + 1,
            balance_minor=balance,
            mcc="" if without_mcc[place] else row.mcc,
            counterparty_nace="" if without_nace[place] else row.counterparty_nace,
        )
    statement = Statement(
        account_number=plan.own.number,
        currency=plan.currency,
        rows=tuple(rows),
        account_name=plan.title,
        account_kind=plan.kind,
        bank_code=bank_of(plan.own.number),
        opening=Balance(first - _DAY, opening),
        closing=Balance(until, balance),
    )
    truth = tuple(movement.category for movement in found)
    return DemoAccount(plan, statement, truth, tuple(movement.vague for movement in found))


def _row(movement: Movement, currency: str) -> Row:
    return Row(
        line_no=0,
        booked_on=movement.booked_on,
        value_on=movement.booked_on,
        amount_minor=movement.amount,
        currency=currency,
        raw="",
        text=movement.text,
        counterparty=movement.counterparty,
        counterparty_account=movement.counterparty_account,
        counterparty_bank=bank_of(movement.counterparty_account),
        counterparty_nace=movement.nace,
        mcc=movement.mcc,
        type_code=movement.type_code,
        reference=movement.reference,
        standing_order=movement.standing_order,
        contactless=movement.contactless,
    )
