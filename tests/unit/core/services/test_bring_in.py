from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core import flow
from core.domain.company import Account, BalanceAnchor
from core.domain.errors import AnswersMissing, FileEmpty, NothingToUndo
from core.domain.handouts import Answers, FileSeen, ImportLine
from core.flow import House
from core.services import bring_in, companies, transactions
from core.store import people
from tests.unit.core.houses import ALL, CURRENT, SAVINGS, bank_csv, bring, everything, in_force, paid

SAMPLES = Path(__file__).parents[3] / "contract/samples"
BAKER = paid("2026-05-04", "-12.00", "Baker")
RENT = paid("2026-05-05", "-900.00", "Landlord")
TAKINGS = paid("2026-05-06", "250.00", "Till")
NO_NUMBER = {"account": ""}


def look_at(house: House, *lines: dict[str, str]) -> FileSeen:
    with house.look(house.scope("local")) as unit:
        return bring_in.look_at(unit, "may.csv", bank_csv(*lines), {})


def accounts(house: House, company_id: int) -> list[Account]:
    with house.look(house.scope("local")) as unit:
        return companies.accounts(unit, company_id)


def imports(house: House, company_id: int) -> list[ImportLine]:
    with house.look(house.scope("local")) as unit:
        return bring_in.imports(unit, company_id)


def payees(house: House, company_id: int) -> list[str]:
    with house.look(house.scope("local")) as unit:
        page = transactions.page(unit, company_id, ALL, 1)
    return sorted(row.payee for row in page.rows)


def test_a_file_comes_in_with_every_row_counted(plain_house: House) -> None:
    done = bring(plain_house, BAKER, RENT, TAKINGS)
    assert (done.rows_new, done.rows_known, done.problems) == (3, 0, ())
    assert done.decided + done.guessed + done.asked == 3
    assert payees(plain_house, done.company_id) == ["Baker", "Landlord", "Till"]


def test_the_same_file_brings_nothing_the_second_time(plain_house: House) -> None:
    first = bring(plain_house, BAKER, RENT)
    before = in_force(plain_house)
    second = bring(plain_house, BAKER, RENT)
    assert (second.rows_new, second.rows_known) == (0, 2)
    assert second.company_id == first.company_id
    assert in_force(plain_house) == before


def test_an_overlapping_file_brings_only_what_is_new(plain_house: House) -> None:
    bring(plain_house, BAKER, RENT)
    done = bring(plain_house, RENT, TAKINGS)
    assert (done.rows_new, done.rows_known) == (1, 1)
    assert payees(plain_house, done.company_id) == ["Baker", "Landlord", "Till"]


def test_undoing_a_file_leaves_what_another_file_brought_too(plain_house: House) -> None:
    first = bring(plain_house, BAKER, BAKER, RENT)
    second = bring(plain_house, BAKER, RENT, TAKINGS)
    flow.undo_import(plain_house, plain_house.scope("local"), first.import_id)
    assert payees(plain_house, second.company_id) == ["Baker", "Landlord", "Till"]
    flow.undo_import(plain_house, plain_house.scope("local"), second.import_id)
    assert payees(plain_house, second.company_id) == []


def test_three_equal_rows_stay_three(plain_house: House) -> None:
    done = bring(plain_house, BAKER, BAKER, BAKER)
    again = bring(plain_house, BAKER, BAKER, BAKER, BAKER)
    assert (done.rows_new, again.rows_new, again.rows_known) == (3, 1, 3)
    assert payees(plain_house, done.company_id) == ["Baker"] * 4


def test_a_bad_row_is_kept_as_a_problem_and_the_others_come_in(plain_house: House) -> None:
    done = bring(plain_house, BAKER, paid("2026-05-32", "-5.00", "Nowhen"))
    assert done.rows_new == 1
    assert [(problem.code, problem.line_no) for problem in done.problems] == [("bad_date", 3)]
    assert "Nowhen" in done.problems[0].raw
    line = imports(plain_house, done.company_id)[0]
    assert (line.rows_new, line.rows_known, line.rows_bad) == (1, 0, 1)
    assert (line.from_on, line.to_on) == (date(2026, 5, 4), date(2026, 5, 4))


def test_what_is_only_announced_waits_until_it_is_booked(plain_house: House) -> None:
    data = (SAMPLES / "camt052/morning.xml").read_bytes()
    with plain_house.look(plain_house.scope("local")) as unit:
        assert bring_in.look_at(unit, "morning.xml", data, {}).statements[0].rows == 1
    done = flow.bring_in(
        plain_house, plain_house.scope("local"), "morning.xml", data, Answers(company_name="Cafe Sole")
    )
    assert payees(plain_house, done.company_id) == ["Stadtwerke"]
    assert [(problem.code, problem.facts) for problem in done.problems] == [("not_booked", {"value": "INFO"})]
    assert (done.rows_new, done.rows_announced) == (1, 1)


def test_a_refused_file_leaves_the_store_as_it_was(plain_house: House) -> None:
    before = everything(plain_house)
    with pytest.raises(FileEmpty):
        flow.bring_in(
            plain_house, plain_house.scope("local"), "may.csv", b"", Answers(company_name="Cafe Sole")
        )
    assert everything(plain_house) == before


