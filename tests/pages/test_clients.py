import pytest

from app import session
from core import flow
from core.domain.handouts import Answers
from core.flow import House
from core.services import companies
from models.forecasters.history import History
from tests.pages.conftest import Screen, statement, words

LIMIT = 5_840_000
"""The cafe's last weeks begin at 57,860 and grow: it falls below this in its first weeks, for sure."""


def _company(house: House, name: str, *, balance: bool = True, is_demo: bool = False) -> int:
    """Another company with the cafe's payments."""
    answers = Answers(company_name=name, is_demo=is_demo)
    own = statement(balance=balance).replace(b"DE89370400440532013000", name.encode())
    done = flow.bring_in(house, house.scope("local"), f"{name}.csv", own, answers)
    flow.look_ahead(house, house.scope("system"), done.company_id, History(), None)
    return done.company_id


@pytest.fixture
def clients(house: House, company_id: int) -> dict[str, int]:
    """The cafe, a bakery that falls short for sure, and an invented company without a balance."""
    found = {"Cafe": company_id, "Bakery": _company(house, "Bakery")}
    found["Kiosk"] = _company(house, "Kiosk", balance=False, is_demo=True)
    with house.unit(house.scope("local")) as unit:
        companies.set_limit(unit, found["Bakery"], LIMIT)
    return found


def test_whoever_looks_after_one_company_has_no_list_of_them(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("overview")
    assert "step_next" not in [button.key for button in app.button]
    assert session.several_companies() is False


def test_the_worst_comes_first_and_those_without_odds_last(screen: Screen, clients: dict[str, int]) -> None:
    app = screen.open("clients")
    assert not app.exception
    assert session.several_companies() is True
    assert app.header[0].value.replace("\\", "") == (
        "1 of the 2 companies with odds is more likely than not to fall below its limit by 17 Jan 2027. "
        "1 other has none: a balance is missing, or money goes only one way."
    )
    opened = [button for button in app.button if (button.key or "").startswith("open_client_")]
    assert [button.label for button in opened] == ["Bakery", "Cafe Linden", "Kiosk (Demo)"]
    assert "step_next" not in [button.key for button in app.button]


def test_a_card_says_cash_chance_tightest_week_and_what_is_open(
    screen: Screen, clients: dict[str, int]
) -> None:
    said = words(screen.open("clients"))
    assert ":small[Below €58,400 in 12 weeks]  \n**>99 in 100**" in said
    assert ":small[Below €0 in 12 weeks]  \n**<1 in 100**" in said
    assert ":small[Cash]  \n**€57,860**" in said
    assert ":small[Cash]  \n**not known**" in said
    assert ":small[Tightest week]  \n**no odds**" in said
    assert ":small[Data until]  \n**29 Oct 2026**" in said


def test_a_name_opens_that_companys_overview(screen: Screen, clients: dict[str, int]) -> None:
    app = screen.open("clients")
    app.button(key=f"open_client_{clients['Bakery']}").click().run()
    assert app.title[0].value == "Will you be all right?"
    assert app.selectbox(key="company").value == "Bakery"


def test_arrows_step_in_the_order_of_the_list(screen: Screen, clients: dict[str, int]) -> None:
    screen.open("clients").button(key=f"open_client_{clients['Bakery']}").click().run()
    app = screen.open("overview")
    assert app.button(key="step_previous").disabled
    assert app.button(key="step_next").help == "Cafe Linden"
    app.button(key="step_next").click().run()
    assert app.selectbox(key="company").value == "Cafe Linden"
    assert app.button(key="step_previous").help == "Bakery"
    app.button(key="step_next").click().run()
    assert app.selectbox(key="company").value == "Kiosk (Demo)"
    assert app.button(key="step_next").disabled
    app.button(key="step_previous").click().run()
    assert app.selectbox(key="company").value == "Cafe Linden"


def test_before_the_list_was_looked_at_arrows_go_by_the_company_box(
    screen: Screen, clients: dict[str, int]
) -> None:
    del clients
    app = screen.open("forecast")
    box = app.selectbox(key="company")
    assert box.options == ["Bakery", "Cafe Linden", "Kiosk (Demo)"]
    app.button(key="step_next").click().run()
    assert app.selectbox(key="company").value == "Cafe Linden"
    assert app.title[0].value == "What comes next?"
