"""The number that an account took from a file goes with it, unless another file names it too."""

import pytest

from core import flow
from core.domain.handouts import FileSeen, Imported
from core.flow import House
from core.services import bring_in, companies
from tests.unit.core.houses import CURRENT, SAVINGS, in_force
from tests.unit.core.services.statements import COFFEE, RENT, bring, written


def numberless(house: House, **answers: int) -> Imported:
    """A list that names no account."""
    return bring(house, "list.csv", RENT, number="", **answers)


def accounts(house: House, done: Imported) -> list[tuple[int, str]]:
    with house.look(house.scope("local")) as unit:
        return [(each.id, each.number) for each in companies.accounts(unit, done.company_id)]


def look_at(house: House, done: Imported) -> FileSeen:
    """A statement that names a number, before it is brought in."""
    data = written("bank.sta", COFFEE)
    with house.look(house.scope("local")) as unit:
        return bring_in.look_at(unit, "bank.sta", data, {}, company_id=done.company_id)


def meant(house: House, first: Imported, file_name: str = "bank.sta") -> Imported:
    """A statement that names a number, said to be of the account that has none."""
    ((account_id, _),) = accounts(house, first)
    return bring(house, file_name, COFFEE, company_id=first.company_id, account_id=account_id)


@pytest.mark.parametrize("keep", [True, False])
def test_a_number_that_only_the_undone_file_named_goes_and_is_asked_for_again(
    plain_house: House, *, keep: bool
) -> None:
    first = numberless(plain_house)
    before = in_force(plain_house)
    done = meant(plain_house, first)
    assert [number for _, number in accounts(plain_house, first)] == [CURRENT]
    assert not look_at(plain_house, first).needs_account
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id, keep_corrections=keep)
    assert in_force(plain_house) == before
    assert look_at(plain_house, first).needs_account


def test_each_account_is_seen_for_itself(plain_house: House) -> None:
    first = bring(plain_house, "bank.xml", RENT, number=SAVINGS)
    numberless(plain_house, company_id=first.company_id)
    before = accounts(plain_house, first)
    account_id = before[1][0]
    done = bring(plain_house, "bank.sta", COFFEE, company_id=first.company_id, account_id=account_id)
    assert accounts(plain_house, first)[1] == (account_id, CURRENT)
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    flow.undo_import(plain_house, plain_house.scope("local"), first.import_id)
    assert accounts(plain_house, first) == before


def test_a_number_stays_as_long_as_a_file_in_force_names_it(plain_house: House) -> None:
    first = numberless(plain_house)
    files = [meant(plain_house, first), bring(plain_house, "bank.xml", COFFEE, RENT)]
    ((account_id, _),) = accounts(plain_house, first)
    numberless(plain_house, company_id=first.company_id, account_id=account_id)
    for done, left in zip(files, (CURRENT, ""), strict=True):
        flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
        assert accounts(plain_house, first) == [(account_id, left)]


def test_an_account_that_began_with_its_number_keeps_it(plain_house: House) -> None:
    first = bring(plain_house, "bank.sta", COFFEE)
    ((account_id, number),) = accounts(plain_house, first)
    numberless(plain_house, company_id=first.company_id, account_id=account_id)
    flow.undo_import(plain_house, plain_house.scope("local"), first.import_id)
    assert accounts(plain_house, first) == [(account_id, number)]
    assert bring(plain_house, "bank.sta", COFFEE).company_id == first.company_id
    assert len(accounts(plain_house, first)) == 1
