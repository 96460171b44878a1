from collections import Counter
from datetime import date, timedelta

import pandas as pd
import pytest

from core.demo.companies import DemoCompany, demo_companies
from core.demo.files import DEFAULT_SEED
from core.demo.streams import recipe
from core.domain.categories import ROOT_CATEGORIES
from core.rules.categories import category_by_key
from core.rules.own_transfers import decide
from core.rules.verdicts import Known

UNTIL = date(2026, 11, 15)


@pytest.fixture(scope="module")
def companies() -> list[DemoCompany]:
    return demo_companies(UNTIL, DEFAULT_SEED)


def test_a_cafe_a_builder_and_a_shop_of_a_plausible_size(companies: list[DemoCompany]) -> None:
    rows = {company.nace: sum(len(account.truth) for account in company.accounts) for company in companies}
    assert 6000 <= rows["56.10"] <= 9000
    assert 2000 <= rows["41.20"] <= 3600
    assert 4000 <= rows["47.91"] <= 6000


def test_the_same_date_and_seed_give_the_same_rows(companies: list[DemoCompany]) -> None:
    again = demo_companies(UNTIL, DEFAULT_SEED)
    assert again == companies
    assert demo_companies(UNTIL, DEFAULT_SEED + 1) != companies


def test_three_years_that_end_on_the_day_asked_for(companies: list[DemoCompany]) -> None:
    days = [
        row.booked_on
        for company in companies
        for account in company.accounts
        for row in account.statement.rows
    ]
    assert min(days) == UNTIL - timedelta(weeks=156) + timedelta(days=1)
    assert max(days) <= UNTIL


def test_running_balances_add_up_from_opening_to_closing(companies: list[DemoCompany]) -> None:
    for company in companies:
        for account in company.accounts:
            assert account.statement.opening is not None
            assert account.statement.closing is not None
            balance = account.statement.opening.minor
            for row in account.statement.rows:
                balance += row.amount_minor
                assert row.balance_minor == balance
            assert account.statement.closing.minor == balance


def test_ten_to_fifteen_of_a_hundred_rows_are_vague(companies: list[DemoCompany]) -> None:
    for company in companies:
        vague = [mark for account in company.accounts for mark in account.vague]
        assert 0.10 <= sum(vague) / len(vague) <= 0.15


def test_a_vague_payee_stands_for_several_categories(companies: list[DemoCompany]) -> None:
    truths: dict[str, set[str]] = {}
    for company in companies:
        for account in company.accounts:
            for row, truth in zip(account.statement.rows, account.truth, strict=True):
                truths.setdefault(row.counterparty, set()).add(truth)
    assert truths["Amzn Mktp"] == {"supplier", "office", "it", "premises"}


def test_truths_are_master_categories(companies: list[DemoCompany]) -> None:
    truths = Counter(
        truth for company in companies for account in company.accounts for truth in account.truth
    )
    assert set(truths) <= set(category_by_key())
    assert set(truths) >= ROOT_CATEGORIES


@pytest.mark.parametrize("weeks_later", [0, 9, 20, 33, 44])
def test_only_the_builder_heads_below_zero(weeks_later: int) -> None:
    until = UNTIL + timedelta(weeks=weeks_later)
    ends = {}
    for company in demo_companies(until, DEFAULT_SEED):
        cash = [
            account.statement for account in company.accounts if account.plan.kind in ("current", "savings")
        ]
        euros = [statement for statement in cash if statement.currency == "EUR"]
        half_a_year = [
            row.amount_minor
            for statement in euros
            for row in statement.rows
            if row.booked_on > until - timedelta(weeks=26)
        ]
        stands = sum(statement.closing.minor for statement in euros if statement.closing)
        ends[company.name] = (stands, stands + sum(half_a_year) * 12 // 26)
    stands, ahead = ends.pop("Tolan & Sons Builders")
    assert stands > 0 > ahead
    assert all(ahead > 500_000 for _, ahead in ends.values())


def test_own_transfers_are_found_from_the_statements_alone(companies: list[DemoCompany]) -> None:
    for company in companies:
        numbers = {
            (company.name, account.plan.own.number): account.plan.title for account in company.accounts
        }
        rows, truth = _rows_frame(company)
        verdicts = decide(rows, Known(account_numbers=numbers, own_names={company.name: (company.name,)}))
        assert set(verdicts) == {part for part, category in enumerate(truth) if category == "own_transfer"}


def test_payees_are_not_those_of_the_invented_bank(companies: list[DemoCompany]) -> None:
    from core.demo.bank import FIRST_WORDS, invented_bank

    named = {
        payee for name in ("cafe", "builder", "shop") for stream in recipe(name) for payee in stream.payees
    }
    learned = set(invented_bank(1, 15, UNTIL, weeks=30)["counterparty"])
    assert (named & learned) <= {""}
    assert not {payee.split()[0] for payee in named if payee} & set(FIRST_WORDS)


def _rows_frame(company: DemoCompany) -> tuple[pd.DataFrame, list[str]]:
    truth = [category for account in company.accounts for category in account.truth]
    rows = [
        {
            "company": company.name,
            "account_id": account.plan.title,
            "booked_on": row.booked_on,
            "amount_minor": row.amount_minor,
            "currency": row.currency,
            "direction": "in" if row.amount_minor > 0 else "out",
            "payee_key": row.counterparty.lower(),
            "text": row.text,
            "counterparty": row.counterparty,
            "counterparty_account": row.counterparty_account,
            "counterparty_nace": row.counterparty_nace,
            "mcc": row.mcc,
            "type_code": row.type_code,
        }
        for account in company.accounts
        for row in account.statement.rows
    ]
    frame = pd.DataFrame(rows)
    frame.insert(0, "part_id", range(len(frame)))
    return frame, truth
