import pytest

from core import flow
from core.domain.categories import OwnState
from core.domain.errors import (
    NotFound,
    NothingToUndo,
)
from core.domain.handouts import Imported
from core.domain.labels import Reach
from core.domain.words import ripples
from core.flow import House
from core.services import own_categories, transactions
from tests.unit.core.houses import bring, filed, in_force, paid, parts_of
from tests.unit.core.services.acting import act, act_lines, categories, rules, small_cafe, undo
from tests.unit.core.services.owning import add, do, known, names, said


@pytest.fixture
def cafe(plain_house: House) -> Imported:
    return small_cafe(plain_house)


def test_an_archived_one_keeps_its_rows_and_takes_no_new_ones_until_it_is_used_again(
    plain_house: House, cafe: Imported
) -> None:
    coffee = add(plain_house, cafe, "supplier", "Coffee")
    act(plain_house, cafe, "Zyx", coffee.place)
    bring(plain_house, paid("2026-05-11", "-21.00", "Zyx"), company_id=cafe.company_id)
    do(plain_house, lambda unit: own_categories.archive(unit, coffee.id))
    bring(plain_house, paid("2026-05-12", "-22.00", "Zyx"), company_id=cafe.company_id)
    assert categories(plain_house, cafe)[-3:] == [coffee.place, coffee.place, "supplier"]
    do(plain_house, lambda unit: own_categories.use_again(unit, coffee.id))
    bring(plain_house, paid("2026-05-13", "-23.00", "Zyx"), company_id=cafe.company_id)
    assert categories(plain_house, cafe)[-4:] == [coffee.place] * 4


def test_a_new_name_is_a_name_for_the_same_rows(plain_house: House, cafe: Imported) -> None:
    coffee = add(plain_house, cafe, "supplier", "Coffee")
    act(plain_house, cafe, "Zyx", coffee.place)
    before = in_force(plain_house)
    renamed = do(plain_house, lambda unit: own_categories.rename(unit, coffee.id, "Beans"))
    assert said(plain_house, cafe)[-1] == "Supplier: Beans"
    assert in_force(plain_house)["rows"] == before["rows"]
    assert add(plain_house, cafe, "supplier", "Coffee").id != coffee.id
    with pytest.raises(NothingToUndo):
        undo(plain_house, renamed)
    undo(plain_house, act_lines(plain_house, cafe)[0].id)
    undo(plain_house, renamed)
    assert in_force(plain_house) == before


def test_a_name_may_change_its_letters_case(plain_house: House, cafe: Imported) -> None:
    coffee = add(plain_house, cafe, "supplier", "coffee")
    do(plain_house, lambda unit: own_categories.rename(unit, coffee.id, "Coffee"))
    assert [each.name for each in known(plain_house, cafe)] == ["Coffee"]


@pytest.mark.parametrize("target", ["supplier", "meals"])
def test_a_merge_moves_rows_and_rules_and_its_undoing_puts_all_of_it_back(
    plain_house: House, cafe: Imported, target: str
) -> None:
    beans, coffee = (
        add(plain_house, cafe, "supplier", "Beans"),
        add(plain_house, cafe, target, "Coffee"),
    )
    act(plain_house, cafe, "METRO", beans.place)
    act(plain_house, cafe, "Zyx", beans.place, always=True)
    bring(plain_house, paid("2026-05-11", "-21.00", "Zyx"), company_id=cafe.company_id)
    before = in_force(plain_house)
    ripple = flow.merge_own_categories(plain_house, plain_house.scope("local"), beans.id, coffee.id)
    assert (ripple.rows, ripple.from_categories, ripple.to_category) == (5, (beans.place,), coffee.place)
    assert filed(plain_house, cafe.company_id)[1] == ("METRO", coffee.place, "you", "decided")
    assert filed(plain_house, cafe.company_id)[-2:] == [
        ("Zyx", coffee.place, "you", "decided"),
        ("Zyx", coffee.place, "owner_rule", "decided"),
    ]
    assert [(rule.category, rule.in_force) for rule in rules(plain_house, cafe)] == [
        (coffee.place, True),
        (beans.place, False),
    ]
    with plain_house.look(plain_house.scope("local")) as unit:
        history = transactions.row(unit, parts_of(plain_house, cafe.company_id, "METRO")[0]).history
    assert [line.category for line in history] == [coffee.place, beans.place, "uncategorised"]
    undo(plain_house, ripple.act_id)
    assert in_force(plain_house) == before


