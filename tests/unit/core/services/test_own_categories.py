import pytest

from core import flow
from core.domain.errors import (
    BursarError,
    NameArchived,
    NameEmpty,
    NameIsMaster,
    NameTaken,
    NameTooLong,
    NotFound,
)
from core.domain.handouts import Imported, RowPage
from core.domain.labels import Reach, RowFilter
from core.domain.words import ripples
from core.flow import House
from core.jobs.worker import Worker
from core.services import companies, correct, own_categories, transactions, trust
from core.store import frames, labels
from tests.unit.core.houses import bring, correction, everything, filed, in_force, paid, parts_of
from tests.unit.core.services.acting import act, act_lines, categories, small_cafe, undo
from tests.unit.core.services.owning import add, do, known, names, own, said
from tests.unit.core.test_flow import leave_only


@pytest.fixture
def cafe(plain_house: House) -> Imported:
    return small_cafe(plain_house)


def page(house: House, done: Imported, *places: str) -> RowPage:
    with house.look(house.scope("local")) as unit:
        return transactions.page(unit, done.company_id, RowFilter(categories=places), 1)


def test_a_new_sub_category_takes_rows_at_once_and_its_category_counts_them(
    plain_house: House, cafe: Imported
) -> None:
    coffee = add(plain_house, cafe, "supplier", "  Coffee   beans ")
    assert (coffee.name, coffee.place) == ("Coffee beans", f"supplier/{coffee.id}")
    act(plain_house, cafe, "Metro", coffee.place, reach=Reach.PAYEE)
    assert said(plain_house, cafe)[:3] == ["Supplier: Coffee beans"] * 3
    with plain_house.look(plain_house.scope("local")) as unit:
        rows = frames.series_rows_frame(unit, cafe.company_id)
    assert rows["category"].value_counts().to_dict() == {"supplier": 3, "uncategorised": 2}


@pytest.mark.parametrize(
    ("name", "refusal", "facts"),
    [
        ("", NameEmpty, {}),
        (" \t ", NameEmpty, {}),
        ("x" * 41, NameTooLong, {"letters": "41", "most": "40"}),
        ("office EXPENSES", NameIsMaster, {"name": "office EXPENSES"}),
        ("cOFFEE", NameTaken, {"name": "Coffee", "parent": "Supplier expenses"}),
        ("Old stock", NameArchived, {"name": "Old stock", "parent": "Supplier expenses"}),
    ],
)
def test_a_name_that_would_mislead_is_refused(
    plain_house: House, cafe: Imported, name: str, refusal: type[BursarError], facts: dict[str, str]
) -> None:
    add(plain_house, cafe, "supplier", "Coffee")
    old = add(plain_house, cafe, "supplier", "Old stock")
    do(plain_house, lambda unit: own_categories.archive(unit, old.id))
    before = everything(plain_house)
    with pytest.raises(refusal) as refused:
        add(plain_house, cafe, "office", name)
    assert refused.value.facts == facts
    if name.strip():
        with pytest.raises(refusal):
            act(plain_house, cafe, "Zyx", "office", new_name=name)
    assert everything(plain_house) == before


@pytest.mark.parametrize("parent", ["own_transfer", "uncategorised", "nonsense", ""])
def test_nothing_hangs_below_what_is_no_category_to_file_under(
    plain_house: House, cafe: Imported, parent: str
) -> None:
    with pytest.raises(NotFound):
        add(plain_house, cafe, parent, "Coffee")


def test_two_companies_may_use_the_same_name(plain_house: House, cafe: Imported) -> None:
    other = bring(plain_house, paid("2026-05-04", "-1.00", "Metro", account="X"), name="Builder")
    mine = add(plain_house, cafe, "supplier", "Coffee")
    add(plain_house, other, "supplier", "Coffee")
    with pytest.raises(NotFound):
        act(plain_house, other, "Metro", mine.place)


def test_a_place_that_is_not_offered_is_refused(plain_house: House, cafe: Imported) -> None:
    coffee = add(plain_house, cafe, "supplier", "Coffee")
    do(plain_house, lambda unit: own_categories.archive(unit, coffee.id))
    other = f"office/{coffee.id}"
    for wrong in (coffee.place, other, "supplier/99", "supplier/0", "supplier/", "supplier/x"):
        with pytest.raises(NotFound):
            act(plain_house, cafe, "Zyx", wrong)


def test_a_first_sub_category_is_made_by_the_correction_that_names_it(
    plain_house: House, cafe: Imported
) -> None:
    before = in_force(plain_house)
    wish = correction(
        cafe.company_id,
        parts_of(plain_house, cafe.company_id, "Metro")[0],
        "office",
        reach=Reach.PAYEE,
        new_name="Printer paper",
        always=True,
    )
    with plain_house.look(plain_house.scope("local")) as unit:
        coming = correct.preview(unit, wish)
    assert (coming.rows, coming.to_category) == (3, "office/0")
    assert in_force(plain_house) == before
    ripple = flow.correct(plain_house, plain_house.scope("local"), wish)
    assert ripple.to_category == own(plain_house, cafe, "Printer paper").place
    assert said(plain_house, cafe)[:3] == ["Office: Printer paper"] * 3
    assert ripples.act(act_lines(plain_house, cafe)[0], names(plain_house, cafe)) == (
        "Filed 3 payments of metro under Office: Printer paper and made a rule for metro"
    )
    undo(plain_house, ripple.act_id)
    assert in_force(plain_house) == before


