from dataclasses import replace
from datetime import date

import pytest

from core import flow
from core.domain.bank_file import Balance, Statement
from core.domain.handouts import AccountProof, Answers, Imported
from core.domain.words import proof as words
from core.exporters.statements import camt053
from core.flow import House
from core.services import proof
from tests.unit.core.houses import CURRENT, bring, paid
from tests.unit.core.services.statements import COFFEE, RENT, WRITERS

MAY = (
    paid("2026-05-04", "-10.00", "Baker", balance="90.00"),
    paid("2026-05-05", "-20.00", "Rent", balance="70.00"),
)
NEXT = (
    paid("2026-05-08", "5.00", "Till", balance="75.00"),
    paid("2026-05-09", "5.00", "Till", balance="80.00"),
)
LATER = (
    paid("2026-06-08", "-1.00", "Till", balance="59.00"),
    paid("2026-06-09", "-1.00", "Till", balance="58.00"),
)


def proven(house: House, company_id: int) -> AccountProof:
    with house.look(house.scope("local")) as unit:
        (found,) = proof.of_company(unit, company_id)
    return found


def test_two_files_that_meet_are_one_stretch(plain_house: House) -> None:
    done = bring(plain_house, *MAY)
    bring(plain_house, *NEXT)
    found = proven(plain_house, done.company_id)
    assert [words.stretch(found, each) for each in found.stretches] == [
        "Current account 2051: every cent is accounted for from 4 May 2026 to 9 May 2026 (4 payments)."
    ]
    assert found.breaks == ()


def test_files_that_overlap_count_their_common_rows_once(plain_house: House) -> None:
    done = bring(plain_house, *MAY)
    bring(plain_house, MAY[1], *NEXT)
    found = proven(plain_house, done.company_id)
    assert [each.rows for each in found.stretches] == [4]


def test_money_that_no_file_shows_is_a_break(plain_house: House) -> None:
    done = bring(plain_house, *MAY)
    bring(plain_house, *NEXT)
    bring(plain_house, *LATER)
    found = proven(plain_house, done.company_id)
    assert [each.rows for each in found.stretches] == [4, 2]
    assert [words.gap(found, each) for each in found.breaks] == [
        "Current account 2051: between 9 May 2026 and 8 Jun 2026 €20.00 moved that no file shows: "
        "a file may be missing."
    ]


def test_without_balances_nothing_is_proven_and_nothing_is_broken(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-10.00", "Baker"))
    found = proven(plain_house, done.company_id)
    assert (found.stretches, found.breaks) == ((), ())


def test_what_is_only_announced_stands_in_no_balance(plain_house: House) -> None:
    """Rent of 900.00 takes 1,000.00 to 100.00; a coffee that is only announced does not."""
    coffee, rent = (replace(row, balance_minor=None) for row in (COFFEE, RENT))
    opening, closing = Balance(date(2026, 5, 3), 100_000), Balance(date(2026, 5, 5), 10_000)
    data = camt053.write(Statement(CURRENT, "EUR", (coffee, rent), opening=opening, closing=closing))
    data = data.replace(b"<Cd>BOOK</Cd>", b"<Cd>PDNG</Cd>", 1)
    local = plain_house.scope("local")
    done = flow.bring_in(plain_house, local, "bank.xml", data, Answers(company_name="Cafe Sole"))
    assert done.rows_announced == 1
    found = proven(plain_house, done.company_id)
    assert ([each.rows for each in found.stretches], found.breaks) == ([1], ())


@pytest.mark.parametrize("second", ["bank.xml", "bank.sta"])
def test_the_same_days_in_another_format_prove_the_same_and_break_nothing(
    plain_house: House, second: str
) -> None:
    """4 and 5 May as CAMT, then 5 and 6 May in other words: three payments, from balance to balance."""
    week = [COFFEE, RENT, replace(RENT, booked_on=date(2026, 5, 6), amount_minor=500, text="Back")]
    balances = [100_000, 99_680, 9_680, 10_180]

    def bring_days(name: str, first: int, last: int) -> Imported:
        ends = [Balance(date(2026, 5, 3 + at), balances[at]) for at in (first, last)]
        told = Statement(CURRENT, "EUR", tuple(week[first:last]), opening=ends[0], closing=ends[1])
        answers = Answers(company_name="Cafe Sole")
        return flow.bring_in(plain_house, plain_house.scope("local"), name, WRITERS[name](told), answers)

    done = bring_days("bank.xml", 0, 2)
    bring_days("bank.ofx", 0, 2)
    bring_days(second, 1, 3)
    found = proven(plain_house, done.company_id)
    assert [each.rows for each in found.stretches] == [3]
    assert found.breaks == ()
