"""What a person said of two rows, and what becomes of it once that, or one of their files, is undone."""

from dataclasses import replace

import pytest

from core import flow
from core.domain.errors import NothingToUndo
from core.domain.handouts import Imported, Ripple, SamePair
from core.domain.words import undoing
from core.flow import House
from core.services import undo_import
from tests.unit.core.houses import filed, in_force
from tests.unit.core.services.acting import act, undo
from tests.unit.core.services.statements import COFFEE, bring, counted, pairs

CUT = replace(COFFEE, counterparty="Cafe Groe", text="Kaffee x")
"""The coffee as a third file tells it, nearer to the second one's words than to the first one's."""


def two_files(house: House) -> tuple[Imported, Imported]:
    """A coffee that a list and a statement tell in other words."""
    return bring(house, "list.csv", COFFEE), bring(house, "bank.sta", COFFEE)


def take_back(house: House, done: Imported, *, keep: bool) -> None:
    flow.undo_import(house, house.scope("local"), done.import_id, keep_corrections=keep)


def said_of(house: House, done: Imported) -> list[str]:
    """What the question before an undo lists as said of a file's payments."""
    with house.look(house.scope("local")) as unit:
        found = undo_import.preview(unit, done.import_id).corrections
    return [undoing.correction(each, {}).split(": ")[1] for each in found]


def say_two(house: House, pair: SamePair) -> Ripple:
    return flow.say_two_payments(house, house.scope("local"), pair.row.row_id or 0)


def say_one(house: House, pair: SamePair) -> Ripple:
    return flow.say_one_payment(house, house.scope("local"), pair.row.row_id or 0, pair.other.row_id or 0)


def test_a_third_files_row_is_told_as_before_once_one_payment_is_undone(plain_house: House) -> None:
    _, second = two_files(plain_house)
    say_two(plain_house, pairs(plain_house, second.import_id)[0])
    third = bring(plain_house, "bank.ofx", CUT)
    before = pairs(plain_house, third.import_id)
    assert [pair.other.file_name for pair in before] == ["bank.sta"]
    said = say_one(plain_house, pairs(plain_house, second.import_id)[0])
    assert [pair.other.file_name for pair in pairs(plain_house, third.import_id)] == ["list.csv"]
    undo(plain_house, said.act_id)
    assert pairs(plain_house, third.import_id) == before


def test_a_third_files_row_that_counts_by_now_is_left_where_it_is(plain_house: House) -> None:
    _, second = two_files(plain_house)
    say_two(plain_house, pairs(plain_house, second.import_id)[0])
    third = bring(plain_house, "bank.ofx", CUT)
    said = say_one(plain_house, pairs(plain_house, second.import_id)[0])
    say_two(plain_house, pairs(plain_house, third.import_id)[0])
    undo(plain_house, said.act_id)
    assert len(counted(plain_house, third.company_id)) == 3


@pytest.mark.parametrize(("gone", "left"), [(0, "bank.sta"), (1, "list.csv")])
def test_with_its_corrections_dropped_a_file_takes_two_payments_along(
    plain_house: House, gone: int, left: str
) -> None:
    files = two_files(plain_house)
    say_two(plain_house, pairs(plain_house, files[1].import_id)[0])
    assert said_of(plain_house, files[gone]) == ["Said that two payments of cafe groe are two"]
    take_back(plain_house, files[gone], keep=False)
    again = bring(plain_house, ("list.csv", "bank.sta")[gone], COFFEE)
    assert (again.rows_new, again.rows_same) == (0, 1)
    assert [pair.other.file_name for pair in pairs(plain_house, again.import_id)] == [left]


def test_with_its_corrections_dropped_a_file_takes_one_payment_along(plain_house: House) -> None:
    terminal = replace(COFFEE, counterparty="Terminal 4711", text="POS")
    first = bring(plain_house, "list.csv", COFFEE)
    before = in_force(plain_house)
    second = bring(plain_house, "bank.sta", terminal)
    rows = [int(row[0]) for row in in_force(plain_house)["rows"]]
    flow.say_one_payment(plain_house, plain_house.scope("local"), rows[1], rows[0])
    take_back(plain_house, second, keep=False)
    assert in_force(plain_house) == before
    assert bring(plain_house, "bank.sta", terminal).rows_new == 1
    assert len(counted(plain_house, first.company_id)) == 2


@pytest.mark.parametrize("again", [False, True])
def test_a_word_is_dropped_with_one_file_after_the_other_was_undone_already(
    plain_house: House, *, again: bool
) -> None:
    first, second = two_files(plain_house)
    say_two(plain_house, pairs(plain_house, second.import_id)[0])
    take_back(plain_house, first, keep=True)
    if again:
        bring(plain_house, "list.csv", COFFEE)
    take_back(plain_house, second, keep=False)
    for name in ("list.csv", "bank.sta"):
        bring(plain_house, name, COFFEE)
    assert len(counted(plain_house, first.company_id)) == 1


