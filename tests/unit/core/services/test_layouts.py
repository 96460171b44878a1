"""A layout is asked once: answered, remembered, asked again where it no longer fits, forgotten, handed on."""

import pytest

from core import flow
from core.domain.errors import LayoutRefused, NotFound
from core.domain.handouts import Answers, FileSeen, Imported, LayoutLine
from core.flow import House
from core.services import bring_in, layouts, transactions
from core.store import removal
from tests.unit.core.houses import ALL, everything

CARD = "Date,Description,Amount\n" + "".join(f"0{day}/04/2025,Shop {day},{day}.50\n" for day in range(1, 8))
LATER = CARD.replace("/04/", "/05/")
ANSWERS = {"date_order": "month_first", "sign": "spending_positive"}


def bring(house: House, table: str, company_id: int | None = None, **answers: str) -> Imported:
    given = Answers(company_id, company_name="Cafe Sole", currency="EUR", layout=answers)
    return flow.bring_in(house, house.scope("local"), "card.csv", table.encode(), given)


def look(house: House, table: str, company_id: int | None) -> FileSeen:
    with house.look(house.scope("local")) as unit:
        return bring_in.look_at(unit, "card.csv", table.encode(), {}, company_id=company_id)


def listed(house: House, company_id: int) -> list[LayoutLine]:
    with house.look(house.scope("local")) as unit:
        return layouts.listed(unit, company_id)


def keys(seen: FileSeen) -> list[str]:
    return [each.key for each in seen.questions]


def amounts(house: House, company_id: int) -> list[tuple[int, int]]:
    """Month and minor units of every row in force."""
    with house.look(house.scope("local")) as unit:
        page = transactions.page(unit, company_id, ALL, 1)
    return sorted((row.booked_on.month, row.amount_minor) for row in page.rows)


