from dataclasses import replace
from datetime import date

import pytest

from core import flow
from core.domain.bank_file import Balance, Row, Statement
from core.domain.errors import NotFound, NothingToUndo
from core.domain.handouts import Answers, Imported, StatementSeen
from core.domain.words import sameness as words
from core.flow import House
from core.services import bring_in, companies, correct, transactions
from tests.unit.core.houses import ALL, CURRENT, in_force
from tests.unit.core.services.statements import COFFEE, RENT, WRITERS, bring, counted, pairs, written

DAY = date(2026, 5, 4)
ONE = [(DAY, -320)]
NUMBERLESS = ""


def look_at(house: House, file_name: str, data: bytes, **named: int) -> StatementSeen:
    with house.look(house.scope("local")) as unit:
        return bring_in.look_at(unit, file_name, data, {}, **named).statements[0]


def say_two(house: House, row_id: int | None) -> int:
    done = flow.say_two_payments(house, house.scope("local"), row_id or 0).act_id
    assert done is not None
    return done


@pytest.mark.parametrize("second", ["bank.xml", "bank.sta", "bank.ofx"])
def test_the_same_payment_in_another_format_counts_once(plain_house: House, second: str) -> None:
    first = bring(plain_house, "list.csv", COFFEE, RENT)
    before = in_force(plain_house)
    done = bring(plain_house, second, COFFEE, RENT)
    assert (done.rows_new, done.rows_known + done.rows_same) == (0, 2)
    assert in_force(plain_house)["rows"] == before["rows"]
    assert counted(plain_house, first.company_id) == [*ONE, (date(2026, 5, 5), -90000)]


def parking(reference: str, day: int = 4) -> Row:
    return replace(
        COFFEE, booked_on=date(2026, 5, day), amount_minor=-200, reference=reference, balance_minor=None
    )


def bring_between(house: House, file_name: str, opening: int, *rows: Row, on: int = 4) -> Imported:
    """A statement of one day of May, with the balances before and after its rows."""
    day = date(2026, 5, on)
    closing = opening + sum(row.amount_minor for row in rows)
    told = Statement(CURRENT, "EUR", rows, opening=Balance(day, opening), closing=Balance(day, closing))
    answers = Answers(company_name="Cafe Sole")
    return flow.bring_in(house, house.scope("local"), file_name, WRITERS[file_name](told), answers)


@pytest.mark.parametrize("name", ["bank.xml", "bank.sta", "bank.ofx"])
@pytest.mark.parametrize("second", ["", "B"], ids=["to the letter", "another reference"])
def test_one_payment_after_another_is_two_where_the_balances_say_so(
    plain_house: House, name: str, second: str
) -> None:
    """Two parking tickets of €2, 100 to 98 and 98 to 96, each in a statement of its own."""
    first = bring_between(plain_house, name, 10000, parking("A" if second else ""))
    done = bring_between(plain_house, name, 9800, parking(second))
    assert (done.rows_new, done.rows_known, done.rows_same) == (1, 0, 0)
    assert counted(plain_house, first.company_id) == [(DAY, -200)] * 2
    again = bring_between(plain_house, name, 9800, parking(second))
    assert (again.rows_new, again.rows_known) == (0, 1)


@pytest.mark.parametrize(("name", "other"), [("bank.xml", "bank.xml"), ("bank.sta", "bank.xml")])
def test_a_day_that_ends_as_it_began_counts_once_however_often_it_is_told(
    plain_house: House, name: str, other: str
) -> None:
    swept = (parking(""), replace(parking(""), amount_minor=200))
    bring_between(plain_house, name, 0, *swept)
    done = bring_between(plain_house, other, 0, *swept)
    assert (done.rows_new, done.rows_known + done.rows_same) == (0, 2)


