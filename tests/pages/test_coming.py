from core import flow
from core.flow import House
from core.jobs import coming
from core.services import recurring
from models.forecasters.history import History
from tests.pages.conftest import Screen, words


def _looked_for(house: House, company_id: int) -> None:
    scope = house.scope("system")
    coming.renew(house, scope, company_id)
    flow.look_ahead(house, scope, company_id, History(), None)


def _stream(house: House, company_id: int, payee: str) -> int:
    with house.look(house.scope("local")) as unit:
        found = recurring.coming(unit, company_id, "EUR")
    return next(each.line.stream_id for each in found.payments if each.line.payee == payee)


def test_before_anything_was_found_the_page_says_what_it_takes(screen: Screen, company_id: int) -> None:
    del company_id
    assert "Nothing that comes again and again was found yet" in words(screen.open("forecast"))


def test_coming_payments_are_listed_with_date_amount_and_odds(
    screen: Screen, house: House, company_id: int
) -> None:
    _looked_for(house, company_id)
    app = screen.open("forecast")
    said = words(app).replace("*", "")
    assert not app.exception
    assert "Coming payments" in said
    assert "2 Nov 2026: Payment House €1,500 in" in said
    assert "every week" in said
    assert "in 10 times" in said


def test_a_payment_is_confirmed_and_the_confirming_is_undone(
    screen: Screen, house: House, company_id: int
) -> None:
    _looked_for(house, company_id)
    stream_id = _stream(house, company_id, "Green Grocers")
    app = screen.open("forecast")
    app.button(key=f"confirm_{stream_id}").click().run()
    assert "Confirmed: the forecast goes by the dates of Green Grocers now." in words(app)
    assert "Confirmed by you." in words(app)
    app.button(key="undo_ripple").click().run()
    assert "Confirmed by you." not in words(app)


def test_a_struck_payment_goes_to_the_end_and_can_be_listed_again(
    screen: Screen, house: House, company_id: int
) -> None:
    _looked_for(house, company_id)
    stream_id = _stream(house, company_id, "Green Grocers")
    app = screen.open("forecast")
    app.button(key=f"strike_{stream_id}").click().run()
    assert f"confirm_{stream_id}" not in [button.key for button in app.button]
    app.button(key=f"again_{stream_id}").click().run()
    assert f"confirm_{stream_id}" in [button.key for button in app.button]
    assert "Struck the coming payments of Green Grocers" in words(screen.open("trust"))


def test_the_first_ten_are_shown_and_all_on_demand(screen: Screen, house: House, company_id: int) -> None:
    _looked_for(house, company_id)
    app = screen.open("forecast")
    more = app.button(key="show_all_coming")
    shown = words(app).count(" 2026: ")
    more.click().run()
    assert words(app).count(" 2026: ") > shown
    assert "show_all_coming" not in [button.key for button in app.button]
