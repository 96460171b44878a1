from datetime import date, timedelta

import numpy as np
import pytest

from models.forecasters.recurring.payments import PAYMENTS
from models.forecasters.recurring.rhythms import MONTH, WEEK, Place, Rhythm, due_days
from tests.unit.models.forecasters.recurring.invented import (
    Row,
    every,
    found,
    monthly,
    off_weekend,
    payments,
    together,
)

LAST_WORKING_DAYS = [
    date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 30),
    date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 29), date(2025, 9, 30),
]  # fmt: skip
FIRST_MONDAYS = [
    date(2025, 1, 6), date(2025, 2, 3), date(2025, 3, 3), date(2025, 4, 7), date(2025, 5, 5),
    date(2025, 6, 2), date(2025, 7, 7), date(2025, 8, 4), date(2025, 9, 1),
]  # fmt: skip
FIRST_WORKING_DAYS = [
    date(2025, 1, 1), date(2025, 2, 3), date(2025, 3, 3), date(2025, 4, 1), date(2025, 5, 1),
    date(2025, 6, 2), date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1),
]  # fmt: skip


def quarterly(count: int) -> list[Row]:
    return [(off_weekend(date(2022 + step // 4, 1 + 3 * (step % 4), 19)), -4_800.0) for step in range(count)]


def yearly(*amounts: float) -> list[Row]:
    return [(off_weekend(date(2020 + step, 10, 29)), amount) for step, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("rows", "until", "unit", "every_"),
    [
        (every(7, date(2025, 1, 3), 12), "2025-04-01", WEEK, 1),
        (every(14, date(2025, 1, 3), 9), "2025-05-10", WEEK, 2),
        (every(28, date(2025, 1, 3), 8), "2025-08-01", WEEK, 4),
        (monthly(15, (2025, 1), 8), "2025-08-31", MONTH, 1),
        ([(day, -500.0) for day in LAST_WORKING_DAYS], "2025-10-05", MONTH, 1),
        (quarterly(8), "2023-12-31", MONTH, 3),
        (quarterly(16)[::2], "2025-12-31", MONTH, 6),
        (yearly(-900.0, -920.0, -945.0), "2023-03-01", MONTH, 12),
    ],
)
def test_every_period_from_a_week_to_a_year_is_found(
    rows: list[Row], until: str, unit: str, every_: int
) -> None:
    (stream,) = found(payments(rows), until)
    assert (stream.rhythm.unit, stream.rhythm.every) == (unit, every_)
    assert len(stream.days) == len(rows)
    assert stream.missed == 0


@pytest.mark.parametrize(
    ("days", "place", "next_due"),
    [
        (LAST_WORKING_DAYS, Place("working_day", -1), "2025-10-31"),
        (FIRST_MONDAYS, Place("weekday", 1, 0), "2025-10-06"),
        (FIRST_WORKING_DAYS, Place("day", 1, roll="after"), "2025-10-01"),
        ([day for day, _ in monthly(28, (2025, 1), 9)], Place("day", 28, roll="after"), "2025-10-28"),
    ],
)
def test_the_place_in_the_month_is_found(days: list[date], place: Place, next_due: str) -> None:
    (stream,) = found(payments([(day, -500.0) for day in days]), "2025-09-30")
    assert stream.rhythm.place == place
    slot = stream.slots[-1:] + 1
    assert due_days(stream.rhythm, slot, "").astype(str).tolist() == [next_due]


def test_a_due_date_on_a_holiday_moves_in_the_country_that_keeps_it() -> None:
    rhythm = Rhythm(MONTH, 1, 0, Place("day", 1, roll="after"))
    first_of_may = np.array([(2026 - 1970) * 12 + 4])
    assert due_days(rhythm, first_of_may, "").astype(str).tolist() == ["2026-05-01"]
    assert due_days(rhythm, first_of_may, "DE").astype(str).tolist() == ["2026-05-04"]
    assert due_days(rhythm, first_of_may, "XX").astype(str).tolist() == ["2026-05-01"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(date(2025, 3, 1), -100.0)],
        [(date(2025, 3, 1), -100.0), (date(2025, 4, 1), -100.0)],
        [(date(2025, 3, 1), -100.0)] * 6,
        [(date(2025, 3, 1), 0.0), (date(2025, 4, 1), 0.0), (date(2025, 5, 1), 0.0)],
        [(date(2025, 1, 1) + timedelta(days=day), -50.0) for day in (0, 3, 50, 58, 61, 130, 133)],
    ],
    ids=["none", "one payment", "two payments", "all on one day", "nothing moved", "no rhythm"],
)
def test_where_there_is_no_rhythm_nothing_is_claimed(rows: list[Row]) -> None:
    frame = payments(rows)
    assert set(frame.columns) == set(PAYMENTS)
    assert found(frame, "2025-06-01") == ()


def test_two_payments_a_year_apart_are_a_stream_only_where_the_amount_is_about_the_same() -> None:
    (stream,) = found(payments(yearly(-900.0, -960.0)), "2022-01-15")
    assert stream.rhythm.every == 12
    assert found(payments(yearly(-900.0, -2_000.0)), "2022-01-15") == ()


def test_a_changed_amount_is_the_same_stream() -> None:
    rows = monthly(3, (2024, 1), 10, -950.0) + monthly(3, (2024, 11), 6, -1_010.0)
    (stream,) = found(payments(rows), "2025-04-30")
    assert len(stream.days) == 16
    assert stream.fixed
    assert stream.amounts[-1] == 1_010.0


def test_a_stopped_stream_is_gone_once_enough_due_dates_went_by() -> None:
    frame = payments(monthly(15, (2025, 1), 8))
    assert [each.missed for each in found(frame, "2025-11-10")] == [2]
    assert found(frame, "2026-01-31") == ()


def test_after_a_gap_of_a_year_only_what_came_since_counts() -> None:
    before, since = monthly(15, (2023, 1), 8, -700.0), monthly(15, (2024, 9), 5, -800.0)
    (stream,) = found(payments(before + since), "2025-02-01")
    assert len(stream.days) == 5
    assert found(payments(before + since[:2]), "2024-10-31") == ()


def test_a_missed_month_is_counted_and_does_not_end_the_stream() -> None:
    rows = monthly(10, (2025, 1), 9)
    del rows[4]
    (stream,) = found(payments(rows), "2025-09-30")
    assert np.diff(stream.slots).tolist() == [1, 1, 1, 2, 1, 1, 1]


def test_two_standing_amounts_to_one_payee_are_two_streams() -> None:
    loans = monthly(5, (2025, 1), 9, -410.0) + monthly(5, (2025, 1), 9, -75.5)
    streams = found(payments(loans, "bank"), "2025-09-30")
    assert sorted(float(each.amounts[-1]) for each in streams) == [75.5, 410.0]


def test_a_subscription_among_many_purchases_is_found_by_its_amount() -> None:
    random = np.random.default_rng(3)
    bought = [(date(2025, 1, 1) + timedelta(days=int(day)), -float(cost)) for day, cost in zip(
        random.integers(0, 270, 60), random.uniform(20, 400, 60), strict=True
    )]  # fmt: skip
    frame = payments(bought + monthly(12, (2025, 1), 9, -8.99), "river shop")
    (stream,) = found(frame, "2025-09-30")
    assert float(stream.amounts[-1]) == 8.99
    assert not stream.whole


def test_money_in_and_out_accounts_and_payees_are_streams_of_their_own() -> None:
    frame = together(
        [
            payments(monthly(1, (2025, 1), 9, -1_000.0)),
            payments(monthly(1, (2025, 1), 9, 300.0)),
            payments(monthly(1, (2025, 1), 9, -1_000.0), account="2"),
            payments(monthly(1, (2025, 1), 9, -1_000.0), "lessor"),
            payments(monthly(1, (2025, 1), 9, -1_000.0), ""),
        ]
    )
    keys = [(each.account, each.direction, each.payee) for each in found(frame, "2025-09-30")]
    assert keys == [
        ("1", "in", "landlord"),
        ("1", "out", "landlord"),
        ("1", "out", "lessor"),
        ("2", "out", "landlord"),
    ]


def test_varying_amounts_need_more_payments_than_a_fixed_one() -> None:
    amounts = [-61.0, -80.0, -73.0, -95.0]
    bills = [(day, amount) for (day, _), amount in zip(monthly(20, (2025, 1), 4), amounts, strict=True)]
    assert found(payments(bills[:3]), "2025-04-01") == ()
    assert len(found(payments(bills), "2025-05-01")) == 1
    assert len(found(payments(monthly(20, (2025, 1), 3)), "2025-04-01")) == 1


def test_the_category_is_that_of_the_newest_payment() -> None:
    frame = payments(monthly(1, (2025, 1), 9))
    frame.loc[frame.index[-2:], "category"] = "office"
    (stream,) = found(frame, "2025-09-30")
    assert stream.category == "office"


def test_a_month_behind_the_payees_name_does_not_make_twelve_yearly_streams() -> None:
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    rows = monthly(28, (2023, 1), 24, -12.0)
    frame = together([payments([row], f"account fees {months[row[0].month - 1]}") for row in rows])
    (stream,) = found(frame, "2024-12-31")
    assert (stream.payee, stream.rhythm.every, len(stream.days)) == ("account fees", 1, 24)


def test_a_like_purchase_once_a_year_among_many_is_chance() -> None:
    random = np.random.default_rng(8)
    days = sorted(random.choice(1_000, 80, replace=False))
    bought = [(date(2022, 1, 3) + timedelta(days=int(day)), -float(random.uniform(20, 400))) for day in days]
    yearly_alike = [(date(2022 + step, 12, 5), -93.0 - step) for step in range(3)]
    assert found(payments(bought + yearly_alike, "byrne"), "2024-12-31") == ()
