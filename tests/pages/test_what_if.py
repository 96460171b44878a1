import pytest
from streamlit.testing.v1 import AppTest

from core import flow
from core.domain.handouts import Answers
from core.domain.what_if import PayerLate
from core.flow import House
from core.services import companies
from models.forecasters.history import History
from tests.pages.conftest import Screen, statement, words

HIRE = "€2,500 out every month from 1 Nov 2026"


def _kind(app: AppTest, name: str) -> AppTest:
    return app.radio(key="what_if_kind").set_value(name).run()


def _press(app: AppTest) -> AppTest:
    return app.button(key="suppose").click().run()


def _field(app: AppTest, kind: str, name: str) -> object:
    return next(each for each in getattr(app, kind) if (each.key or "").startswith(f"what_if_{name}_"))


def _hire(app: AppTest, amount: float = 2500.0) -> AppTest:
    _kind(app, "A new monthly payment")
    _field(app, "number_input", "amount").set_value(amount).run()
    return _press(app)


def follow(address: list[str]) -> AppTest:
    """The Forecast page as somebody sees it who opens a link."""
    screen = Screen()
    screen.app.run()
    screen.app.query_params["suppose"] = address
    return screen.open("forecast")


@pytest.mark.usefixtures("company_id")
def test_before_anything_is_asked_there_is_only_the_question(screen: Screen) -> None:
    said = words(screen.open("forecast"))
    assert "What if?" in said
    assert "nothing of it is stored" in said
    assert "With this" not in said


def test_a_hire_moves_the_odds_and_is_taken_back(screen: Screen, house: House, company_id: int) -> None:
    with house.unit(house.scope("local")) as unit:
        companies.set_limit(unit, company_id, 5_600_000)
    app = _hire(screen.open("forecast"))
    assert not app.exception
    said = words(app)
    assert "With this, in " in said
    assert "of 100 futures you fall below €56,000 instead of fewer than 1" in said
    assert HIRE in said
    app.button(key="unsuppose_0").click().run()
    assert "With this" not in words(app)


@pytest.mark.usefixtures("company_id")
def test_the_same_asked_twice_is_refused_and_the_first_stays(screen: Screen) -> None:
    app = _press(_hire(screen.open("forecast")))
    assert "This is in the list already." in words(app)
    assert words(app).count(HIRE) == 1
    assert "This is in the list already." not in words(app.run())


@pytest.mark.usefixtures("company_id")
def test_several_at_once_are_removed_one_by_one_or_all(screen: Screen) -> None:
    app = _hire(_press(screen.open("forecast")))
    _press(_kind(app, "A category goes up or down"))
    said = words(app)
    assert "Payment House pays 30 days late: about €18,000 expected" in said
    assert HIRE in said
    assert "10% higher from 1 Nov 2026" in said
    app.button(key="unsuppose_1").click().run()
    said = words(app)
    assert HIRE not in said
    assert "Payment House pays 30 days late" in said
    app.button(key="unsuppose_all").click().run()
    assert "With this" not in words(app)


@pytest.mark.usefixtures("company_id")
def test_a_question_outlives_a_visit_to_another_page(screen: Screen) -> None:
    _hire(screen.open("forecast"))
    screen.open("overview")
    assert HIRE in words(screen.open("forecast"))


@pytest.mark.usefixtures("company_id")
def test_what_cannot_be_asked_gets_a_sentence(screen: Screen) -> None:
    app = screen.open("forecast")
    _kind(app, "A new monthly payment")
    _press(app)
    assert "A payment needs an amount above 0" in words(app)
    _kind(app, "A category goes up or down")
    _field(app, "number_input", "percent").set_value(-101.0).run()
    assert "Less than nothing cannot be paid" in words(_press(app))
    _field(app, "number_input", "percent").set_value(0.0).run()
    assert "0% more or less changes nothing." in words(_press(app))
    _kind(app, "A payer pays late")
    _field(app, "number_input", "days").set_value(0).run()
    assert "Late means 1 to 365 days." in words(_press(app))
    assert "With this" not in words(app)
    assert not app.exception