def test_a_row_filed_by_itself_stays_after_a_merge_when_its_payee_moves(
    plain_house: House, cafe: Imported
) -> None:
    beans, coffee = (add(plain_house, cafe, "supplier", name) for name in ("Beans", "Coffee"))
    act(plain_house, cafe, "METRO", beans.place)
    flow.merge_own_categories(plain_house, plain_house.scope("local"), beans.id, coffee.id)
    ripple = act(plain_house, cafe, "Metro", "meals", reach=Reach.PAYEE)
    assert (ripple.rows, ripple.kept) == (2, 1)


def test_a_merged_one_is_gone_and_its_name_is_free(plain_house: House, cafe: Imported) -> None:
    beans, coffee = (add(plain_house, cafe, "supplier", name) for name in ("Beans", "Coffee"))
    merged = flow.merge_own_categories(plain_house, plain_house.scope("local"), beans.id, coffee.id)
    for work in (
        lambda unit: own_categories.rename(unit, beans.id, "Old beans"),
        lambda unit: own_categories.archive(unit, beans.id),
        lambda unit: own_categories.merge(unit, coffee.id, beans.id),
        lambda unit: own_categories.merge(unit, coffee.id, coffee.id),
    ):
        with pytest.raises(NotFound):
            do(plain_house, work)
    assert add(plain_house, cafe, "meals", "Beans").id != beans.id
    with pytest.raises(NothingToUndo):
        undo(plain_house, merged.act_id)


def test_what_would_go_back_under_a_merged_one_is_not_undone_before_the_merge(
    plain_house: House, cafe: Imported
) -> None:
    beans, coffee = (add(plain_house, cafe, "supplier", name) for name in ("Beans", "Coffee"))
    act(plain_house, cafe, "Zyx", beans.place)
    second = act(plain_house, cafe, "Zyx", "travel")
    merged = flow.merge_own_categories(plain_house, plain_house.scope("local"), beans.id, coffee.id)
    with pytest.raises(NothingToUndo):
        undo(plain_house, second.act_id)
    undo(plain_house, merged.act_id)
    undo(plain_house, second.act_id)
    assert categories(plain_house, cafe)[-1] == beans.place


def test_adding_is_undone_only_while_nothing_of_a_persons_is_filed_there(
    plain_house: House, cafe: Imported
) -> None:
    before = in_force(plain_house)
    coffee = add(plain_house, cafe, "supplier", "Coffee")
    added = act_lines(plain_house, cafe)[0].id
    corrected = act(plain_house, cafe, "Zyx", coffee.place)
    with pytest.raises(NothingToUndo):
        undo(plain_house, added)
    undo(plain_house, corrected.act_id)
    undo(plain_house, added)
    assert in_force(plain_house) == before
    assert known(plain_house, cafe)[0].state is OwnState.UNDONE


def test_rows_that_followed_into_a_sub_category_leave_it_when_it_is_undone(
    plain_house: House, cafe: Imported
) -> None:
    made = act(plain_house, cafe, "Zyx", "supplier", new_name="Coffee")
    bring(plain_house, paid("2026-05-11", "-21.00", "Zyx"), company_id=cafe.company_id)
    undo(plain_house, made.act_id)
    assert not [each for each in categories(plain_house, cafe) if "/" in each]


def test_every_change_is_told_in_words(plain_house: House, cafe: Imported) -> None:
    beans, coffee = (add(plain_house, cafe, "supplier", name) for name in ("Beans", "Coffee"))
    do(plain_house, lambda unit: own_categories.rename(unit, beans.id, "Raw beans"))
    archived = do(plain_house, lambda unit: own_categories.archive(unit, beans.id))
    undo(plain_house, archived)
    do(plain_house, lambda unit: own_categories.archive(unit, beans.id))
    do(plain_house, lambda unit: own_categories.use_again(unit, beans.id))
    act(plain_house, cafe, "Zyx", beans.place)
    flow.merge_own_categories(plain_house, plain_house.scope("local"), beans.id, coffee.id)
    told = [ripples.act(line, names(plain_house, cafe)) for line in act_lines(plain_house, cafe)]
    assert told == [
        "Merged the sub-category Raw beans into Supplier: Coffee: 1 payment",
        "Filed 1 payment of zyx under Supplier: Raw beans",
        "Took up the sub-category Raw beans again",
        "Archived the sub-category Raw beans",
        "Undid a change",
        "Archived the sub-category Raw beans",
        "Renamed the sub-category Beans to Raw beans",
        "Added the sub-category Coffee under Supplier expenses",
        "Added the sub-category Beans under Supplier expenses",
    ]
