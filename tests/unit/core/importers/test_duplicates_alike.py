from collections import Counter
from dataclasses import replace
from datetime import date

from core.domain.sameness import Sign
from core.importers.alike import Pairs, Spoken, pair_up
from core.importers.told import Source, Told, may_be_booking, may_be_twins

CSV = Source("plain_csv", date(2025, 3, 1), date(2025, 3, 20))
OFX = Source("ofx", date(2025, 3, 10), date(2025, 3, 31))
COFFEE = Told(1, "c", -320, date(2025, 3, 12), None, "Café Größe", "Kaffee 12.3.", "", "", CSV)
AS_OFX = replace(COFFEE, key=11, print="o", counterparty="CAFE GROESSE", text="KAFFEE", source=OFX)


def paired(
    rows: list[Told], others: list[Told], spoken: Spoken | None = None, announced: bool = False
) -> Pairs:
    may = may_be_booking if announced else may_be_twins
    return pair_up(rows, others, may, spoken or Spoken(), Counter(row.print for row in rows))


def keys(pairs: Pairs) -> dict[int, int]:
    return {row: other for row, (other, _) in pairs.items()}


def test_the_same_day_and_alike_words_are_one_payment() -> None:
    (found,) = paired([AS_OFX], [COFFEE]).values()
    assert found[0] == 1
    assert (found[1].signs, found[1].days) == ((Sign.SAME_DAY, Sign.ALIKE_WORDS), 0)


def test_another_amount_or_quite_other_words_are_two_payments() -> None:
    assert paired([replace(AS_OFX, amount_minor=-321)], [COFFEE]) == {}
    assert paired([replace(AS_OFX, counterparty="Stadtwerke", text="Strom")], [COFFEE]) == {}


def test_a_row_without_words_says_nothing_against_it_on_the_same_day_only() -> None:
    silent = replace(AS_OFX, counterparty="", text="")
    (found,) = paired([silent], [COFFEE]).values()
    assert found[1].signs == (Sign.SAME_DAY, Sign.NO_WORDS)
    assert paired([replace(silent, booked_on=date(2025, 3, 13))], [COFFEE]) == {}


def test_two_coffees_and_two_coffees_are_two_and_three_leave_one_over() -> None:
    second = replace(COFFEE, key=2)
    three = [replace(AS_OFX, key=key) for key in (11, 12, 13)]
    assert keys(paired(three[:2], [COFFEE, second])) == {11: 1, 12: 2}
    assert keys(paired(three, [COFFEE, second])) == {11: 1, 12: 2}
    assert keys(paired(three[:1], [COFFEE, second])) == {11: 1}


def test_different_end_to_end_ids_are_different_payments() -> None:
    one = replace(COFFEE, end_to_end_id="INV-1001")
    assert paired([replace(AS_OFX, end_to_end_id="INV-1002")], [one]) == {}


def test_the_same_end_to_end_id_is_one_payment_whatever_the_words() -> None:
    one = replace(COFFEE, end_to_end_id="INV-1001")
    other = replace(AS_OFX, end_to_end_id="inv-1001", counterparty="Collector", text="Batch")
    (found,) = paired([other], [one]).values()
    assert found[1].signs == (Sign.END_TO_END, Sign.SAME_DAY)


def test_an_id_is_worth_more_than_likeness_of_words() -> None:
    first = replace(COFFEE, key=1, end_to_end_id="A")
    second = replace(COFFEE, key=2, end_to_end_id="B")
    swapped = [
        replace(AS_OFX, key=11, end_to_end_id="B"),
        replace(AS_OFX, key=12, end_to_end_id="A"),
    ]
    assert keys(paired(swapped, [first, second])) == {11: 2, 12: 1}


def test_of_two_formats_one_may_give_the_day_of_value() -> None:
    valued = replace(COFFEE, value_on=date(2025, 3, 14))
    (found,) = paired([replace(AS_OFX, booked_on=date(2025, 3, 14))], [valued]).values()
    assert (found[1].signs, found[1].days) == ((Sign.VALUE_DAY, Sign.ALIKE_WORDS), 2)


def test_one_format_always_gives_the_same_day() -> None:
    later = replace(COFFEE, key=11, booked_on=date(2025, 3, 14), source=replace(CSV, kind="plain_csv"))
    assert paired([later], [COFFEE]) == {}


def test_days_that_only_one_file_covers_are_not_judged() -> None:
    before = replace(COFFEE, booked_on=date(2025, 3, 8))
    assert paired([replace(AS_OFX, booked_on=date(2025, 3, 11))], [before]) == {}
    after = replace(AS_OFX, booked_on=date(2025, 3, 22))
    assert paired([after], [replace(COFFEE, booked_on=date(2025, 3, 19))]) == {}


def test_more_than_five_days_apart_are_two_payments() -> None:
    assert keys(paired([replace(AS_OFX, booked_on=date(2025, 3, 17))], [COFFEE])) == {11: 1}
    assert paired([replace(AS_OFX, booked_on=date(2025, 3, 18))], [COFFEE]) == {}


def test_an_announced_payment_is_booked_on_its_day_or_up_to_a_week_later() -> None:
    booked = [replace(AS_OFX, booked_on=date(2025, 3, day)) for day in (11, 12, 19, 20)]
    found = [keys(paired([COFFEE], [each], announced=True)) for each in booked]
    assert found == [{}, {1: 11}, {1: 11}, {}]


def test_what_a_person_said_is_kept() -> None:
    both = frozenset({"c", "o"})
    assert paired([AS_OFX], [COFFEE], Spoken(two=Counter({both: 1}))) == {}
    strange = replace(AS_OFX, counterparty="Stadtwerke", text="Strom")
    (found,) = paired([strange], [COFFEE], Spoken(one=Counter({both: 1}))).values()
    assert found[1].signs == (Sign.SAID,)


def test_one_of_two_equal_rows_that_a_person_calls_its_own_leaves_the_other_paired() -> None:
    rows, others = (
        [replace(AS_OFX, key=key) for key in (11, 12)],
        [replace(COFFEE, key=key) for key in (1, 2)],
    )
    spoken = Spoken(two=Counter({frozenset({"c", "o"}): 1}))
    assert keys(paired(rows, others, spoken)) == {11: 1}
