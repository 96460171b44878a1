"""Whatever was said and filed since, a file undone with its corrections leaves what was before it came."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import flow
from core.domain.bank_file import Row
from core.domain.errors import BursarError
from core.domain.handouts import Imported
from core.domain.labels import Reach
from core.flow import House
from core.services import categorize
from tests.unit.core.houses import correction, in_force, open_at
from tests.unit.core.services.statements import COFFEE, WRITERS, bring, pairs

PAYEES = ("Café Größe", "Cafe Grosse", "Terminal 4711", "Landlord")
ACTS = 6


def some_rows(dice: np.random.Generator) -> list[Row]:
    """One to four payments of one day, some of them alike."""
    return [
        replace(
            COFFEE,
            amount_minor=int(dice.choice([-320, -500])),
            counterparty=str(dice.choice(PAYEES)),
            text=str(dice.choice(["Kaffee", "POS", ""])),
        )
        for _ in range(dice.integers(1, 5))
    ]


def counting(house: House) -> list[tuple[int, int]]:
    """Row and part of what counts."""
    return [(int(row[0]), int(row[2])) for row in in_force(house)["rows"]]


def say(house: House, done: Imported, before: set[int], dice: np.random.Generator) -> None:
    """File a row of this file, or say of one that it is the same payment as another, or is not."""
    local, kind = house.scope("local"), str(dice.choice(["file", "one", "pair"]))
    rows = counting(house)
    mine = [row for row in rows if row[0] not in before]
    told = pairs(house, done.import_id)
    if kind == "pair" and told:
        pair = told[dice.integers(len(told))]
        row_id, other_id = pair.row.row_id or 0, pair.other.row_id or 0
        if pair.two:
            flow.say_one_payment(house, local, row_id, other_id)
        else:
            flow.say_two_payments(house, local, row_id)
    elif kind == "one" and len(rows) > 1 and mine:
        two = [mine[dice.integers(len(mine))][0], rows[dice.integers(len(rows))][0]]
        flow.say_one_payment(house, local, *(int(each) for each in dice.permutation(two)))
    elif kind == "file" and mine:
        part_id = mine[dice.integers(len(mine))][1]
        reach = Reach(str(dice.choice([Reach.ROW, Reach.PAYEE])))
        wish = correction(done.company_id, part_id, str(dice.choice(["meals", "travel"])), reach=reach)
        flow.correct(house, local, wish)


def stands(house: House, done: Imported) -> dict[str, list[tuple[Any, ...]]]:
    """What is in force, sorted by today's memory; a label by what it says."""
    with house.unit(house.scope("system")) as unit:
        categorize.by_rules(unit, done.company_id)
    found = in_force(house)
    found["rows"] = [(*row[:3], *row[4:10]) for row in found["rows"]]
    return found


@pytest.mark.parametrize("seed", range(8))
def test_with_its_corrections_dropped_nothing_said_of_a_file_is_left(tmp_path: Path, seed: int) -> None:
    house, dice = open_at(tmp_path / "home", tmp_path / "no_models"), np.random.default_rng(seed)
    names = [str(name) for name in dice.permutation(list(WRITERS))]
    rows = some_rows(dice)
    first = bring(house, names[0], *rows)
    bring(house, names[1], *rows[1:], *some_rows(dice))
    for _ in range(3):
        with suppress(BursarError):
            say(house, first, set(), dice)
    before, were_in = stands(house, first), {row for row, _ in counting(house)}
    last = bring(house, names[2], *rows, *some_rows(dice))
    for _ in range(ACTS):
        with suppress(BursarError):
            say(house, last, were_in, dice)
    flow.undo_import(house, house.scope("local"), last.import_id, keep_corrections=False)
    assert stands(house, first) == before
