from datetime import date

import pytest

from core import flow
from core.domain.errors import ImportUndone, NotFound, NothingToUndo
from core.domain.handouts import Imported, UndoSeen
from core.domain.labels import Reach
from core.domain.words import errors, ripples, undoing
from core.flow import House
from core.services import undo_import
from tests.unit.core.houses import bring, everything, filed, in_force, paid
from tests.unit.core.services.acting import act, act_lines, rules, undo

FILE = (
    paid("2026-05-04", "-12.00", "Metro"),
    paid("2026-05-05", "-13.00", "METRO"),
    paid("2026-05-08", "-20.00", "Zyx"),
)
OTHER = paid("2026-04-02", "-9.00", "Metro")
NAMES = {"office": "Office", "meals": "Meals", "travel": "Travel", "uncategorised": "Not sorted yet"}


def seen(house: House, done: Imported) -> UndoSeen:
    with house.look(house.scope("local")) as unit:
        return undo_import.preview(unit, done.import_id)


def take_back(house: House, done: Imported, *, keep: bool) -> None:
    flow.undo_import(house, house.scope("local"), done.import_id, keep_corrections=keep)


def by_people(house: House, done: Imported) -> list[tuple[str, str]]:
    return [(payee, place) for payee, place, by, _ in filed(house, done.company_id) if by == "you"]


