from core import flow
from core.domain.handouts import Answers
from core.flow import House
from tests.pages.conftest import Screen, statement, words


def test_a_company_that_gets_a_removed_ones_number_shows_nothing_of_it(screen: Screen, house: House) -> None:
    local = house.scope("local")
    demo = Answers(company_name="Cafe Linden", is_demo=True)
    invented = flow.bring_in(house, local, "invented.csv", statement(), demo)
    assert "invented.csv" in words(screen.open("trust"))
    flow.remove_demo(house, local)
    own = flow.bring_in(house, local, "own.csv", statement(20), Answers(company_name="Mine"))
    assert own.company_id == invented.company_id
    said = words(screen.open("trust"))
    assert "own.csv" in said
    assert "invented.csv" not in said
