from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.parts import review_card
from core import flow
from core.domain.labels import Correction, Reach, RowFilter
from core.domain.review import Decision, Kind
from core.flow import House
from core.services import review, transactions
from core.store import suspects, versions
from core.store.suspects import Doubt
from tests.pages.conftest import Screen, words


def _tab(screen: Screen, name: str) -> AppTest:
    app = screen.open("review")
    app.session_state["review"] = name
    return app.run()


def _mystery(house: House, company_id: int) -> list[int]:
    """The payments to the shop that no rule knows, newest first."""
    with house.look(house.scope("local")) as unit:
        found = transactions.page(unit, company_id, RowFilter(search="mystery"), 1)
    return [row.part_id for row in found.rows]


def _press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def _category(house: House, part_id: int) -> str:
    with house.look(house.scope("local")) as unit:
        return transactions.row(unit, part_id).line.category


@pytest.fixture
def doubted(house: House, company_id: int) -> int:
    """The shop filed under Insurance by mistake, which the model noticed."""
    parts = _mystery(house, company_id)
    wish = Correction(company_id, parts[0], "insurance", Reach.PAYEE)
    flow.correct(house, house.scope("local"), wish)
    with house.unit(house.scope("system")) as unit:
        version = versions.add_version(unit, "categorizer", "rejected", "none", {})
        doubts = [Doubt(part, "insurance", "office", 0.9, 0.02, ()) for part in parts]
        suspects.replace_open(unit, company_id, version, doubts)
    return parts[0]


@pytest.mark.usefixtures("company_id")
def test_with_nothing_doubted_the_tab_says_so(screen: Screen) -> None:
    assert "The model doubts none of your answers." in words(_tab(screen, "Suspect labels"))


def test_a_doubted_answer_is_confirmed_and_can_be_asked_about_again(
    screen: Screen, house: House, doubted: int
) -> None:
    app = _tab(screen, "Suspect labels")
    assert "1 answer of yours looks doubtful to the model." in words(app)
    assert "Without knowing your answer, the model thinks Office expenses." in words(app)
    _press(app, "It is right")
    assert "The model doubts none of your answers." in words(app)
    _press(app, "Ask me again")
    assert "1 answer of yours looks doubtful" in words(app)
    assert _category(house, doubted) == "insurance"


def test_a_doubted_answer_is_filed_elsewhere_and_that_is_undone(
    screen: Screen, house: House, doubted: int
) -> None:
    app = _tab(screen, "Suspect labels")
    _press(app, "File it under Office expenses")
    assert "40 payments" in words(app)
    assert _category(house, doubted) == "office"
    app.button(key="undo_ripple").click().run()
    assert _category(house, doubted) == "insurance"
    assert "1 answer of yours looks doubtful" in words(app)


def test_a_split_group_is_put_together_again_from_the_list(
    screen: Screen, house: House, company_id: int
) -> None:
    shop = _mystery(house, company_id)[0]
    with house.look(house.scope("local")) as unit:
        before = review.groups(unit, company_id, 10).groups
    split = Decision("a", Kind.SPLIT, shop)
    assert flow.answer_cards(house, house.scope("local"), company_id, [split])[0].code == ""
    app = _tab(screen, "List")
    assert "These payments were split: not all of this payee are the same." in words(app)
    _press(app, "Put together again")
    with house.look(house.scope("local")) as unit:
        assert review.groups(unit, company_id, 10).groups == before


@pytest.mark.usefixtures("company_id")
def test_trust_says_that_no_random_check_was_made_yet(screen: Screen) -> None:
    assert "Not checked yet: on Review, one card in ten is a payment Bursar filed by itself." in words(
        screen.open("trust")
    )


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"id": "", "kind": "file", "part": 1, "label": 1},
        {"id": "a" * 41, "kind": "file", "part": 1, "label": 1},
        {"id": "a", "kind": "burn", "part": 1, "label": 1},
        {"id": "a", "kind": "file", "part": "1", "label": 1},
    ],
)
def test_what_is_no_answer_is_left_out(broken: dict[str, Any]) -> None:
    whole = {"id": "b", "kind": "file", "part": 7, "label": 9, "category": "office", "undoes": ""}
    assert review_card.decisions_of([broken, whole]) == (Decision("b", Kind.FILE, 7, 9, "office"),)
