from dataclasses import replace

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from app.parts import notices
from core import flow
from core.domain.handouts import Answers
from core.flow import House
from core.services import bring_in, companies
from tests.pages.conftest import Screen, statement, words
from tests.unit.core.services.statements import COFFEE, RENT, bring, pairs


def test_a_dropped_file_is_read_checked_asked_for_and_brought_in(screen: Screen, house: House) -> None:
    app = screen.open()
    app.file_uploader[0].upload("cafe.csv", statement(8), "text/csv").run()
    said = words(app)
    assert "26 rows in 1 account, 7 Sept 2026 to 29 Oct 2026 (Bursar bank CSV)." in said
    assert "Every row can be read." in said
    app.text_input(key="start_company_name").input("Cafe Linden").run()
    app.button(key="start_go").click().run()
    assert "26 new rows came in" in words(app)
    with house.look(house.scope("local")) as unit:
        (company,) = companies.listed(unit)
        (file,) = bring_in.imports(unit, company.id)
    assert (company.name, file.file_name) == ("Cafe Linden", "cafe.csv")


def test_a_file_without_a_balance_asks_for_one_that_may_be_left_out(screen: Screen) -> None:
    app = screen.open()
    app.file_uploader[0].upload("cafe.csv", statement(8, balance=False), "text/csv").run()
    assert app.text_input(key="start_balance").label == "What was in the account on 29 Oct 2026?"


def test_a_balance_that_is_no_amount_of_the_currency_keeps_the_file_outside(
    screen: Screen, house: House
) -> None:
    app = screen.open()
    app.file_uploader[0].upload("cafe.csv", statement(8, balance=False), "text/csv").run()
    app.text_input(key="start_balance").input("12.3456").run()
    assert "“12.3456” is no amount of money in EUR." in words(app)
    app.text_input(key="start_balance").input("12,34").run()
    app.button(key="start_go").click().run()
    with house.look(house.scope("local")) as unit:
        (account,) = companies.accounts(unit, companies.listed(unit)[0].id)
    assert account.anchor
    assert account.anchor.minor == 1_234