def test_where_the_banks_references_last_another_reference_is_another_payment(plain_house: House) -> None:
    bring(plain_house, "bank.ofx", parking("A"), parking("B", 5))
    done = bring(plain_house, "bank.ofx", parking("A"), parking("B", 5), parking("C", 5))
    assert (done.rows_new, done.rows_known, done.rows_same) == (1, 2, 0)


def test_where_none_of_the_banks_references_comes_again_the_words_decide(plain_house: House) -> None:
    bring(plain_house, "bank.ofx", parking("A"), parking("B", 5))
    done = bring(plain_house, "bank.ofx", parking("X"), parking("Y", 5))
    assert (done.rows_new, done.rows_same) == (0, 2)


def test_in_one_format_another_number_is_another_payee(plain_house: House) -> None:
    bring(plain_house, "list.csv", replace(COFFEE, counterparty="Metro Store 12"))
    done = bring(plain_house, "list.csv", replace(COFFEE, counterparty="Metro Store 14"))
    assert (done.rows_new, done.rows_same) == (1, 0)


def test_what_a_file_repeats_to_the_letter_is_listed_and_may_be_called_another_payment(
    plain_house: House,
) -> None:
    first = bring(plain_house, "list.csv", COFFEE)
    done = bring(plain_house, "list.csv", COFFEE, RENT)
    with plain_house.look(plain_house.scope("local")) as unit:
        found = bring_in.repeated_pairs(unit, done.import_id)
    assert [words.pair(pair) for pair in found.pairs] == [
        "Counted once: the payment to or from Café Größe of 4 May 2026 in “list.csv” is the same "
        "to the letter."
    ]
    said = say_two(plain_house, found.pairs[0].row.row_id)
    assert counted(plain_house, first.company_id) == [*ONE, *ONE, (date(2026, 5, 5), -90000)]
    assert bring(plain_house, "list.csv", COFFEE, RENT).rows_new == 0
    flow.undo(plain_house, plain_house.scope("local"), said)
    assert counted(plain_house, first.company_id) == [*ONE, (date(2026, 5, 5), -90000)]