def test_without_a_company_nothing_comes_in(plain_house: House) -> None:
    before = everything(plain_house)
    with pytest.raises(AnswersMissing) as refused:
        bring(plain_house, BAKER, name=" ")
    assert refused.value.facts == {"keys": "company"}
    assert everything(plain_house) == before


def test_looking_at_a_file_stores_nothing(plain_house: House) -> None:
    before = everything(plain_house)
    seen = look_at(plain_house, BAKER, TAKINGS)
    assert everything(plain_house) == before
    statement = seen.statements[0]
    assert (statement.account_number, statement.currency, statement.rows) == (CURRENT, "EUR", 2)
    assert (statement.sum_minor, statement.from_on, statement.to_on) == (
        23_800,
        date(2026, 5, 4),
        date(2026, 5, 6),
    )


def test_a_first_file_asks_for_the_company_and_for_the_balance(plain_house: House) -> None:
    seen = look_at(plain_house, BAKER, TAKINGS)
    assert (seen.needs_company, seen.needs_account, seen.needs_balance) == (True, False, True)


def test_a_file_with_a_running_balance_asks_for_none(plain_house: House) -> None:
    seen = look_at(plain_house, TAKINGS | {"balance": "1250.00"})
    assert not seen.needs_balance
    assert seen.statements[0].closing_minor == 125_000


def test_a_file_of_money_only_going_out_asks_for_no_balance(plain_house: House) -> None:
    assert not look_at(plain_house, BAKER, RENT).needs_balance


def test_a_file_without_an_account_number_asks_for_the_account(plain_house: House) -> None:
    assert look_at(plain_house, BAKER | NO_NUMBER).needs_account


def test_next_months_file_asks_nothing(plain_house: House) -> None:
    done = bring(plain_house, BAKER, TAKINGS, balance_minor=100_000)
    seen = look_at(plain_house, paid("2026-06-01", "10.00", "Till"))
    assert (seen.needs_company, seen.needs_account, seen.needs_balance) == (False, False, False)
    assert seen.company_id == done.company_id
    assert seen.statements[0].account_id == accounts(plain_house, done.company_id)[0].id


def test_a_file_that_is_in_says_since_when(plain_house: House) -> None:
    done = bring(plain_house, BAKER)
    seen = look_at(plain_house, BAKER)
    assert seen.came_in_on == imports(plain_house, done.company_id)[0].brought_in_at
    assert look_at(plain_house, RENT).came_in_on is None


def test_the_owners_balance_stands_at_the_end_of_the_files_last_day(plain_house: House) -> None:
    done = bring(plain_house, BAKER, TAKINGS, balance_minor=100_000)
    account = accounts(plain_house, done.company_id)[0]
    assert account.anchor == BalanceAnchor(date(2026, 5, 6), 100_000, "owner")


def test_a_later_files_balance_takes_the_place_of_an_earlier_one(plain_house: House) -> None:
    done = bring(plain_house, TAKINGS | {"balance": "1250.00"})
    bring(plain_house, paid("2026-04-01", "1.00", "Till", balance="1000.00"))
    assert accounts(plain_house, done.company_id)[0].anchor == BalanceAnchor(
        date(2026, 5, 6), 125_000, "file"
    )
    bring(plain_house, paid("2026-06-01", "50.00", "Till", balance="1300.00"))
    assert accounts(plain_house, done.company_id)[0].anchor == BalanceAnchor(
        date(2026, 6, 1), 130_000, "file"
    )


def test_two_accounts_in_one_file_become_two(plain_house: House) -> None:
    done = bring(plain_house, BAKER, paid("2026-05-04", "1.00", "Interest", account=SAVINGS))
    found = [(account.number, account.name) for account in accounts(plain_house, done.company_id)]
    assert found == [(CURRENT, "Current account 2051"), (SAVINGS, "Current account 5030")]


def test_one_account_in_two_currencies_becomes_two(plain_house: House) -> None:
    done = bring(plain_house, BAKER, BAKER | {"currency": "USD"})
    found = [(account.number, account.currency) for account in accounts(plain_house, done.company_id)]
    assert found == [(CURRENT, "EUR"), (CURRENT, "USD")]


def test_files_without_a_number_and_without_an_answer_share_one_account(plain_house: House) -> None:
    first = bring(plain_house, BAKER | NO_NUMBER)
    for line in (RENT, TAKINGS):
        bring(plain_house, line | NO_NUMBER, company_id=first.company_id)
    again = bring(plain_house, BAKER | NO_NUMBER, company_id=first.company_id)
    assert [account.name for account in accounts(plain_house, first.company_id)] == ["Current account"]
    assert (again.rows_new, again.rows_known) == (0, 1)