def test_a_name_that_is_there_already_is_used_and_not_made_twice(plain_house: House, cafe: Imported) -> None:
    paper = add(plain_house, cafe, "office", "Printer paper")
    ripple = act(plain_house, cafe, "Zyx", "office", new_name="printer  PAPER")
    assert ripple.to_category == paper.place
    assert known(plain_house, cafe) == [paper]


def test_next_months_rows_follow_into_the_payees_own_sub_category(plain_house: House, cafe: Imported) -> None:
    coffee = add(plain_house, cafe, "supplier", "Coffee")
    act(plain_house, cafe, "Metro", "supplier", reach=Reach.PAYEE)
    act(plain_house, cafe, "METRO", coffee.place)
    bring(plain_house, paid("2026-06-04", "-15.00", "METRO"), company_id=cafe.company_id)
    assert filed(plain_house, cafe.company_id)[-1] == ("METRO", coffee.place, "memory", "decided")
    with plain_house.look(plain_house.scope("local")) as unit:
        label = labels.in_force(unit, parts_of(plain_house, cafe.company_id, "METRO")[-1])
    assert [(each.count, each.out_of) for each in label.reasons] == [(1, 3)]
    assert label.guesses[0].category == coffee.place


def test_the_models_answer_goes_on_to_the_payees_own_sub_category_without_learning_anew(house: House) -> None:
    supermarket = {"mcc": "5411", "type_code": "card_payment"}
    may = bring(house, *(paid(f"2026-05-0{day}", "-12.00", "Metro", **supermarket) for day in (4, 5, 6)))
    act(house, may, "Metro", "supplier", new_name="Milk")
    milk = own(house, may, "Milk")
    leave_only(house, None)
    bring(house, paid("2026-06-01", "-15.00", "Metro", **supermarket), company_id=may.company_id)
    worker = Worker(house)
    assert worker.step()
    assert [category for _, category, _, _ in filed(house, may.company_id)] == [milk.place] * 4


def test_a_rule_files_under_its_sub_category_and_under_the_category_once_that_is_archived(
    plain_house: House, cafe: Imported
) -> None:
    coffee = add(plain_house, cafe, "supplier", "Coffee")
    act(plain_house, cafe, "Zyx", coffee.place, always=True)
    done = bring(plain_house, paid("2026-05-11", "-21.00", "Zyx"), company_id=cafe.company_id)
    assert filed(plain_house, done.company_id)[-1] == ("Zyx", coffee.place, "owner_rule", "decided")
    do(plain_house, lambda unit: own_categories.archive(unit, coffee.id))
    bring(plain_house, paid("2026-05-12", "-22.00", "Zyx"), company_id=cafe.company_id)
    assert categories(plain_house, cafe)[-3:] == [coffee.place, coffee.place, "supplier"]


def test_a_filter_finds_a_category_with_all_below_it_or_one_of_its_own(
    plain_house: House, cafe: Imported
) -> None:
    coffee = add(plain_house, cafe, "supplier", "Coffee")
    act(plain_house, cafe, "Zyx", coffee.place)
    act(plain_house, cafe, "METRO", "supplier")
    assert page(plain_house, cafe, "supplier").total == 2
    assert [row.category for row in page(plain_house, cafe, coffee.place).rows] == [coffee.place]
    assert page(plain_house, cafe, coffee.place, "uncategorised").total == 4


def test_trust_lists_them_with_what_hangs_on_them(plain_house: House, cafe: Imported) -> None:
    beans, coffee, gone = (add(plain_house, cafe, "supplier", name) for name in ("Beans", "Coffee", "Gone"))
    act(plain_house, cafe, "Zyx", beans.place, always=True)
    do(plain_house, lambda unit: own_categories.archive(unit, coffee.id))
    flow.merge_own_categories(plain_house, plain_house.scope("local"), gone.id, beans.id)
    with plain_house.look(plain_house.scope("local")) as unit:
        lines = trust.trust(unit, cafe.company_id).own_categories
    assert [(line.own.name, line.own.state.value, line.rows, line.rules) for line in lines] == [
        ("Beans", "in_use", 1, 1),
        ("Coffee", "archived", 0, 0),
    ]


def test_a_removed_company_takes_its_sub_categories_along(plain_house: House) -> None:
    before = everything(plain_house)
    demo = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"), is_demo=True)
    beans, coffee = (add(plain_house, demo, "supplier", name) for name in ("Beans", "Coffee"))
    act(plain_house, demo, "Metro", beans.place, always=True)
    flow.merge_own_categories(plain_house, plain_house.scope("local"), beans.id, coffee.id)
    with plain_house.unit(plain_house.scope("local")) as unit:
        companies.remove_demo(unit)
    after = everything(plain_house)
    left = {name for name, rows in after.items() if rows != before[name]}
    assert left <= {"job"}
