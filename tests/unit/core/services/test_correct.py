from dataclasses import replace

import pytest

from core import flow
from core.domain.errors import ChangedMeanwhile, NotFound
from core.domain.handouts import Imported
from core.domain.labels import Decider, Label, Reach, RowFilter, Status
from core.domain.words import ripples
from core.flow import House
from core.services import correct, transactions
from core.store import labels
from tests.unit.core.houses import bring, correction, everything, in_force, paid, parts_of
from tests.unit.core.services.acting import act, act_lines, categories, small_cafe, undo


@pytest.fixture
def cafe(plain_house: House) -> Imported:
    return small_cafe(plain_house)


def test_one_row_moves_alone(plain_house: House, cafe: Imported) -> None:
    ripple = act(plain_house, cafe, "Metro", "meals")
    assert (ripple.rows, ripple.kept, ripple.moved_minor) == (1, 0, {"EUR": 1200})
    assert (ripple.from_categories, ripple.to_category) == (("uncategorised",), "meals")
    assert categories(plain_house, cafe) == ["meals", *["uncategorised"] * 4]


def test_a_payee_moves_with_all_its_rows_of_one_direction(plain_house: House, cafe: Imported) -> None:
    ripple = act(plain_house, cafe, "Metro", "meals", reach=Reach.PAYEE)
    assert (ripple.rows, ripple.moved_minor) == (3, {"EUR": 3900})
    assert categories(plain_house, cafe) == ["meals", "meals", "meals", "uncategorised", "uncategorised"]


def test_the_rows_of_a_filter_move_and_no_others(plain_house: House, cafe: Imported) -> None:
    some = RowFilter(search="metro", direction="out")
    ripple = act(plain_house, cafe, "Zyx", "travel", reach=Reach.FILTER, rows=some)
    assert ripple.rows == 3
    assert categories(plain_house, cafe) == ["travel", "travel", "travel", "uncategorised", "uncategorised"]


def test_a_rule_made_with_a_filter_takes_all_rows_of_its_payee_along(
    plain_house: House, cafe: Imported
) -> None:
    zyx = RowFilter(search="zyx")
    ripple = act(plain_house, cafe, "Metro", "meals", reach=Reach.FILTER, rows=zyx, always=True)
    assert ripple.rows == 4
    assert categories(plain_house, cafe) == ["meals", "meals", "meals", "uncategorised", "meals"]
    assert ripples.act(act_lines(plain_house, cafe)[0], {"meals": "Meals"}) == (
        "Filed 4 payments of a filter under Meals and made a rule for metro"
    )


def test_what_will_follow_is_said_before_and_nothing_is_stored(plain_house: House, cafe: Imported) -> None:
    part_id = parts_of(plain_house, cafe.company_id, "Metro")[0]
    given = correction(cafe.company_id, part_id, "meals", reach=Reach.PAYEE)
    before = everything(plain_house)
    with plain_house.look(plain_house.scope("local")) as unit:
        shown = correct.preview(unit, given)
    assert everything(plain_house) == before
    done = flow.correct(plain_house, plain_house.scope("local"), given)
    assert replace(done, act_id=None) == shown


def test_a_row_filed_by_itself_stays_when_its_payee_moves(plain_house: House, cafe: Imported) -> None:
    act(plain_house, cafe, "METRO", "office")
    ripple = act(plain_house, cafe, "Metro", "meals", reach=Reach.PAYEE)
    assert (ripple.rows, ripple.kept) == (2, 1)
    assert categories(plain_house, cafe)[:3] == ["meals", "office", "meals"]


def test_a_row_filed_by_itself_stays_when_a_filter_moves(plain_house: House, cafe: Imported) -> None:
    act(plain_house, cafe, "METRO", "office")
    ripple = act(plain_house, cafe, "Zyx", "travel", reach=Reach.FILTER, rows=RowFilter(direction="out"))
    assert (ripple.rows, ripple.kept) == (3, 1)
    assert categories(plain_house, cafe) == ["travel", "office", "travel", "uncategorised", "travel"]


def test_the_row_that_is_meant_by_name_moves_though_it_was_filed_by_itself(
    plain_house: House, cafe: Imported
) -> None:
    act(plain_house, cafe, "METRO", "office")
    ripple = act(plain_house, cafe, "METRO", "meals", reach=Reach.PAYEE)
    assert (ripple.rows, ripple.kept) == (3, 0)
    assert categories(plain_house, cafe)[:3] == ["meals", "meals", "meals"]


