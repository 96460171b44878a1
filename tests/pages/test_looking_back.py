from core import flow
from core.domain.handouts import Answers
from core.flow import House
from models.forecasters.history import History
from tests.pages.conftest import Screen, statement, words


def look_back(house: House, company_id: int) -> None:
    system = house.scope("system")
    while flow.look_back(house, system, company_id, lambda *_: History()):
        pass


def test_before_anything_is_looked_back_at_the_page_says_when_it_will_be(
    screen: Screen, company_id: int
) -> None:
    del company_id
    app = screen.open("forecast")
    assert not app.exception
    assert "What we would have said 12 weeks ago is being drawn" in words(app)


def test_a_young_company_is_told_how_many_weeks_it_lacks(screen: Screen, house: House) -> None:
    answers = Answers(company_name="Cafe")
    done = flow.bring_in(house, house.scope("local"), "cafe.csv", statement(30), answers)
    flow.look_ahead(house, house.scope("system"), done.company_id, History(), None)
    assert "Looking back needs 38 whole weeks of payments, you have 29" in words(screen.open("forecast"))
    assert "Not checked yet. Looking back needs 38 whole weeks" in words(screen.open("trust"))


def test_the_old_fan_stands_with_what_happened_and_counts_its_misses(
    screen: Screen, house: House, company_id: int
) -> None:
    look_back(house, company_id)
    app = screen.open("forecast")
    assert not app.exception
    said = words(app)
    assert "Twelve weeks ago we would have said 80 in 100 for cash " in said
    assert "of 12 weeks lay inside the band that should hold 8 of 10." in said
    assert "from your payments up to 2 Aug 2026 alone" in said
    app.button(key="enlarge_supplier_out").click().run()
    assert "we would have said 80 in 100 for Supplier expenses " in words(app)
    assert "Of 12 weeks of Supplier expenses, " in words(app)


def test_the_switch_shows_plain_history_and_says_so(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("forecast")
    switch = app.radio(key="whose")
    assert (switch.value, switch.options) == ("Bursar", ["Bursar", "History"])
    assert "by Bursar: fewer than 1 in 100; tightest is the week of" in words(app)
    switch.set_value("History").run()
    assert not app.exception
    assert "Plain history: your last 52 weeks as they came, drawn again by lot." in words(app)
    assert "by plain history: fewer than 1 in 100; tightest is" in words(app)


def test_cash_comes_first_and_in_minus_out_is_one_press_away(screen: Screen, company_id: int) -> None:
    del company_id
    app = screen.open("forecast")
    assert [each.value for each in app.subheader][:2] == ["Cash", "What if?"]
    app.button(key="flow").click().run()
    assert [each.value for each in app.subheader][:2] == ["In minus out", "What if?"]
    assert "In minus out: about " in words(app)
    app.button(key="whole").click().run()
    assert [each.value for each in app.subheader][:2] == ["Cash", "What if?"]
    assert not app.exception


def test_trust_counts_past_fans_by_category(screen: Screen, house: House, company_id: int) -> None:
    look_back(house, company_id)
    app = screen.open("trust")
    assert not app.exception
    assert "Of 12 weeks of In minus out, " in words(app)
    frame = next(each.value for each in app.dataframe if "Weeks checked" in each.value.columns)
    assert set(frame["Category"]) >= {"Supplier expenses", "Not sorted yet"}
    assert frame.columns.tolist()[:3] == ["Category", "Inside", "Should be"]
    assert frame["Weeks checked"].tolist() == [12] * len(frame)
    assert frame["Should be"].tolist() == [10] * len(frame)