def test_what_goes_is_counted_summed_and_dated(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    found = seen(plain_house, done)
    assert (found.rows, found.sums_minor) == (3, {"EUR": -4500})
    assert (found.from_on, found.to_on) == (date(2026, 5, 4), date(2026, 5, 8))
    assert undoing.goes(found) == (
        "3 payments go, 4 May 2026 to 8 May 2026, together \N{MINUS SIGN}\N{WORD JOINER}€45.00."
    )
    assert undoing.corrections(found) == "Nobody has corrected its payments since."


def test_rows_that_another_file_holds_are_counted_and_stay(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    bring(plain_house, *FILE[:2], FILE[0])
    assert seen(plain_house, done).coming_forward == 2
    assert undoing.stays(seen(plain_house, done)) == "2 of them still count: another file holds the same."
    take_back(plain_house, done, keep=True)
    assert len(filed(plain_house, done.company_id)) == 3


def test_corrections_are_listed_with_payee_from_and_to(plain_house: House) -> None:
    bring(plain_house, OTHER)
    done = bring(plain_house, *FILE)
    act(plain_house, done, "METRO", "office")
    act(plain_house, done, "Zyx", "travel", always=True)
    act(plain_house, done, "Metro", "meals", reach=Reach.PAYEE)
    said = [undoing.correction(each, NAMES).split(": ")[1] for each in seen(plain_house, done).corrections]
    assert said == [
        "metro, from Not sorted yet to Meals, 1 payment and 1 of other files",
        "zyx, from Not sorted yet to Travel, 1 payment, with a rule",
        "metro, from Not sorted yet to Office, 1 payment",
    ]


def test_a_correction_of_another_file_alone_is_not_listed_and_stays(plain_house: House) -> None:
    first = bring(plain_house, OTHER)
    done = bring(plain_house, FILE[2])
    act(plain_house, first, "Metro", "office")
    assert seen(plain_house, done).corrections == ()
    take_back(plain_house, done, keep=False)
    assert by_people(plain_house, first) == [("Metro", "office")]


def test_a_correction_that_stands_on_a_listed_one_is_listed_too(plain_house: House) -> None:
    first = bring(plain_house, OTHER)
    before = in_force(plain_house)
    done = bring(plain_house, *FILE)
    ripple = flow_on_file(plain_house, done)
    later = act(plain_house, first, "Metro", "meals")
    assert [each.act.id for each in seen(plain_house, done).corrections] == [later.act_id, ripple]
    take_back(plain_house, done, keep=False)
    assert in_force(plain_house)["rows"] == before["rows"]


def flow_on_file(house: House, done: Imported) -> int | None:
    return act(house, done, "METRO", "office", reach=Reach.PAYEE).act_id


def test_a_paused_rule_goes_with_its_correction(plain_house: House) -> None:
    bring(plain_house, OTHER)
    before = in_force(plain_house)
    done = bring(plain_house, *FILE)
    act(plain_house, done, "Zyx", "travel", always=True)
    flow.pause_rule(plain_house, plain_house.scope("local"), rules(plain_house, done)[0].id)
    take_back(plain_house, done, keep=False)
    assert in_force(plain_house) == before


def test_kept_corrections_come_back_with_the_same_rows(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    act(plain_house, done, "METRO", "office")
    act(plain_house, done, "Zyx", "travel", reach=Reach.PAYEE)
    take_back(plain_house, done, keep=True)
    again = bring(plain_house, *FILE)
    assert (again.rows_new, again.rows_known) == (3, 0)
    assert by_people(plain_house, again) == [("METRO", "office"), ("Zyx", "travel")]


def test_dropped_corrections_do_not_come_back(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    act(plain_house, done, "METRO", "office", always=True)
    take_back(plain_house, done, keep=False)
    again = bring(plain_house, *FILE)
    assert {place for _, place, _, _ in filed(plain_house, again.company_id)} == {"uncategorised"}


def test_of_two_equal_rows_the_one_that_was_corrected_is_again(plain_house: House) -> None:
    done = bring(plain_house, FILE[0], FILE[0], FILE[2])
    act(plain_house, done, "Metro", "office")
    take_back(plain_house, done, keep=True)
    again = bring(plain_house, FILE[0], FILE[0], FILE[2])
    assert by_people(plain_house, again) == [("Metro", "office")]


def test_a_row_that_comes_forward_keeps_what_was_said_of_it(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    bring(plain_house, FILE[2])
    act(plain_house, done, "Zyx", "travel")
    take_back(plain_house, done, keep=True)
    assert filed(plain_house, done.company_id) == [("Zyx", "travel", "you", "decided")]


def test_undoing_a_kept_correction_takes_it_from_the_rows_that_came_again(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    first = act(plain_house, done, "Zyx", "travel")
    second = act(plain_house, done, "Zyx", "meals")
    take_back(plain_house, done, keep=True)
    again = bring(plain_house, *FILE)
    assert by_people(plain_house, again) == [("Zyx", "meals")]
    undo(plain_house, second.act_id)
    assert by_people(plain_house, again) == [("Zyx", "travel")]
    undo(plain_house, first.act_id)
    assert by_people(plain_house, again) == []


def test_a_kept_word_on_a_whole_payee_holds_for_other_payments(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    act(plain_house, done, "Zyx", "travel", reach=Reach.PAYEE)
    act(plain_house, done, "METRO", "office", always=True)
    take_back(plain_house, done, keep=True)
    other = bring(plain_house, paid("2026-06-08", "-21.00", "Zyx"), OTHER)
    assert [line[:2] for line in filed(plain_house, other.company_id)] == [
        ("Zyx", "travel"),
        ("Metro", "office"),
    ]


def test_a_file_is_undone_once_and_that_is_said(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    take_back(plain_house, done, keep=True)
    before = everything(plain_house)
    for keep in (True, False):
        with pytest.raises(ImportUndone) as refused:
            take_back(plain_house, done, keep=keep)
    assert errors.trouble(refused.value).happened == "may.csv was undone already."
    with pytest.raises(ImportUndone):
        seen(plain_house, done)
    assert everything(plain_house) == before


def test_undoing_a_file_is_an_act_that_is_not_undone(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    take_back(plain_house, done, keep=True)
    (line,) = act_lines(plain_house, done)
    assert ripples.act(line, NAMES) == "Undid the file may.csv: 3 payments"
    with pytest.raises(NothingToUndo):
        undo(plain_house, line.id)


def test_there_is_no_import_of_another_number(plain_house: House) -> None:
    done = bring(plain_house, *FILE)
    with pytest.raises(NotFound):
        flow.undo_import(plain_house, plain_house.scope("local"), done.import_id + 1)
