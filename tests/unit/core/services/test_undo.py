from typing import Any

import pytest

from core import flow
from core.domain.errors import NothingToUndo
from core.domain.handouts import Imported
from core.domain.labels import Reach, RowFilter
from core.domain.words import ripples
from core.flow import House
from tests.unit.core.houses import bring, everything, filed, in_force, paid
from tests.unit.core.services.acting import act, act_lines, categories, rules, small_cafe, undo

ASKED = ("uncategorised", "nobody", "asked")


@pytest.fixture
def cafe(plain_house: House) -> Imported:
    return small_cafe(plain_house)


@pytest.mark.parametrize(
    "more",
    [
        {"reach": Reach.ROW},
        {"reach": Reach.PAYEE},
        {"reach": Reach.FILTER, "rows": RowFilter(direction="out")},
        {"always": True},
        {"always": True, "reach": Reach.FILTER, "rows": RowFilter(search="zyx")},
    ],
    ids=["row", "payee", "filter", "always", "always with a filter"],
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


def test_an_act_is_not_undone_while_its_rule_is_paused(plain_house: House, cafe: Imported) -> None:
    made = act(plain_house, cafe, "Zyx", "travel", always=True)
    flow.pause_rule(plain_house, plain_house.scope("local"), rules(plain_house, cafe)[0].id)
    pause = act_lines(plain_house, cafe)[0].id
    with pytest.raises(NothingToUndo):
        undo(plain_house, made.act_id)
    undo(plain_house, pause)
    undo(plain_house, made.act_id)
    assert not rules(plain_house, cafe)[0].in_force


def test_pausing_a_rule_and_using_it_again_are_told_apart(plain_house: House, cafe: Imported) -> None:
    act(plain_house, cafe, "Zyx", "travel", always=True)
    rule_id = rules(plain_house, cafe)[0].id
    flow.pause_rule(plain_house, plain_house.scope("local"), rule_id)
    flow.pause_rule(plain_house, plain_house.scope("local"), rule_id)
    names = {"travel": "Travel"}
    assert [ripples.act(line, names) for line in act_lines(plain_house, cafe)] == [
        "Took up the rule for zyx again",
        "Paused the rule for zyx",
        "Filed 1 payment of zyx under Travel and made a rule for zyx",
    ]
