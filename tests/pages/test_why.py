"""The why panel: the model's signs, or a sentence on why they do not come."""

from core.domain.handouts import ExplanationSeen, WouldBe
from core.domain.labels import Guess, Reason, RowFilter
from core.flow import House
from core.services import transactions
from core.store import explanations, jobs, versions
from tests.pages.conftest import Screen, words


def panel(screen: Screen, part_id: int) -> str:
    """What the page says with this row open."""
    screen.app.session_state["open_row"] = part_id
    return words(screen.open("transactions"))


def row_of(house: House, company_id: int, search: str) -> int:
    with house.look(house.scope("local")) as unit:
        return transactions.page(unit, company_id, RowFilter(search=search), 1).rows[0].part_id


def test_without_a_worker_the_panel_says_who_is_missing_and_what_starts_it(
    screen: Screen, house: House, company_id: int
) -> None:
    said = panel(screen, row_of(house, company_id, "mystery"))
    assert "worker" in said
    assert "python -m core worker" in said
    assert "Weighing the signs" not in said


def test_with_a_worker_at_work_the_signs_are_being_weighed(
    screen: Screen, house: House, company_id: int
) -> None:
    with house.unit(house.scope("system")) as unit:
        jobs.take_lock(unit, 1, "elsewhere", dead=False)
    assert "Weighing the signs" in panel(screen, row_of(house, company_id, "mystery"))


def test_without_a_model_the_panel_says_so_with_a_next_step(
    screen: Screen, house: House, company_id: int
) -> None:
    part_id = row_of(house, company_id, "mystery")
    with house.unit(house.scope("system")) as unit:
        for line in versions.lines(unit, "categorizer"):
            versions.set_verdict(unit, line.id, "retired", {})
    said = panel(screen, part_id)
    assert "There is no model to ask" in said
    assert "make shipped" in said


def test_the_stored_signs_are_told_with_what_would_have_changed_the_answer(
    screen: Screen, house: House, company_id: int
) -> None:
    part_id = row_of(house, company_id, "mystery")
    with house.unit(house.scope("system")) as unit:
        version = versions.champion_id(unit, "categorizer")
        assert version is not None
        explanations.add(
            unit,
            part_id,
            ExplanationSeen(
                category="office",
                probability=0.61,
                method="lime",
                r2=0.9,
                factors=(Reason("payee", "mystery shop", weight=0.4),),
                model_version_id=version,
                next_guess=Guess("supplier", 0.2),
                would_be=WouldBe("supplier", "mcc", "5541", 0.7),
            ),
            seed=1,
        )
    said = panel(screen, part_id)
    assert "mainly by the payee (mystery shop); next guess Supplier" in said
    assert "if the merchant code were 5541 (" in said


def test_trust_tells_what_the_model_goes_by_for_one_category(
    screen: Screen, house: House, company_id: int
) -> None:
    del company_id
    with house.unit(house.scope("system")) as unit:
        facts = {"importance": [["payee", 1.0]], "drivers": {"office": [["mcc", 0.7], ["amount", 0.3]]}}
        added = versions.add_version(unit, "categorizer", "challenger", "x", {"verdict": facts})
        versions.promote(unit, added)
    app = screen.open("trust")
    assert app.selectbox(key="trust_goes_by").options == ["All together", "Office expenses"]
    app = app.selectbox(key="trust_goes_by").select("office").run()
    assert "model's answers about Office expenses" in words(app)