def test_what_was_answered_is_not_asked_again_and_reads_alike(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    seen = look(plain_house, LATER, done.company_id)
    assert keys(seen) == []
    assert [(line.by, line.account_number) for line in seen.remembered] == [("local", "")]
    bring(plain_house, LATER, done.company_id)
    assert amounts(plain_house, done.company_id)[-2:] == [(7, -750), (7, -750)]


def test_the_currency_is_remembered_too(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    assert {each.currency for each in look(plain_house, LATER, done.company_id).statements} == {"EUR"}


def test_a_currency_is_asked_again_once_an_account_is_kept_in_another(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    dollars = "Date,Description,Amount (USD),Account\n2025-04-13,Shop,-1.50,US1\n2025-04-14,Till,2.00,US1\n"
    bring(plain_house, dollars, done.company_id)
    seen = look(plain_house, LATER, done.company_id)
    assert ({each.currency for each in seen.statements}, keys(seen)) == ({""}, [])


def test_columns_that_moved_are_asked_anew(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    moved = "Amount,Date,Description\n" + "".join(f"{day}.50,0{day}/05/2025,Shop\n" for day in range(1, 8))
    assert keys(look(plain_house, moved, done.company_id)) == ["date_order", "sign"]


def test_a_day_that_the_answer_cannot_read_is_read_as_it_stands(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    bring(plain_house, LATER.replace("07/05", "17/05"), done.company_id)
    assert {month for month, _ in amounts(plain_house, done.company_id)} == {*range(1, 8)}
    seen = look(plain_house, LATER.replace("07/05", "17/05"), done.company_id)
    assert {each.to_on.month for each in seen.statements if each.to_on} == {5}


def test_a_guess_that_nobody_answered_is_not_remembered(plain_house: House) -> None:
    done = bring(plain_house, CARD, date_order="month_first")
    assert listed(plain_house, done.company_id) == []
    assert keys(look(plain_house, LATER, done.company_id)) == ["date_order", "sign"]


def test_another_company_is_asked_itself(plain_house: House) -> None:
    """Two banks may write this short header and mean another day by it."""
    bring(plain_house, CARD, **ANSWERS)
    given = Answers(
        company_name="Builder", currency="EUR", layout={"date_order": "day_first", "sign": "as_written"}
    )
    other = flow.bring_in(plain_house, plain_house.scope("local"), "card.csv", CARD.encode(), given)
    assert amounts(plain_house, other.company_id)[0] == (4, 150)
    assert keys(look(plain_house, LATER, None)) == ["date_order", "sign"]


def test_the_newest_answer_stands(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    bring(plain_house, LATER, done.company_id, date_order="day_first")
    (line,) = listed(plain_house, done.company_id)
    assert (line.layout["date_order"], line.layout["sign"]) == ("day_first", "spending_positive")


def test_a_file_that_is_taken_back_takes_its_answers_with_it(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    assert keys(look(plain_house, CARD, done.company_id)) == ["date_order", "sign"]


def test_a_file_that_is_taken_back_leaves_what_an_earlier_one_taught(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    before, local = listed(plain_house, done.company_id), plain_house.scope("local")
    second = bring(plain_house, LATER, done.company_id, date_order="day_first")
    flow.undo_import(plain_house, local, second.import_id)
    assert listed(plain_house, done.company_id) == before
    flow.undo_import(plain_house, local, done.import_id)
    assert listed(plain_house, done.company_id) == []


def test_the_newest_answer_stands_where_an_earlier_file_is_taken_back(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    bring(plain_house, LATER, done.company_id, date_order="day_first")
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    (line,) = listed(plain_house, done.company_id)
    assert line.layout["date_order"] == "day_first"


def test_forgetting_the_newest_answer_forgets_the_earlier_ones(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    bring(plain_house, LATER, done.company_id, date_order="day_first")
    (line,) = listed(plain_house, done.company_id)
    flow.forget_layout(plain_house, plain_house.scope("local"), line.id)
    assert listed(plain_house, done.company_id) == []


def test_a_layout_that_is_forgotten_is_asked_again(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    (line,) = listed(plain_house, done.company_id)
    flow.forget_layout(plain_house, plain_house.scope("local"), line.id)
    assert keys(look(plain_house, LATER, done.company_id)) == ["date_order", "sign"]
    with pytest.raises(NotFound):
        flow.forget_layout(plain_house, plain_house.scope("local"), line.id)


def test_a_layout_handed_on_as_text_answers_for_another_company(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    (line,) = listed(plain_house, done.company_id)
    with plain_house.look(plain_house.scope("local")) as unit:
        text = layouts.as_text(unit, line.id)
    given = Answers(company_name="Builder")
    plain = b"booked_on,amount,currency,text\n2025-04-13,-1.50,EUR,Shop\n2025-04-14,2.00,EUR,Till\n"
    other = flow.bring_in(plain_house, plain_house.scope("local"), "a.csv", plain, given).company_id
    flow.take_in_layout(plain_house, plain_house.scope("local"), other, text)
    assert keys(look(plain_house, LATER, other)) == []
    assert "Shop" not in text


def test_a_text_that_is_no_layout_changes_nothing(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    before = everything(plain_house)
    with pytest.raises(LayoutRefused):
        flow.take_in_layout(plain_house, plain_house.scope("local"), done.company_id, "run = 'this'")
    assert everything(plain_house) == before


def numbered(table: str, number: str) -> str:
    """The same table with the account's number in each line."""
    head, *lines = table.splitlines()
    return "\n".join([f"{head},Account", *(f"{line},{number}" for line in lines)]) + "\n"


def test_another_account_at_the_same_bank_is_not_asked_again(plain_house: House) -> None:
    done = bring(plain_house, numbered(CARD, "DE1"), **ANSWERS)
    assert [line.account_number for line in listed(plain_house, done.company_id)] == ["DE1"]
    seen = look(plain_house, numbered(LATER, "DE2"), done.company_id)
    assert (keys(seen), {each.currency for each in seen.statements}) == ([], {"EUR"})


def test_what_was_answered_for_the_account_itself_counts_first(plain_house: House) -> None:
    done = bring(plain_house, numbered(CARD, "DE1"), **ANSWERS)
    other = {"date_order": "day_first", "sign": "as_written"}
    bring(plain_house, numbered(CARD, "DE2"), done.company_id, **other)
    for number, sums in (("DE1", -3150), ("DE2", 3150)):
        (statement,) = look(plain_house, numbered(LATER, number), done.company_id).statements
        assert statement.sum_minor == sums


def test_the_company_of_a_known_account_is_asked_nothing_even_unnamed(plain_house: House) -> None:
    bring(plain_house, numbered(CARD, "DE1"), **ANSWERS)
    seen = look(plain_house, numbered(LATER, "DE1"), None)
    assert (keys(seen), len(seen.remembered)) == ([], 1)


def test_a_company_that_is_removed_takes_its_layouts_along(plain_house: House) -> None:
    done = bring(plain_house, CARD, **ANSWERS)
    with plain_house.unit(plain_house.scope("system")) as unit:
        removal.remove_company(unit, done.company_id)
    assert everything(plain_house)["table_layout"] == []


def test_what_nobody_was_asked_is_not_remembered_as_an_answer(plain_house: House) -> None:
    """The reader was sure that a minus is money out: that is no answer, and the next file may differ."""
    sure = "Date,Description,Amount\n" + "".join(
        f"0{day}/04/2025,Direct debit Shop {day},-{day}.50\n" for day in range(1, 8)
    )
    assert keys(look(plain_house, sure, None)) == ["date_order"]
    done = bring(plain_house, sure, date_order="month_first")
    (line,) = listed(plain_house, done.company_id)
    assert (line.layout["date_order"], line.layout["sign"], line.layout["decimal"]) == ("month_first", "", "")
    assert keys(look(plain_house, sure.replace("/04/", "/05/"), done.company_id)) == []
