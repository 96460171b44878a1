from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from core import flow
from core.domain.categories import OwnState
from core.domain.errors import BursarError
from core.domain.handouts import Imported
from core.domain.labels import Correction, Reach, RowFilter
from core.flow import House
from core.services import own_categories
from core.store.schema import LabelRow, OwnCategoryRow, PartRow, RuleRow
from tests.unit.core.houses import correction, in_force, open_at, parts_of
from tests.unit.core.services.acting import small_cafe
from tests.unit.core.services.owning import known

ACTS = 14
NAMES = ("Coffee", "Dairy", "Paper", "Toner")
MASTERS = ("supplier", "office", "meals")


@pytest.fixture
def cafe(tmp_path: Path) -> tuple[House, Imported]:
    house = open_at(tmp_path / "home", tmp_path / "no_models")
    return house, small_cafe(house)


def one_act(house: House, cafe: Imported, dice: np.random.Generator) -> int | None:
    """Something an owner does at random; None where it was refused."""
    own = [each for each in known(house, cafe) if each.state in (OwnState.IN_USE, OwnState.ARCHIVED)]
    some = int(dice.choice([each.id for each in own])) if own else 0
    name, master = str(dice.choice(NAMES)), str(dice.choice(MASTERS))
    kind = str(dice.choice(["correct", "correct", "correct", "add", "rename", "merge", "archive", "use"]))
    local = house.scope("local")
    try:
        if kind == "correct":
            return flow.correct(house, local, _wish(house, cafe, dice, [each.place for each in own])).act_id
        if kind == "merge":
            other = int(dice.choice([each.id for each in own])) if own else 0
            return flow.merge_own_categories(house, local, some, other).act_id
        with house.unit(local) as unit:
            if kind == "add":
                return own_categories.add(unit, cafe.company_id, master, name)
            if kind == "rename":
                return own_categories.rename(unit, some, name)
            switch = own_categories.archive if kind == "archive" else own_categories.use_again
            return switch(unit, some)
    except BursarError:
        return None


def _wish(house: House, cafe: Imported, dice: np.random.Generator, places: list[str]) -> Correction:
    payee = str(dice.choice(["Metro", "METRO", "Zyx"]))
    category = str(dice.choice([*MASTERS, *places, *places]))
    more: dict[str, Any] = {
        "reach": Reach(str(dice.choice(list(Reach)))),
        "always": bool(dice.random() < 0.4),
    }
    if more["reach"] is Reach.FILTER:
        more["rows"] = RowFilter(direction=str(dice.choice(["in", "out"])))
    if dice.random() < 0.3:
        more["new_name"] = str(dice.choice(NAMES))
    return correction(cafe.company_id, parts_of(house, cafe.company_id, payee)[0], category, **more)


@pytest.mark.parametrize("seed", range(6))
def test_acts_undone_from_the_newest_on_leave_step_by_step_what_was_before(
    cafe: tuple[House, Imported], seed: int
) -> None:
    house, done = cafe
    dice = np.random.default_rng(seed)
    before = []
    while len(before) < ACTS:
        stood = in_force(house)
        act_id = one_act(house, done, dice)
        if act_id is not None:
            before.append((act_id, stood))
    for act_id, stood in reversed(before):
        flow.undo(house, house.scope("local"), act_id)
        assert in_force(house) == stood


def unsound(house: House) -> list[object]:
    """Rows and rules under a sub-category that is gone or of another category, and names given twice."""
    with house.look(house.scope("system")) as unit:
        own = {row.id: row for row in unit.session.scalars(select(OwnCategoryRow))}
        filed = select(LabelRow).join(PartRow, PartRow.label_id == LabelRow.id)
        ruled = select(RuleRow).where(RuleRow.in_force)
        under = [
            each for query in (filed, ruled) for each in unit.session.scalars(query) if each.own_category_id
        ]
    held = [row.name.casefold() for row in own.values() if row.state in ("in_use", "archived")]
    wrong = [each for each in under if own[each.own_category_id].state in ("merged", "undone")]
    wrong += [each for each in under if own[each.own_category_id].parent != each.category]
    return [*wrong, *(name for name in set(held) if held.count(name) > 1)]


@pytest.mark.parametrize("seed", range(6))
def test_an_act_is_undone_whole_or_refused_whole_whatever_came_after_it(
    cafe: tuple[House, Imported], seed: int
) -> None:
    house, done = cafe
    dice = np.random.default_rng(100 + seed)
    acts = [act for act in (one_act(house, done, dice) for _ in range(2 * ACTS)) if act is not None]
    for act_id in dice.permutation(acts).tolist():
        stood = in_force(house)
        try:
            flow.undo(house, house.scope("local"), act_id)
        except BursarError:
            assert in_force(house) == stood
        assert unsound(house) == []