def test_a_row_without_a_payee_moves_alone(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-1.00"), paid("2026-05-05", "-2.00"))
    assert act(plain_house, done, "", "cash", reach=Reach.PAYEE).rows == 1


def test_every_label_a_row_has_had_is_kept(plain_house: House, cafe: Imported) -> None:
    part_id = parts_of(plain_house, cafe.company_id, "Zyx")[0]
    act(plain_house, cafe, "Zyx", "meals")
    act(plain_house, cafe, "Zyx", "travel")
    with plain_house.look(plain_house.scope("local")) as unit:
        history = transactions.row(unit, part_id).history
    assert [(line.category, line.decider.value, line.in_force) for line in history] == [
        ("travel", "you", True),
        ("meals", "you", False),
        ("uncategorised", "nobody", False),
    ]


@pytest.mark.parametrize("over_rules", [True, False])
def test_no_machine_takes_the_place_of_a_person(plain_house: House, cafe: Imported, over_rules: bool) -> None:
    act(plain_house, cafe, "Zyx", "travel")
    part_id = parts_of(plain_house, cafe.company_id, "Zyx")[0]
    before = everything(plain_house)
    with plain_house.unit(plain_house.scope("system")) as unit:
        label = Label(part_id, "meals", Decider.OWNER_RULE, Status.DECIDED)
        assert labels.put(unit, [label], over_rules=over_rules) == 0
    assert everything(plain_house) == before


@pytest.mark.parametrize(("over_rules", "category"), [(True, "meals"), (False, "bank_fees")])
def test_a_learner_that_comes_late_leaves_what_a_rule_decided(
    plain_house: House, over_rules: bool, category: str
) -> None:
    done = bring(plain_house, paid("2026-05-04", "-4.90", "Bank", type_code="account_fee"))
    part_id = parts_of(plain_house, done.company_id, "Bank")[0]
    with plain_house.unit(plain_house.scope("system")) as unit:
        labels.put(unit, [Label(part_id, "meals", Decider.MODEL, Status.GUESSED)], over_rules=over_rules)
    assert categories(plain_house, done) == [category]


def test_acts_are_listed_newest_first_with_what_became_of_them(plain_house: House, cafe: Imported) -> None:
    ripple = act(plain_house, cafe, "Metro", "meals", reach=Reach.PAYEE)
    undo(plain_house, ripple.act_id)
    assert [
        (line.kind, line.reach, line.payee, line.category, line.rows, line.undone)
        for line in act_lines(plain_house, cafe)
    ] == [("undo", "", "", "", 3, False), ("correct", "payee", "metro", "meals", 3, True)]


def test_of_two_browsers_the_second_is_told_what_the_first_said(plain_house: House, cafe: Imported) -> None:
    local = plain_house.scope("local")
    part_id = parts_of(plain_house, cafe.company_id, "Zyx")[0]
    with plain_house.look(local) as unit:
        shown = transactions.row(unit, part_id).line.label_id
    flow.correct(plain_house, local, correction(cafe.company_id, part_id, "travel"), shown)
    before = everything(plain_house)
    with pytest.raises(ChangedMeanwhile) as refused:
        flow.correct(plain_house, local, correction(cafe.company_id, part_id, "meals"), shown)
    assert refused.value.facts == {"part_id": str(part_id), "category": "travel", "by": "you"}
    assert everything(plain_house) == before


@pytest.mark.parametrize("category", ["nonsense", ""])
def test_a_category_that_does_not_exist_is_refused(plain_house: House, cafe: Imported, category: str) -> None:
    before = everything(plain_house)
    with pytest.raises(NotFound):
        act(plain_house, cafe, "Zyx", category)
    assert everything(plain_house) == before


def test_a_row_of_another_company_is_refused(plain_house: House, cafe: Imported) -> None:
    part_id = parts_of(plain_house, cafe.company_id, "Zyx")[0]
    with pytest.raises(NotFound):
        flow.correct(
            plain_house,
            plain_house.scope("local"),
            correction(cafe.company_id + 1, part_id, "meals"),
        )


def test_saying_the_same_again_changes_nothing(plain_house: House, cafe: Imported) -> None:
    act(plain_house, cafe, "Zyx", "travel")
    before = in_force(plain_house)
    assert act(plain_house, cafe, "Zyx", "travel").rows == 0
    assert in_force(plain_house) == before
