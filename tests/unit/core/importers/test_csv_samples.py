"""A question shows the same five lines under each of its answers."""

from datetime import date

from core.importers.plain_csv import read

CARD = "Date,Shop,Amount\n" + "".join(f"0{day}/04/2025,Shop {day},{day}.50\n" for day in range(1, 8))


def test_five_lines_stand_beside_each_answer() -> None:
    asked = {each.key: each for each in read(CARD.encode()).questions}
    as_written, spent = asked["sign"].rows
    assert [row.line_no for row in as_written] == [row.line_no for row in spent] == [2, 3, 4, 5, 6]
    assert [row.amount_minor for row in as_written][:2] == [150, 250]
    assert [row.amount_minor for row in spent][:2] == [-150, -250]


def test_the_order_of_a_date_shows_both_days() -> None:
    table = b"Date,Text,Amount\n03/04/2025,a,-1.00\n07/04/2025,b,1.00\n"
    (asked,) = read(table).questions
    assert [[row.booked_on for row in rows] for rows in asked.rows] == [
        [date(2025, 4, 3), date(2025, 4, 7)],
        [date(2025, 3, 4), date(2025, 7, 4)],
    ]


def test_the_column_of_money_out_shows_its_sum_either_way() -> None:
    table = b"03.03.2025;coffee;900,00;\n14.03.2025;sugar;;20,00\n15.03.2025;milk;4,10;\n"
    asked = next(each for each in read(table).questions if each.key == "debit_column")
    shown = dict(zip(asked.options, asked.rows, strict=True))
    assert [row.amount_minor for row in shown["2"]] == [-90_000, 2_000, -410]
    assert [row.amount_minor for row in shown["3"]] == [90_000, -2_000, 410]