def test_a_word_on_rows_of_other_files_stays(plain_house: House) -> None:
    _, second = two_files(plain_house)
    say_two(plain_house, pairs(plain_house, second.import_id)[0])
    third = bring(plain_house, "bank.ofx", CUT)
    assert said_of(plain_house, third) == []
    take_back(plain_house, third, keep=False)
    assert len(counted(plain_house, third.company_id)) == 2


FILED = ("meals", "you")


def places(house: House, done: Imported) -> list[tuple[str, str]]:
    """Where the rows that count stand and who filed them so, in the order in which they came in."""
    return [(place, by) for _, place, by, _ in filed(house, done.company_id)]


def two_that_count(house: House) -> tuple[Imported, Imported]:
    """The same two files, of which a person said that they tell of two payments."""
    files = two_files(house)
    say_two(house, pairs(house, files[1].import_id)[0])
    return files


def test_a_row_in_other_words_that_comes_forward_keeps_what_was_said(plain_house: House) -> None:
    first, second = two_files(plain_house)
    act(plain_house, first, "Café Größe", "office")
    filing = act(plain_house, first, "Café Größe", "meals")
    take_back(plain_house, first, keep=True)
    assert filed(plain_house, second.company_id) == [("Cafe Groe", "meals", "you", "decided")]
    undo(plain_house, filing.act_id)
    assert places(plain_house, second) == [("office", "you")]


def test_a_row_that_comes_forward_keeps_what_was_said_of_itself(plain_house: House) -> None:
    first, second = two_that_count(plain_house)
    act(plain_house, first, "Café Größe", "meals")
    act(plain_house, second, "Cafe Groe", "travel")
    say_one(plain_house, pairs(plain_house, second.import_id)[0])
    assert places(plain_house, first) == [FILED]
    take_back(plain_house, first, keep=True)
    assert places(plain_house, second) == [("travel", "you")]


def test_with_its_corrections_dropped_no_word_comes_forward(plain_house: House) -> None:
    first, second = two_files(plain_house)
    act(plain_house, first, "Café Größe", "meals")
    take_back(plain_house, first, keep=False)
    assert [place for place, _ in places(plain_house, second)] == ["uncategorised"]


def test_said_to_be_one_the_payment_keeps_what_was_said_of_either_row(plain_house: House) -> None:
    _, second = two_that_count(plain_house)
    filing = act(plain_house, second, "Cafe Groe", "meals")
    before = in_force(plain_house)
    said = say_one(plain_house, pairs(plain_house, second.import_id)[0])
    assert filed(plain_house, second.company_id) == [("Café Größe", "meals", "you", "decided")]
    undo(plain_house, said.act_id)
    assert in_force(plain_house) == before
    say_one(plain_house, pairs(plain_house, second.import_id)[0])
    undo(plain_house, filing.act_id)
    assert [place for place, _ in places(plain_house, second)] == ["uncategorised"]


def test_said_to_be_two_again_each_row_has_what_was_said_of_itself(plain_house: House) -> None:
    _, second = two_that_count(plain_house)
    filing = act(plain_house, second, "Cafe Groe", "meals")
    before = in_force(plain_house)
    say_one(plain_house, pairs(plain_house, second.import_id)[0])
    said = say_two(plain_house, pairs(plain_house, second.import_id)[0])
    assert in_force(plain_house) == before
    undo(plain_house, said.act_id)
    assert places(plain_house, second) == [FILED]
    undo(plain_house, filing.act_id)
    assert [place for place, _ in places(plain_house, second)] == ["uncategorised"]


def test_a_row_that_was_filed_anew_since_holds_the_word_that_handed_it_its_label(plain_house: House) -> None:
    first, second = two_that_count(plain_house)
    filing = act(plain_house, second, "Cafe Groe", "meals")
    said = say_one(plain_house, pairs(plain_house, second.import_id)[0])
    anew = act(plain_house, first, "Café Größe", "travel")
    for earlier in (said, filing):
        with pytest.raises(NothingToUndo):
            undo(plain_house, earlier.act_id)
    undo(plain_house, anew.act_id)
    undo(plain_house, said.act_id)
    act(plain_house, first, "Café Größe", "travel")
    undo(plain_house, filing.act_id)
    assert places(plain_house, first)[0] == ("travel", "you")


@pytest.mark.parametrize(("gone", "left"), [(0, FILED), (1, ("uncategorised", "nobody"))])
def test_a_label_that_was_handed_on_is_dropped_with_the_file_whose_row_was_filed(
    plain_house: House, gone: int, left: tuple[str, str]
) -> None:
    files = two_that_count(plain_house)
    act(plain_house, files[1], "Cafe Groe", "meals")
    say_one(plain_house, pairs(plain_house, files[1].import_id)[0])
    take_back(plain_house, files[gone], keep=False)
    assert places(plain_house, files[0]) == [left]
