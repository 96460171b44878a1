from dataclasses import replace
from datetime import date

from sqlalchemy import select

from core import flow
from core.domain.handouts import FileSeen
from core.domain.words import sameness as words
from core.flow import House
from core.services import bring_in
from core.store.schema import PartRow
from tests.unit.core.services.statements import COFFEE, RENT, bring, counted, pairs, waiting, written

HOLD = replace(COFFEE, status="pending")
BOOKED = replace(COFFEE, booked_on=date(2026, 5, 6))
MAY_4, MAY_6 = (date(2026, 5, 4), -320), (date(2026, 5, 6), -320)
THE_RENT = (date(2026, 5, 5), -90000)


def look_at(house: House, data: bytes) -> FileSeen:
    with house.look(house.scope("local")) as unit:
        return bring_in.look_at(unit, "bank.xml", data, {})


def test_what_is_announced_is_listed_and_counted_nowhere(plain_house: House) -> None:
    done = bring(plain_house, "bank.xml", HOLD, RENT)
    assert (done.rows_new, done.rows_announced, done.rows_now_booked) == (1, 1, 0)
    assert counted(plain_house, done.company_id) == [THE_RENT]
    assert waiting(plain_house, done.company_id) == [MAY_4]
    with plain_house.look(plain_house.scope("local")) as unit:
        assert bring_in.imports(unit, done.company_id)[0].rows_announced == 1
        labeled = unit.session.scalars(select(PartRow.label_id).order_by(PartRow.id)).all()
        assert [each is None for each in labeled] == [True, False]


def test_a_later_file_books_it(plain_house: House) -> None:
    first = bring(plain_house, "bank.xml", HOLD, RENT)
    done = bring(plain_house, "bank.xml", RENT, BOOKED)
    assert (done.rows_new, done.rows_known, done.rows_announced, done.rows_now_booked) == (1, 1, 0, 1)
    assert counted(plain_house, first.company_id) == [THE_RENT, MAY_6]
    assert waiting(plain_house, first.company_id) == []
    (pair,) = pairs(plain_house, first.import_id)
    assert words.pair(pair) == (
        "Announced for 4 May 2026 and booked as the payment to or from Café Größe of 6 May 2026 in "
        "“bank.xml”: the same amount, 2 days apart and the same words."
    )


def test_the_same_file_may_book_what_it_announces(plain_house: House) -> None:
    done = bring(plain_house, "bank.xml", HOLD, BOOKED)
    assert (done.rows_new, done.rows_announced, done.rows_now_booked) == (1, 0, 1)
    assert counted(plain_house, done.company_id) == [MAY_6]
    assert waiting(plain_house, done.company_id) == []


def test_an_announcement_that_comes_after_its_booking_is_booked_at_once(plain_house: House) -> None:
    bring(plain_house, "bank.sta", BOOKED)
    done = bring(plain_house, "bank.xml", HOLD)
    assert (done.rows_new, done.rows_announced, done.rows_now_booked) == (0, 0, 1)
    assert counted(plain_house, done.company_id) == [MAY_6]


def test_undoing_the_file_that_booked_it_lets_it_stand_again(plain_house: House) -> None:
    first = bring(plain_house, "bank.xml", HOLD)
    second = bring(plain_house, "bank.xml", BOOKED)
    local = plain_house.scope("local")
    flow.undo_import(plain_house, local, second.import_id)
    assert counted(plain_house, first.company_id) == []
    assert waiting(plain_house, first.company_id) == [MAY_4]
    flow.undo_import(plain_house, local, first.import_id)
    assert waiting(plain_house, first.company_id) == []


def test_announced_twice_it_waits_once_and_is_booked_once(plain_house: House) -> None:
    first = bring(plain_house, "bank.xml", HOLD)
    again = bring(plain_house, "bank.xml", HOLD, RENT)
    assert again.rows_announced == 0
    assert waiting(plain_house, first.company_id) == [MAY_4]
    booked = bring(plain_house, "bank.xml", BOOKED)
    assert waiting(plain_house, first.company_id) == []
    flow.undo_import(plain_house, plain_house.scope("local"), booked.import_id)
    flow.undo_import(plain_house, plain_house.scope("local"), first.import_id)
    assert waiting(plain_house, first.company_id) == [MAY_4]


def test_two_holds_need_two_bookings(plain_house: House) -> None:
    done = bring(plain_house, "bank.xml", HOLD, HOLD)
    bring(plain_house, "bank.xml", BOOKED)
    assert waiting(plain_house, done.company_id) == [MAY_4]
    bring(plain_house, "bank.xml", BOOKED, BOOKED)
    assert waiting(plain_house, done.company_id) == []
    assert counted(plain_house, done.company_id) == [MAY_6, MAY_6]


def test_another_amount_books_nothing(plain_house: House) -> None:
    done = bring(plain_house, "bank.xml", HOLD)
    bring(plain_house, "bank.xml", replace(BOOKED, amount_minor=-321))
    assert waiting(plain_house, done.company_id) == [MAY_4]


def test_looking_says_what_waits_and_what_would_be_booked(plain_house: House) -> None:
    first = look_at(plain_house, written("bank.xml", HOLD, RENT)).statements[0]
    assert (first.rows, first.sum_minor, first.new, first.announced) == (1, -90000, 1, 1)
    bring(plain_house, "bank.xml", HOLD)
    then = look_at(plain_house, written("bank.xml", BOOKED)).statements[0]
    assert (then.new, then.now_booked) == (1, 1)
    assert [(each.row.announced, each.other.row_id) for each in then.examples] == [(True, None)]


def test_a_file_of_announcements_alone_comes_in(plain_house: House) -> None:
    done = bring(plain_house, "bank.xml", HOLD)
    with plain_house.look(plain_house.scope("local")) as unit:
        line = bring_in.imports(unit, done.company_id)[0]
        assert (line.rows_new, line.rows_announced, line.from_on) == (0, 1, date(2026, 5, 4))