def test_a_picture_is_refused_with_a_next_step_and_nothing_is_stored(screen: Screen, house: House) -> None:
    app = screen.open()
    app.file_uploader[0].upload("statement.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "text/csv").run()
    assert "This looks like a picture of a statement, not a table." in words(app)
    assert "Ask your bank for CSV or CAMT." in words(app)
    with house.look(house.scope("local")) as unit:
        assert companies.listed(unit) == []


def test_an_empty_file_is_refused_in_words(screen: Screen) -> None:
    app = screen.open()
    app.file_uploader[0].upload("nothing.csv", b"", "text/csv").run()
    assert "There is nothing in this file." in words(app)


def test_the_same_file_again_brings_no_new_row(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("overview")
    app.button(key="bring_in").click().run()
    app.file_uploader[0].upload("cafe.csv", statement(), "text/csv").run()
    assert "0 new rows" in words(app)


def test_a_name_typed_just_before_the_click_counts(screen: Screen, house: House) -> None:
    """Typed and clicked before the page was drawn anew: the company bears the name all the same."""
    app = screen.open()
    app.file_uploader[0].upload("cafe.csv", statement(8), "text/csv").run()
    app.text_input(key="start_company_name").input("Cafe Linden")
    app.button(key="start_go").click().run()
    with house.look(house.scope("local")) as unit:
        assert [each.name for each in companies.listed(unit)] == ["Cafe Linden"]


CARD = "Date,Description,Amount\n" + "".join(f"0{day}/04/2026,Shop {day},{day}.50\n" for day in range(1, 8))


def test_what_a_table_leaves_open_is_asked_once(screen: Screen) -> None:
    app = screen.open()
    app.file_uploader[0].upload("card.csv", CARD.encode(), "text/csv").run()
    app.radio(key="start_layout_sign").set_value("spending_positive").run()
    app.radio(key="start_layout_date_order").set_value("month_first").run()
    assert [each.value for each in app.radio if each.key and "layout" in each.key] == [
        "month_first",
        "spending_positive",
    ]
    app.text_input(key="start_company_name").input("Cafe Linden").run()
    app.button(key="start_go").click().run()
    assert "7 new rows came in" in words(app)
    again = screen.open("overview")
    again.button(key="bring_in").click().run()
    later = CARD.replace("/04/2026", "/05/2026").encode()
    again.file_uploader[0].upload("later.csv", later, "text/csv").run()
    assert [each.key for each in again.radio if each.key and "layout" in each.key] == []
    assert "Read as you answered on" in words(again)


@pytest.mark.parametrize("leaving", [RerunException(RerunData()), StopException()], ids=["cancel", "closed"])
def test_a_page_left_while_a_file_comes_in_takes_all_of_it_back(house: House, leaving: BaseException) -> None:
    """Streamlit leaves a running page by raising one of these where the bar is moved next."""
    shares: list[float] = []

    def move(share: float) -> None:
        shares.append(share)
        if share > 0.8:
            raise leaving

    def work() -> None:
        answers = Answers(company_name="Cafe Linden")
        flow.bring_in(house, house.scope("local"), "cafe.csv", statement(1_500), answers, move)

    with pytest.raises(type(leaving)):
        notices.attempt(work)
    assert 0 < min(shares) < 0.8 < max(shares)
    with house.look(house.scope("local")) as unit:
        assert companies.listed(unit) == []


def test_a_new_account_on_the_screen_is_a_new_one_in_the_store(screen: Screen, house: House) -> None:
    euros = CARD.replace("Amount", "Amount (EUR)")
    answers = Answers(
        company_name="Cafe Linden", layout={"date_order": "month_first", "sign": "spending_positive"}
    )
    done = flow.bring_in(house, house.scope("local"), "card.csv", euros.encode(), answers)
    app = screen.open("overview")
    app.button(key="bring_in").click().run()
    app.file_uploader[0].upload("other.csv", euros.replace("Shop", "Store").encode(), "text/csv").run()
    app.selectbox(key="dialog_account_known").set_value(0).run()
    assert app.text_input(key="dialog_account").value == "Current account 2"
    app.button(key="dialog_go").click().run()
    with house.look(house.scope("local")) as unit:
        found = companies.accounts(unit, done.company_id)
    assert [each.name for each in found] == ["Current account", "Current account 2"]


def test_payments_that_were_said_to_be_two_can_be_said_to_be_one_on_trust(
    screen: Screen, house: House
) -> None:
    bring(house, "list.csv", COFFEE)
    done = bring(house, "bank.sta", COFFEE)
    first = pairs(house, done.import_id)[0].row.row_id
    assert first
    flow.say_two_payments(house, house.scope("local"), first)
    app = screen.open("trust")
    assert app.button(key=f"say_{first}").label == "It is one payment"
    app.button(key=f"say_{first}").click().run()
    assert not pairs(house, done.import_id)[0].two


def test_the_name_typed_for_one_file_is_not_that_of_the_next(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("overview")
    app.button(key="bring_in").click().run()
    euros = CARD.replace("Amount", "Amount (EUR)")
    app.file_uploader[0].upload("card.csv", euros.encode(), "text/csv").run()
    app.text_input(key="dialog_account").input("Till").run()
    app.file_uploader[0].upload("other.csv", euros.replace("Shop", "Store").encode(), "text/csv").run()
    assert app.text_input(key="dialog_account").value != "Till"


def test_what_is_only_announced_stands_on_trust(screen: Screen, house: House) -> None:
    hold = replace(COFFEE, status="pending")
    bring(house, "bank.xml", hold, RENT)
    app = screen.open("trust")
    assert [each.label for each in app.expander if "announced" in each.label] == [
        "Only announced, not counted yet (1)"
    ]
    assert "Café Größe · Kaffee, only announced" in words(app)
