import pytest
from streamlit.testing.v1 import AppTest

from core import flow
from core.domain.handouts import Answers
from core.domain.jobs import JobKind, JobState
from core.domain.labels import Correction, Reach, RowFilter
from core.flow import House
from core.services import companies, jobs, transactions
from models.forecasters.history import History
from tests.pages.conftest import Screen, statement, words

PAGES = {
    "overview": "Will you be all right?",
    "transactions": "Where did the money go?",
    "review": "What needs you?",
    "forecast": "What comes next?",
    "trust": "Can you believe it?",
    "clients": "Who needs you?",
}


def test_an_empty_store_has_two_doors_and_keeps_everything_here(screen: Screen) -> None:
    said = words(screen.open())
    assert "Drop your bank file" in said
    assert "Look around with a demo company" in said
    assert "Nothing leaves this computer." in said


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_an_empty_store_is_the_start(screen: Screen, path: str) -> None:
    assert "Drop your bank file" in words(screen.open(path))


@pytest.mark.parametrize(("path", "question"), PAGES.items())
@pytest.mark.usefixtures("company_id")
def test_every_page_answers_its_question_without_trouble(screen: Screen, path: str, question: str) -> None:
    app = screen.open(path)
    assert not app.exception
    assert not app.error
    assert question in words(app)
    assert "Data until 29 Oct 2026" in words(app)


@pytest.mark.usefixtures("company_id")
def test_the_overview_says_first_whether_the_money_lasts(screen: Screen) -> None:
    app = screen.open("overview")
    assert app.header[0].value.startswith("You should be all right for the next 12 weeks")
    assert app.metric[0].label == "Cash"
    assert app.metric[0].value == "€57,860"


def test_without_a_balance_no_balance_is_spoken_of(screen: Screen, house: House) -> None:
    scope = house.scope("local")
    done = flow.bring_in(house, scope, "cafe.csv", statement(balance=False), Answers(company_name="Cafe"))
    flow.look_ahead(house, house.scope("system"), done.company_id, History(), None)
    app = screen.open("overview")
    assert "more comes in than goes out" in app.header[0].value
    assert "Cash" not in [metric.label for metric in app.metric]


@pytest.mark.usefixtures("company_id")
def test_a_search_narrows_the_table_and_can_be_cleared(screen: Screen) -> None:
    app = screen.open("transactions")
    app.text_input(key="search").input("mystery").run()
    assert app.header[0].value.startswith("14 payments")
    app.text_input(key="search").input("nothing like it").run()
    assert "No rows for this filter." in words(app)
    next(button for button in app.button if button.label == "Clear filter").click().run()
    assert not app.text_input(key="search").value


def test_a_group_is_filed_in_one_click_and_undone_in_another(
    screen: Screen, house: House, company_id: int
) -> None:
    app = _listed(screen)
    group = _mystery(house, company_id)
    app.selectbox(key=f"other_{group}").set_value("office").run()
    assert "40 payments" in words(app)
    assert _category(house, group) == "office"
    app.button(key="undo_ripple").click().run()
    assert _category(house, group) == "uncategorised"


def test_a_row_changed_elsewhere_is_not_overwritten(screen: Screen, house: House, company_id: int) -> None:
    row = _mystery(house, company_id)
    app = screen.open_row(row)
    app.selectbox(key=f"category_{row}").set_value("office").run()
    scope = house.scope("local")
    flow.correct(house, scope, Correction(company_id, row, "travel", Reach.ROW))
    app.button(key=f"file_{row}").click().run()
    assert "changed somewhere else" in words(app)
    assert _category(house, row) == "travel"


def test_a_group_changed_elsewhere_is_not_overwritten(screen: Screen, house: House, company_id: int) -> None:
    app = _listed(screen)
    row = _mystery(house, company_id)
    flow.correct(house, house.scope("local"), Correction(company_id, row, "travel", Reach.PAYEE))
    app.selectbox(key=f"other_{row}").set_value("office").run()
    assert "changed somewhere else" in words(app)
    assert _category(house, row) == "travel"


def test_an_explanation_that_did_not_come_is_asked_for_again(
    screen: Screen, house: House, company_id: int
) -> None:
    app = screen.open_row(_mystery(house, company_id))
    stopped = _explanations_asked(house, company_id)
    assert len(stopped) == 1
    with house.unit(house.scope("local")) as unit:
        jobs.cancel(unit, stopped[0])
    app.run()
    assert len(_explanations_asked(house, company_id)) == 1


def test_the_preview_counts_what_will_follow(screen: Screen, house: House, company_id: int) -> None:
    row = _mystery(house, company_id)
    app = screen.open_row(row)
    app.selectbox(key=f"category_{row}").set_value("office").run()
    assert "40 payments (€6,020) go to Office expenses" in words(app)
    app.radio(key=f"reach_{row}").set_value(Reach.ROW).run()
    assert "1 payment (€150) goes to Office expenses" in words(app)