def test_the_owner_says_which_account_a_file_without_a_number_belongs_to(plain_house: House) -> None:
    first = bring(plain_house, BAKER | NO_NUMBER, account_name="Till card", account_kind="card")
    company_id = first.company_id
    bring(plain_house, RENT | NO_NUMBER, company_id=company_id, account_name="Giro")
    giro = accounts(plain_house, company_id)[1]
    bring(plain_house, TAKINGS | NO_NUMBER, company_id=company_id, account_id=giro.id)
    found = [(account.name, account.kind.value) for account in accounts(plain_house, company_id)]
    assert found == [("Till card", "card"), ("Giro", "current")]


def test_an_undone_import_leaves_what_was_in_force_before(plain_house: House) -> None:
    bring(plain_house, BAKER, TAKINGS | {"balance": "1250.00"})
    before = in_force(plain_house)
    done = bring(plain_house, paid("2026-06-01", "50.00", "Till", balance="1300.00"))
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    assert in_force(plain_house) == before
    assert imports(plain_house, done.company_id)[0].undone_at is not None


def test_an_undone_import_takes_the_only_balance_with_it(plain_house: House) -> None:
    done = bring(plain_house, TAKINGS | {"balance": "1250.00"})
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    assert accounts(plain_house, done.company_id)[0].anchor is None


def test_an_undone_import_puts_the_balance_back_that_the_owner_named(plain_house: House) -> None:
    done = bring(plain_house, TAKINGS, balance_minor=100_000)
    second = bring(plain_house, paid("2026-06-01", "50.00", "Till", balance="1050.00"))
    assert accounts(plain_house, done.company_id)[0].anchor == BalanceAnchor(
        date(2026, 6, 1), 105_000, "file"
    )
    flow.undo_import(plain_house, plain_house.scope("local"), second.import_id)
    assert accounts(plain_house, done.company_id)[0].anchor == BalanceAnchor(
        date(2026, 5, 6), 100_000, "owner"
    )


def test_an_undone_file_comes_in_again(plain_house: House) -> None:
    done = bring(plain_house, BAKER, RENT)
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    assert payees(plain_house, done.company_id) == []
    again = bring(plain_house, BAKER, RENT)
    assert (again.rows_new, again.rows_known) == (2, 0)
    assert payees(plain_house, done.company_id) == ["Baker", "Landlord"]


def test_an_import_is_undone_once(plain_house: House) -> None:
    done = bring(plain_house, BAKER)
    local = plain_house.scope("local")
    flow.undo_import(plain_house, local, done.import_id)
    with pytest.raises(NothingToUndo):
        flow.undo_import(plain_house, local, done.import_id)


def test_rows_that_two_files_share_stay_with_the_first(plain_house: House) -> None:
    bring(plain_house, BAKER)
    second = bring(plain_house, BAKER, RENT)
    flow.undo_import(plain_house, plain_house.scope("local"), second.import_id)
    assert payees(plain_house, second.company_id) == ["Baker"]


def test_a_viewer_of_another_company_meets_no_known_account(plain_house: House) -> None:
    bring(plain_house, BAKER)
    stranger = replace(plain_house.scope("local"), company_ids=frozenset())
    with plain_house.look(stranger) as unit:
        seen = bring_in.look_at(unit, "may.csv", bank_csv(BAKER), {})
    assert (seen.needs_company, seen.company_id, seen.came_in_on) == (True, None, None)


def test_one_balance_is_never_taken_for_two_accounts(plain_house: House) -> None:
    two = (TAKINGS, paid("2026-05-06", "10.00", "Interest", account=SAVINGS))
    assert not look_at(plain_house, *two).needs_balance
    done = bring(plain_house, *two, balance_minor=500_00)
    assert [each.anchor for each in accounts(plain_house, done.company_id)] == [None, None]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.7, 0.9])
def test_a_file_broken_off_on_its_way_in_leaves_nothing(plain_house: House, share: float) -> None:
    first = bring(plain_house, BAKER, RENT)
    before = everything(plain_house)
    told: list[float] = []

    def tell(reached: float) -> None:
        told.append(reached)
        if reached >= share:
            raise KeyboardInterrupt

    many = [paid("2026-05-07", f"-{at}.50", f"Shop {at % 40}") for at in range(12_000)]
    answers = Answers(company_id=first.company_id)
    scope = plain_house.scope("local")
    with pytest.raises(KeyboardInterrupt):
        flow.bring_in(plain_house, scope, "many.csv", bank_csv(*many), answers, tell)
    assert told == sorted(told)
    assert told[-1] >= share
    assert everything(plain_house) == before


def test_others_may_write_while_a_file_is_read(plain_house: House) -> None:
    first = bring(plain_house, BAKER)
    scope = plain_house.scope("local")
    wrote: list[float] = []

    def tell(reached: float) -> None:
        if not wrote and reached < 0.5:
            with plain_house.unit(scope) as unit:
                people.set_limit(unit, first.company_id, 100)
            wrote.append(reached)

    many = [paid("2026-05-07", f"-{at}.50", f"Shop {at % 40}") for at in range(12_000)]
    answers = Answers(company_id=first.company_id)
    done = flow.bring_in(plain_house, scope, "many.csv", bank_csv(*many), answers, tell)
    assert (len(wrote), done.rows_new) == (1, 12_000)