@pytest.mark.usefixtures("company_id")
def test_there_is_room_for_five(screen: Screen) -> None:
    app = screen.open("forecast")
    for amount in range(1, 7):
        _hire(app, float(amount))
    assert "There is room for 5 at once." in words(app)
    assert "unsuppose_4" in [button.key for button in app.button]
    assert "unsuppose_5" not in [button.key for button in app.button]


@pytest.mark.usefixtures("company_id")
def test_what_is_supposed_stands_in_the_address_and_a_link_brings_it_back(screen: Screen) -> None:
    app = _hire(_press(screen.open("forecast")))
    _press(_kind(app, "A category goes up or down"))
    address = app.query_params["suppose"]
    assert address == [
        "late:30:payment house",
        "monthly:out:250000:2026-11-01",
        "moved:out:10.0:2026-11-01:bank_fees",
    ]
    app.button(key="unsuppose_0").click().run()
    assert app.query_params["suppose"] == address[1:]
    app.button(key="unsuppose_all").click().run()
    assert "suppose" not in app.query_params

    linked = follow(address)
    assert not linked.exception
    assert "Payment House pays 30 days late: about €18,000 expected" in words(linked)
    assert HIRE in words(linked)
    assert linked.query_params["suppose"] == address


@pytest.mark.usefixtures("company_id")
def test_what_an_address_says_and_nobody_can_suppose_is_left_out(screen: Screen) -> None:
    del screen
    hire = "monthly:out:250000:2026-11-01"
    nonsense = [
        "", "late", "late:30", "late:soon:payment house", "late:30:stranger", "late:0:payment house",
        "moved:out:nan:2026-11-01:supplier", "moved:out:inf:2026-11-01:supplier",
        "moved:out:1e999:2026-11-01:supplier", "moved:up:10:2026-11-01:supplier",
        "moved:out:10:2026-13-01:supplier", "moved:out:10:2026-11-01:no such thing",
        "monthly:out:-5:2026-11-01", f"monthly:out:{'9' * 400}:2026-11-01", "monthly:out:5:2027-11-01",
        "monthly:out:5", "<script>", hire, hire,
    ]  # fmt: skip
    linked = follow(nonsense)
    assert not linked.exception
    assert words(linked).count(HIRE) == 1
    assert "Nothing was added" not in words(linked)
    assert linked.query_params["suppose"] == hire


def test_what_is_supposed_of_one_company_is_not_supposed_of_the_next(
    screen: Screen, house: House, company_id: int
) -> None:
    del company_id
    other = statement(39).replace(b"DE89370400440532013000", b"DE02120300000000202051")
    done = flow.bring_in(house, house.scope("local"), "b.csv", other, Answers(company_name="Dorf"))
    flow.look_ahead(house, house.scope("system"), done.company_id, History(), None)
    app = _hire(screen.open("forecast"))
    first, second = app.selectbox(key="company").options
    app.selectbox(key="company").set_value(second).run()
    assert HIRE not in words(app)
    assert "suppose" not in app.query_params
    app.selectbox(key="company").set_value(first).run()
    assert HIRE in words(app)
    assert app.query_params["suppose"] == "monthly:out:250000:2026-11-01"


def test_what_new_data_made_impossible_is_said_and_removed(screen: Screen, company_id: int) -> None:
    app = screen.open("forecast")
    app.session_state[f"supposed_{company_id}_EUR"] = (PayerLate("stranger", 30),)
    app.run()
    assert "This payer has paid nothing over the last 52 weeks" in words(app)
    assert "Coming payments" in words(app)
    app.button(key="unsuppose_all").click().run()
    assert "has paid nothing" not in words(app)


def test_without_a_balance_the_cash_flow_answers(screen: Screen, house: House) -> None:
    scope = house.scope("local")
    done = flow.bring_in(house, scope, "cafe.csv", statement(balance=False), Answers(company_name="Cafe"))
    flow.look_ahead(house, house.scope("system"), done.company_id, History(), None)
    app = _hire(screen.open("forecast"))
    assert not app.exception
    assert "With this, in minus out is about" in words(app)
    assert "instead of" in words(app)