def test_it_is_said_which_payment_it_is_and_why(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    done = bring(plain_house, "bank.sta", COFFEE)
    (pair,) = pairs(plain_house, done.import_id)
    assert done.examples[0].why == pair.why
    assert words.pair(pair) == (
        "Counted once: it is the payment to or from Café Größe of 4 May 2026 in “list.csv”: "
        "the same amount, the same day and much the same words."
    )
    assert words.row(pair.row) == "4 May 2026, \u2212\u2060€3.20, Cafe Groe · Kaffee"


def test_true_repeats_stay_as_many_as_the_fuller_file_says(plain_house: House) -> None:
    first = bring(plain_house, "list.csv", COFFEE, COFFEE)
    done = bring(plain_house, "bank.sta", COFFEE, COFFEE, COFFEE)
    assert (done.rows_new, done.rows_same) == (1, 2)
    assert counted(plain_house, first.company_id) == ONE * 3
    again = bring(plain_house, "bank.ofx", COFFEE, COFFEE)
    assert (again.rows_new, again.rows_same) == (0, 2)


def test_looking_says_how_much_is_new(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    seen = look_at(plain_house, "bank.sta", written("bank.sta", COFFEE, RENT))
    assert (seen.rows, seen.new, seen.known, seen.same) == (2, 1, 0, 1)
    assert [(pair.row.payee, pair.other.payee) for pair in seen.examples] == [("Cafe Groe", "Café Größe")]


def test_undoing_the_first_file_lets_the_second_one_count(plain_house: House) -> None:
    first = bring(plain_house, "list.csv", COFFEE)
    second = bring(plain_house, "bank.sta", COFFEE)
    third = bring(plain_house, "bank.ofx", COFFEE)
    local = plain_house.scope("local")
    flow.undo_import(plain_house, local, first.import_id)
    assert counted(plain_house, first.company_id) == ONE
    assert pairs(plain_house, second.import_id) == []
    assert [pair.other.file_name for pair in pairs(plain_house, third.import_id)] == ["bank.sta"]
    flow.undo_import(plain_house, local, second.import_id)
    assert counted(plain_house, first.company_id) == ONE
    flow.undo_import(plain_house, local, third.import_id)
    assert counted(plain_house, first.company_id) == []


def test_a_person_may_say_that_they_are_two(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    done = bring(plain_house, "bank.sta", COFFEE)
    say_two(plain_house, pairs(plain_house, done.import_id)[0].row.row_id)
    assert counted(plain_house, done.company_id) == ONE * 2
    (pair,) = pairs(plain_house, done.import_id)
    assert pair.two
    assert words.pair(pair).startswith("Two payments, you said: this one, and the payment to or from Café")


@pytest.mark.parametrize("second", ["list.csv", "bank.sta"])
def test_what_a_person_said_survives_the_same_files_again(plain_house: House, second: str) -> None:
    bring(plain_house, "list.csv", COFFEE)
    done = bring(plain_house, "bank.sta", COFFEE)
    say_two(plain_house, pairs(plain_house, done.import_id)[0].row.row_id)
    again = bring(plain_house, second, COFFEE, RENT)
    assert (again.rows_new, again.rows_known) == (1, 1)
    assert len(counted(plain_house, done.company_id)) == 3


@pytest.mark.parametrize("gone", [0, 1])
def test_what_a_person_said_survives_an_undone_file_that_comes_again(plain_house: House, gone: int) -> None:
    brought = [bring(plain_house, name, COFFEE) for name in ("list.csv", "bank.sta")]
    say_two(plain_house, pairs(plain_house, brought[1].import_id)[0].row.row_id)
    flow.undo_import(plain_house, plain_house.scope("local"), brought[gone].import_id)
    assert counted(plain_house, brought[0].company_id) == ONE
    bring(plain_house, ("list.csv", "bank.sta")[gone], COFFEE)
    assert counted(plain_house, brought[0].company_id) == ONE * 2


def test_that_word_is_an_act_that_can_be_undone(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    done = bring(plain_house, "bank.sta", COFFEE)
    before, (held,) = in_force(plain_house), pairs(plain_house, done.import_id)
    act_id = say_two(plain_house, held.row.row_id)
    flow.undo(plain_house, plain_house.scope("local"), act_id)
    assert in_force(plain_house) == before
    assert pairs(plain_house, done.import_id) == [held]
    with pytest.raises(NothingToUndo):
        flow.undo(plain_house, plain_house.scope("local"), act_id)
    with plain_house.look(plain_house.scope("local")) as unit:
        assert [line.kind for line in correct.acts(unit, done.company_id)] == ["undo", "two_payments"]


def test_a_person_may_say_that_two_rows_are_one(plain_house: House) -> None:
    first = bring(plain_house, "list.csv", COFFEE)
    other = replace(COFFEE, counterparty="Terminal 4711", text="POS")
    second = bring(plain_house, "bank.sta", other)
    assert second.rows_new == 1
    before, local = in_force(plain_house), plain_house.scope("local")
    ids = rows_in_force(plain_house)
    said = flow.say_one_payment(plain_house, local, ids[1], ids[0])
    assert counted(plain_house, first.company_id) == ONE
    assert [words.why(pair.why) for pair in pairs(plain_house, second.import_id)] == ["you said so"]
    flow.undo_import(plain_house, local, second.import_id)
    assert bring(plain_house, "bank.sta", other).rows_same == 1
    with pytest.raises(NothingToUndo):
        flow.undo(plain_house, local, said.act_id or 0)
    assert before["rows"][0] == in_force(plain_house)["rows"][0]


def test_saying_one_is_undone_whole(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    bring(plain_house, "bank.sta", replace(COFFEE, counterparty="Terminal 4711", text="POS"))
    bring(plain_house, "bank.ofx", COFFEE, replace(COFFEE, counterparty="Terminal 4711", text="POS"))
    before, local, ids = in_force(plain_house), plain_house.scope("local"), rows_in_force(plain_house)
    said = flow.say_one_payment(plain_house, local, ids[1], ids[0])
    flow.undo(plain_house, local, said.act_id or 0)
    assert in_force(plain_house) == before


def test_after_two_a_person_may_say_one_again(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    done = bring(plain_house, "bank.sta", COFFEE)
    say_two(plain_house, pairs(plain_house, done.import_id)[0].row.row_id)
    (pair,) = pairs(plain_house, done.import_id)
    local = plain_house.scope("local")
    flow.say_one_payment(plain_house, local, pair.row.row_id or 0, pair.other.row_id or 0)
    assert counted(plain_house, done.company_id) == ONE
    assert [each.two for each in pairs(plain_house, done.import_id)] == [False]


def test_of_a_row_that_stands_alone_nothing_can_be_said(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    with pytest.raises(NotFound):
        flow.say_two_payments(plain_house, plain_house.scope("local"), rows_in_force(plain_house)[0])


def test_a_table_without_a_number_is_held_against_the_account_its_owner_names(plain_house: House) -> None:
    first = bring(plain_house, "bank.xml", COFFEE)
    with plain_house.look(plain_house.scope("local")) as unit:
        (account,) = companies.accounts(unit, first.company_id)
    data = written("list.csv", COFFEE, number=NUMBERLESS)
    company = {"company_id": first.company_id}
    assert look_at(plain_house, "list.csv", data, **company, account_id=0).new == 1
    guessed = look_at(plain_house, "list.csv", data, **company)
    seen = look_at(plain_house, "list.csv", data, **company, account_id=account.id)
    assert guessed == seen
    assert (seen.new, seen.known + seen.same, seen.account_id) == (0, 1, account.id)
    answers = {"company_id": first.company_id, "account_id": account.id}
    done = bring(plain_house, "list.csv", COFFEE, number=NUMBERLESS, **answers)
    assert (done.rows_new, done.company_id) == (0, first.company_id)
    with plain_house.look(plain_house.scope("local")) as unit:
        assert [each.id for each in companies.accounts(unit, first.company_id)] == [account.id]


def test_a_file_that_names_no_currency_belongs_to_the_account_with_its_number(plain_house: House) -> None:
    bring(plain_house, "list.csv", COFFEE)
    done = bring(plain_house, "bank.sta", COFFEE, RENT, currency="")
    assert (done.rows_new, done.rows_same) == (1, 1)
    with plain_house.look(plain_house.scope("local")) as unit:
        assert {row.currency for row in transactions.page(unit, done.company_id, ALL, 1).rows} == {"EUR"}


def rows_in_force(house: House) -> list[int]:
    return [int(row[0]) for row in in_force(house)["rows"]]


def test_every_payment_told_twice_is_counted_and_found_on_a_page(plain_house: House) -> None:
    rows = [replace(COFFEE, amount_minor=-200 - at, text=f"Großer Kaffee {at}") for at in range(120)]
    bring(plain_house, "list.csv", *rows)
    seen = look_at(plain_house, "bank.sta", written("bank.sta", *rows))
    assert (seen.pairs, len(seen.examples)) == (120, 5)
    done = bring(plain_house, "bank.sta", *rows)
    first = pairs(plain_house, done.import_id)[0].row.row_id
    assert first
    flow.say_two_payments(plain_house, plain_house.scope("local"), first)
    with plain_house.look(plain_house.scope("local")) as unit:
        pages = [bring_in.same_pairs(unit, done.import_id, page) for page in (1, 2, 3, 4)]
    assert [(page.total, len(page.pairs)) for page in pages] == [(120, 50), (120, 50), *[(120, 20)] * 2]
    assert len({pair.row.row_id for page in pages for pair in page.pairs}) == 120
    assert pages[0].pairs[0].two
