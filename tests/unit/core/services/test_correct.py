from dataclasses import replace
from typing import Any

import pytest

from core import flow
from core.domain.errors import ChangedMeanwhile, NotFound, NothingToUndo
from core.domain.handouts import ActLine, Imported, Ripple, RuleLine
from core.domain.labels import Decider, Label, Reach, RowFilter, Status
from core.flow import House
from core.services import correct, transactions
from core.store import acts, labels
from tests.unit.core.houses import bring, correction, everything, filed, in_force, paid, parts_of

ASKED = ("uncategorised", "nobody", "asked")


@pytest.fixture
def cafe(plain_house: House) -> Imported:
    """Three payments to Metro, one back from it, one to Zyx: nobody knows any of them."""
    return bring(
        plain_house,
        paid("2026-05-04", "-12.00", "Metro"),
        paid("2026-05-05", "-13.00", "METRO"),
        paid("2026-05-06", "-14.00", "Metro"),
        paid("2026-05-07", "3.00", "Metro"),
        paid("2026-05-08", "-20.00", "Zyx"),
    )


def act(house: House, done: Imported, payee: str, category: str, nth: int = 0, **more: Any) -> Ripple:
    part_id = parts_of(house, done.company_id, payee)[nth]
    return flow.correct(house, house.scope("local"), correction(done.company_id, part_id, category, **more))


def undo(house: House, act_id: int | None) -> Ripple:
    assert act_id is not None
    return flow.undo(house, house.scope("local"), act_id)


def categories(house: House, done: Imported) -> list[str]:
    return [category for _, category, _, _ in filed(house, done.company_id)]


def rules(house: House, done: Imported) -> list[RuleLine]:
    with house.look(house.scope("local")) as unit:
        return acts.rule_lines(unit, done.company_id)


def act_lines(house: House, done: Imported) -> list[ActLine]:
    with house.look(house.scope("local")) as unit:
        return correct.acts(unit, done.company_id)


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


@pytest.mark.parametrize(
    "more",
    [
        {"reach": Reach.ROW},
        {"reach": Reach.PAYEE},
        {"reach": Reach.FILTER, "rows": RowFilter(direction="out")},
        {"always": True},
    ],
    ids=["row", "payee", "filter", "always"],
)
def test_an_undone_act_leaves_exactly_what_was_in_force_before(
    plain_house: House, cafe: Imported, more: dict[str, Any]
) -> None:
    act(plain_house, cafe, "METRO", "office")
    act(plain_house, cafe, "Zyx", "travel", always=True)
    before = in_force(plain_house)
    ripple = act(plain_house, cafe, "Metro", "meals", **more)
    assert in_force(plain_house) != before
    undone = undo(plain_house, ripple.act_id)
    assert undone.rows == ripple.rows
    assert in_force(plain_house) == before


def test_an_undone_rule_no_longer_holds_the_rows_that_came_in_since(
    plain_house: House, cafe: Imported
) -> None:
    ripple = act(plain_house, cafe, "Zyx", "travel", always=True)
    bring(plain_house, paid("2026-05-11", "-21.00", "Zyx"), company_id=cafe.company_id)
    assert filed(plain_house, cafe.company_id)[-1] == ("Zyx", "travel", "owner_rule", "decided")
    undo(plain_house, ripple.act_id)
    assert filed(plain_house, cafe.company_id)[-2:] == [("Zyx", *ASKED), ("Zyx", *ASKED)]


def test_an_undone_rule_gives_way_to_the_one_before_it(plain_house: House, cafe: Imported) -> None:
    act(plain_house, cafe, "Zyx", "travel", always=True)
    second = act(plain_house, cafe, "Zyx", "meals", always=True)
    assert [(rule.category, rule.in_force) for rule in rules(plain_house, cafe)] == [
        ("meals", True),
        ("travel", False),
    ]
    undo(plain_house, second.act_id)
    assert [(rule.category, rule.in_force) for rule in rules(plain_house, cafe)] == [
        ("meals", False),
        ("travel", True),
    ]


