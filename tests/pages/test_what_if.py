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
