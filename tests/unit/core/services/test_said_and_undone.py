"""What a person said of two rows, and what becomes of it once that, or one of their files, is undone."""

from dataclasses import replace

from core import flow
from core.domain.handouts import Imported, Ripple, SamePair
from core.flow import House
from tests.unit.core.services.acting import undo
from tests.unit.core.services.statements import COFFEE, bring, counted, pairs

CUT = replace(COFFEE, counterparty="Cafe Groe", text="Kaffee x")
"""The coffee as a third file tells it, nearer to the second one's words than to the first one's."""


def two_files(house: House) -> tuple[Imported, Imported]:
    """A coffee that a list and a statement tell in other words."""
    return bring(house, "list.csv", COFFEE), bring(house, "bank.sta", COFFEE)


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