def test_an_act_is_undone_once(plain_house: House, cafe: Imported) -> None:
    ripple = act(plain_house, cafe, "Zyx", "travel")
    undo(plain_house, ripple.act_id)
    before = everything(plain_house)
    with pytest.raises(NothingToUndo):
        undo(plain_house, ripple.act_id)
    assert everything(plain_house) == before


def test_an_undoing_is_not_undone(plain_house: House, cafe: Imported) -> None:
    undone = undo(plain_house, act(plain_house, cafe, "Zyx", "travel").act_id)
    with pytest.raises(NothingToUndo):
        undo(plain_house, undone.act_id)


def test_an_act_is_not_undone_while_a_later_one_stands_on_a_row(plain_house: House, cafe: Imported) -> None:
    first = act(plain_house, cafe, "Metro", "meals", reach=Reach.PAYEE)
    second = act(plain_house, cafe, "METRO", "office")
    before = everything(plain_house)
    with pytest.raises(NothingToUndo):
        undo(plain_house, first.act_id)
    assert everything(plain_house) == before
    undo(plain_house, second.act_id)
    undo(plain_house, first.act_id)
    assert categories(plain_house, cafe) == ["uncategorised"] * 5


def test_an_earlier_rule_is_not_undone_while_a_later_one_stands_on_it(
    plain_house: House, cafe: Imported
) -> None:
    first = act(plain_house, cafe, "Zyx", "travel", always=True)
    act(plain_house, cafe, "Zyx", "meals", always=True)
    with pytest.raises(NothingToUndo):
        undo(plain_house, first.act_id)


def test_acts_are_listed_newest_first_with_what_became_of_them(plain_house: House, cafe: Imported) -> None:
    ripple = act(plain_house, cafe, "Metro", "meals", reach=Reach.PAYEE)
    undo(plain_house, ripple.act_id)
    assert [
        (line.kind, line.reach, line.payee, line.category, line.rows, line.undone)
        for line in act_lines(plain_house, cafe)
    ] == [("undo", "", "", "", 3, False), ("correct", "payee", "metro", "meals", 3, True)]


def test_always_makes_a_rule_that_says_what_it_covers(plain_house: House, cafe: Imported) -> None:
    act(plain_house, cafe, "METRO", "office")
    act(plain_house, cafe, "Metro", "meals", always=True)
    rule = rules(plain_house, cafe)[0]
    assert (rule.payee_key, rule.direction.value, rule.category, rule.in_force) == (
        "metro",
        "out",
        "meals",
        True,
    )
    assert (rule.covers, rule.conflicts) == (3, 1)


def test_a_paused_rule_lets_go_of_its_rows_and_takes_them_up_again(
    plain_house: House, cafe: Imported
) -> None:
    act(plain_house, cafe, "Zyx", "travel", always=True)
    done = bring(plain_house, paid("2026-05-11", "-21.00", "Zyx"), company_id=cafe.company_id)
    ruled = in_force(plain_house)
    local, rule_id = plain_house.scope("local"), rules(plain_house, cafe)[0].id
    flow.pause_rule(plain_house, local, rule_id)
    assert filed(plain_house, done.company_id)[-1] == ("Zyx", "travel", "memory", "guessed")
    assert not rules(plain_house, cafe)[0].in_force
    flow.pause_rule(plain_house, local, rule_id)
    assert filed(plain_house, done.company_id)[-1] == ("Zyx", "travel", "owner_rule", "decided")
    assert in_force(plain_house)["rules"] == ruled["rules"]


def test_an_undone_pause_gives_the_rule_its_rows_back(plain_house: House, cafe: Imported) -> None:
    act(plain_house, cafe, "Zyx", "travel", always=True)
    bring(plain_house, paid("2026-05-11", "-21.00", "Zyx"), company_id=cafe.company_id)
    before = filed(plain_house, cafe.company_id)
    flow.pause_rule(plain_house, plain_house.scope("local"), rules(plain_house, cafe)[0].id)
    undo(plain_house, act_lines(plain_house, cafe)[0].id)
    assert rules(plain_house, cafe)[0].in_force
    assert filed(plain_house, cafe.company_id) == before


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
