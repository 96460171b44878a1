from streamlit.testing.v1 import AppTest

from core import flow
from core.domain.labels import Correction, Reach, RowFilter
from core.flow import House
from core.services import own_categories, transactions
from tests.pages.conftest import Screen, words


def _mystery(house: House, company_id: int) -> int:
    """The newest payment to the shop that no rule knows."""
    with house.look(house.scope("local")) as unit:
        return transactions.page(unit, company_id, RowFilter(search="mystery"), 1).rows[0].part_id


def _made(house: House, company_id: int, *names: str, under: str = "office") -> list[str]:
    """Their places, in the order of their names."""
    with house.unit(house.scope("local")) as unit:
        for name in names:
            own_categories.add(unit, company_id, under, name)
        return [each.place for each in own_categories.listed(unit, company_id)]


def _press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def _typed_in(screen: Screen, row: int, name: str) -> AppTest:
    """The payment's panel, with a new sub-category of office typed in."""
    app = screen.open_row(row)
    app.selectbox(key=f"category_{row}").set_value("office").run()
    return app.text_input(key=f"new_{row}").input(name).run()


def test_a_first_sub_category_is_added_on_trust_and_offered_below_its_category(
    screen: Screen, house: House, company_id: int
) -> None:
    app = screen.open("trust")
    assert "Nothing here yet." in words(app)
    assert app.button(key="own_add_it").disabled
    app.selectbox(key="own_parent").set_value("office").run()
    app.text_input(key="own_name").input("Printer paper")
    _press(app, "Add")
    assert "Office: Printer paper 0 payments" in words(app).replace("*", "")
    row = _mystery(house, company_id)
    app = screen.open_row(row)
    offered = app.selectbox(key=f"category_{row}").options
    assert offered[offered.index("Office expenses") + 1] == "Office: Printer paper"


def test_a_name_that_does_not_fit_is_refused_where_it_was_typed(
    screen: Screen, house: House, company_id: int
) -> None:
    _made(house, company_id, "Paper")
    app = screen.open("trust")
    app.selectbox(key="own_parent").set_value("travel").run()
    app.text_input(key="own_name").input("pAPER")
    _press(app, "Add")
    assert "You have a sub-category called Paper already, under Office expenses." in app.error[0].value
    assert app.text_input(key="own_name").value == "pAPER"


def test_a_payment_is_filed_under_a_sub_category_typed_in_beside_it(
    screen: Screen, house: House, company_id: int
) -> None:
    row = _mystery(house, company_id)
    app = _typed_in(screen, row, "Printer paper")
    assert "40 payments (€6,020) go to Office: Printer paper" in words(app)
    app.button(key=f"file_{row}").click().run()
    assert "40 payments (€6,020) are now under Office: Printer paper" in words(app)
    assert "Filed under Office: Printer paper by you" in words(app)
    app.button(key="undo_ripple").click().run()
    assert "Printer paper" not in " ".join(app.selectbox(key=f"category_{row}").options)


def test_a_name_of_a_category_is_refused_before_it_is_filed(
    screen: Screen, house: House, company_id: int
) -> None:
    row = _mystery(house, company_id)
    app = _typed_in(screen, row, "travel and accommodation")
    assert "There is a category called travel and accommodation already." in app.error[0].value
    assert f"file_{row}" not in [button.key for button in app.button]


def test_the_table_and_its_filter_say_the_sub_category(screen: Screen, house: House, company_id: int) -> None:
    paper, _ = _made(house, company_id, "Paper", "Toner")
    wish = Correction(company_id, _mystery(house, company_id), paper, Reach.ROW)
    flow.correct(house, house.scope("local"), wish)
    app = screen.open("transactions")
    app.multiselect(key="categories").set_value([paper]).run()
    assert app.header[0].value.startswith("1 payment ")
    assert app.dataframe[0].value["Category"].tolist() == ["Office: Paper"]


def test_one_is_renamed_merged_and_archived_on_trust(screen: Screen, house: House, company_id: int) -> None:
    paper, toner = _made(house, company_id, "Paper", "Toner")
    wish = Correction(company_id, _mystery(house, company_id), paper, Reach.PAYEE)
    flow.correct(house, house.scope("local"), wish)
    app = screen.open("trust")
    app.text_input(key="own_1_name_Paper").input("Printing")
    app.button(key="own_1_rename").click().run()
    assert "Office: Printing 40 payments" in words(app).replace("*", "")
    app.selectbox(key="own_1_into").set_value(toner)
    app.button(key="own_1_merge").click().run()
    said = words(app).replace("*", "")
    assert "Office: Toner 40 payments" in said
    assert "Merged the sub-category Printing into Office: Toner: 40 payments" in said
    app.button(key="own_2_archive").click().run()
    assert "Office: Toner 40 payments (archived)" in words(app).replace("*", "")
    app.button(key="own_2_use").click().run()
    assert "(archived)" not in words(app)
    assert not app.exception


def test_an_undone_name_is_the_one_the_box_says(screen: Screen, house: House, company_id: int) -> None:
    _made(house, company_id, "Paper")
    app = screen.open("trust")
    app.text_input(key="own_1_name_Paper").input("Printing")
    app.button(key="own_1_rename").click().run()
    assert app.text_input(key="own_1_name_Printing").value == "Printing"
    next(each for each in app.button if each.label == "Undo" and "trust_undo" not in each.key).click().run()
    assert app.text_input(key="own_1_name_Paper").value == "Paper"


def test_a_filter_or_choice_of_one_that_is_gone_is_let_go_of(
    screen: Screen, house: House, company_id: int
) -> None:
    paper, toner = _made(house, company_id, "Paper", "Toner")
    row = _mystery(house, company_id)
    flow.correct(house, house.scope("local"), Correction(company_id, row, paper, Reach.PAYEE))
    app = screen.open_row(row)
    app.selectbox(key=f"category_{row}").set_value(paper).run()
    app.multiselect(key="categories").set_value([paper]).run()
    app.session_state["open_row"] = row
    app.run()
    ids = [int(each.partition("/")[2]) for each in (paper, toner)]
    flow.merge_own_categories(house, house.scope("local"), *ids)
    app.run()
    assert not app.exception
    assert not app.error
    assert app.multiselect(key="categories").value == []
    assert app.selectbox(key=f"category_{row}").value is None