def test_always_makes_a_rule_that_trust_lists_and_can_pause(
    screen: Screen, house: House, company_id: int
) -> None:
    row = _mystery(house, company_id)
    wish = Correction(company_id, row, "office", Reach.PAYEE, always=True)
    flow.correct(house, house.scope("local"), wish)
    app = screen.open("trust")
    assert "Office expenses: 40 payments" in words(app)
    next(button for button in app.button if button.label == "Pause").click().run()
    assert "(paused)" in words(app)


def test_trust_does_not_claim_what_was_not_checked(screen: Screen, company_id: int) -> None:
    del company_id
    assert "Not checked yet" in screen.open("trust").header[0].value


def test_the_owner_says_on_trust_how_often_what_files_itself_is_to_be_right(
    screen: Screen, house: House, company_id: int
) -> None:
    app = screen.open("trust")
    bar = app.selectbox(key=f"target_{company_id}")
    assert bar.value == 97
    assert bar.options == ["90 times of 100", "95 times of 100", "97 times of 100", "99 times of 100"]
    bar.set_value(90).run()
    assert not app.error
    with house.look(house.scope("local")) as unit:
        assert companies.target(unit, company_id) == 90
        assert JobKind.CATEGORIZE in {job.kind for job in jobs.recent(unit, company_id)}


def _press(app: AppTest, beginning: str) -> None:
    next(button for button in app.button if (button.key or "").startswith(beginning)).click().run()


def test_an_import_is_undone_and_the_page_says_what_to_do(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("trust")
    _press(app, "trust_undo_")
    assert "130 payments go, 26 Jan 2026 to 29 Oct 2026, together €37,860.00." in words(app)
    assert "Nobody has corrected its payments since." in words(app)
    _press(app, "trust_undo_not_")
    assert "payments go" not in words(app)
    _press(app, "trust_undo_")
    _press(app, "trust_undo_go_")
    assert "Bring in a file" in words(app)
    with_rows = screen.open("transactions")
    assert not with_rows.exception


@pytest.mark.parametrize(("kept", "left"), [(0, "supplier"), (1, "uncategorised")], ids=["kept", "dropped"])
def test_what_was_corrected_is_kept_or_dropped_with_a_file(
    screen: Screen, house: House, company_id: int, kept: int, left: str
) -> None:
    """Undone and brought in again: the shop is where its owner filed it, or where nobody did."""
    local = house.scope("local")
    row = _mystery(house, company_id)
    flow.correct(house, local, Correction(company_id, row, "supplier", Reach.PAYEE))
    app = screen.open("trust")
    _press(app, "trust_undo_")
    assert "1 correction made since stands on its payments:" in words(app)
    choice = next(radio for radio in app.radio if (radio.key or "").startswith("trust_undo_keep_"))
    choice.set_value(choice.options[kept]).run()
    _press(app, "trust_undo_go_")
    flow.bring_in(house, local, "cafe.csv", statement(), Answers(company_id=company_id))
    with house.look(local) as unit:
        filed = transactions.row(unit, _mystery(house, company_id)).line.category
    assert filed == left


def test_the_forecast_can_be_shortened_and_added_up(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("forecast")
    assert "in 12 weeks" in words(app)
    app.radio(key="weeks").set_value(4).run()
    assert "in 4 weeks" in words(app)


def test_a_fan_that_a_correction_moved_is_said_to_be_drawn_anew(
    screen: Screen, house: House, company_id: int
) -> None:
    assert "drawn anew" not in words(screen.open("forecast"))
    row = _mystery(house, company_id)
    flow.correct(house, house.scope("local"), Correction(company_id, row, "supplier", Reach.PAYEE))
    assert words(screen.open("forecast")).count("Being drawn anew after the last change.") == 1
    assert "1 line is being drawn anew after the last change." in words(screen.open("overview"))


def test_a_changed_limit_changes_the_sentence(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("overview")
    app.number_input(key="limit").set_value(500_000.0).run()
    assert "below €500,000" in app.header[0].value
    assert app.header[0].value.startswith("Money may run short")


def _listed(screen: Screen) -> AppTest:
    """Review with all groups as a list."""
    app = screen.open("review")
    app.session_state["review"] = "List"
    return app.run()


def _explanations_asked(house: House, company_id: int) -> list[int]:
    with house.look(house.scope("local")) as unit:
        found = jobs.recent(unit, company_id)
    return [each.id for each in found if (each.kind, each.state) == (JobKind.EXPLAIN, JobState.WAITING)]


def _mystery(house: House, company_id: int) -> int:
    """The newest payment to the shop that no rule knows."""
    with house.look(house.scope("local")) as unit:
        return transactions.page(unit, company_id, RowFilter(search="mystery"), 1).rows[0].part_id


def _category(house: House, part_id: int) -> str:
    with house.look(house.scope("local")) as unit:
        return transactions.row(unit, part_id).line.category
