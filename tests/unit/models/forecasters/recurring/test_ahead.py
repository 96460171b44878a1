from datetime import date

import numpy as np
import pandas as pd
import pytest

from models.forecasters.recurring.ahead import Coming, learn_past, look_ahead, look_back, still_open
from models.forecasters.recurring.chances import SIGNS, TAUGHT, Lesson, chances, learned
from models.forecasters.recurring.coming import dues_ahead, what_came
from models.forecasters.recurring.habits import LEVELS
from tests.unit.models.forecasters.recurring.invented import every, found, monthly, payments, together

UNTIL = np.datetime64("2025-09-30")


def ahead(frame: pd.DataFrame, until: str = "2025-09-30") -> tuple[Coming, ...]:
    return look_ahead(frame, np.datetime64(until))


def test_the_dates_ahead_are_those_of_the_rhythm() -> None:
    (coming,) = ahead(payments(monthly(15, (2024, 1), 21)))
    assert coming.dues.days.astype(str).tolist() == ["2025-10-15", "2025-11-17", "2025-12-15"]


def test_a_rent_that_always_came_is_surer_than_one_that_missed_every_third_month() -> None:
    kept = monthly(1, (2023, 1), 33)
    holes = [row for number, row in enumerate(kept) if number % 3]
    sure, shaky = (ahead(payments(rows))[0].chance[0] for rows in (kept, holes))
    assert sure > 0.9
    assert sure > shaky + 0.15


def test_one_short_stream_leans_on_what_public_payments_taught() -> None:
    (coming,) = ahead(payments(monthly(1, (2025, 7), 3)))
    assert 0.4 < coming.chance[0] < 0.8


def test_the_odds_of_a_short_stream_lean_on_the_companys_other_streams() -> None:
    young = payments(monthly(20, (2025, 6), 4), "new lender")
    others = [payments(monthly(day, (2023, 1), 33), f"payee {day}") for day in range(1, 13)]
    alone, among = ahead(young)[0], ahead(together([*others, young]))
    (same,) = (each for each in among if each.stream.payee == "new lender")
    assert same.chance[0] > alone.chance[0] + 0.1


def test_a_payment_overdue_is_listed_less_surely_by_the_day_and_is_late() -> None:
    frame = payments(monthly(15, (2024, 1), 20))
    soon, later = ahead(frame, "2025-09-17")[0], ahead(frame, "2025-09-30")[0]
    assert soon.dues.days[0] == later.dues.days[0] == np.datetime64("2025-09-15")
    assert soon.chance[1] > soon.chance[0] > later.chance[0]
    assert later.late[0] == 1.0


def test_who_pays_late_is_said_to_pay_late() -> None:
    random = np.random.default_rng(5)
    punctual = monthly(10, (2023, 1), 33)
    tardy = [
        (day.replace(day=day.day + int(late)), amount)
        for (day, amount), late in zip(punctual, random.choice([0, 9], 33), strict=True)
    ]
    assert ahead(payments(punctual))[0].late[0] < 0.15
    assert ahead(payments(tardy))[0].late[0] > 0.25


def test_a_fixed_amount_is_narrow_and_a_varying_one_as_wide_as_it_was() -> None:
    random = np.random.default_rng(7)
    bills = [(day, -float(cost)) for (day, _), cost in zip(
        monthly(10, (2023, 1), 33), random.uniform(80, 120, 33), strict=True
    )]  # fmt: skip
    rent, power = ahead(payments(monthly(10, (2023, 1), 33)))[0], ahead(payments(bills))[0]
    level = {share: int(np.searchsorted(LEVELS, share)) for share in (0.1, 0.5, 0.9)}
    assert [rent.amounts[at] for at in level.values()] == pytest.approx([1_000.0] * 3)
    low, middle, high = (float(power.amounts[at]) for at in level.values())
    assert 70 < low < 90
    assert 90 < middle < 112
    assert 108 < high < 150


def test_after_a_rise_the_new_amount_is_expected() -> None:
    rows = monthly(3, (2023, 1), 27, -950.0) + monthly(3, (2025, 4), 6, -1_010.0)
    (coming,) = ahead(payments(rows))
    assert np.median(coming.amounts) == pytest.approx(1_010.0)


def test_what_came_is_the_nearest_payment_of_about_that_amount() -> None:
    frame = payments(monthly(15, (2025, 1), 9))
    (stream,) = found(frame, "2025-06-20")
    then = np.datetime64("2025-06-20")
    dues = dues_ahead(stream, then, 84, "")
    later = pd.DataFrame(
        {
            "booked_on": pd.to_datetime(["2025-07-14", "2025-07-16", "2025-08-25", "2025-09-15"]),
            "amount": [5.0, 1_000.0, 1_020.0, 90_000.0],
        }
    )
    fate = what_came(stream, dues, later, "")
    assert dues.days.astype(str).tolist() == ["2025-07-15", "2025-08-15"]
    assert fate.came.tolist() == [True, True]
    assert fate.lag.tolist() == [1.0, 10.0]
    assert fate.amount.tolist() == [1_000.0, 1_020.0]


def test_a_look_back_knows_nothing_of_what_came_after() -> None:
    frame = payments(monthly(15, (2024, 1), 12))
    then = np.datetime64("2024-12-20")
    ((stream, dues, fate),) = look_back(frame, then, np.datetime64("2025-06-30"), "")
    assert stream.days[-1] == np.datetime64("2024-12-16")
    assert not fate.came.any()
    assert len(dues.slots) == 2


def test_without_a_past_the_public_lesson_stands_and_much_past_moves_it() -> None:
    none = Lesson(np.zeros((0, len(SIGNS))), np.zeros(0), np.zeros(0))
    assert learned(none).tolist() == list(TAUGHT)
    known = np.zeros((400, len(SIGNS)))
    known[:, 0] = 1.0
    always = learned(Lesson(known, np.ones(400), np.ones(400)))
    assert chances(known[:1], always)[0] > 0.95
    assert chances(known[:1], np.array(TAUGHT))[0] == pytest.approx(0.673, abs=0.001)


def test_an_empty_frame_has_nothing_ahead_and_nothing_to_learn() -> None:
    frame = payments([])
    assert look_ahead(frame, UNTIL) == ()
    assert learn_past(frame, UNTIL).weights.tolist() == list(TAUGHT)


def test_where_every_usual_day_has_passed_the_next_one_is_open() -> None:
    assert still_open(np.array([-1.0, 0.0, 2.0]), 0).tolist() == [2.0]
    assert still_open(np.array([-1.0, 0.0, 2.0]), 5).tolist() == [6.0]


def test_the_same_payments_in_another_order_give_the_same_list() -> None:
    frame = together([payments(monthly(1, (2024, 1), 21)), payments(every(7, date(2025, 1, 3), 38), "van")])
    mixed = frame.sample(frac=1, random_state=4)
    one, other = ahead(frame), ahead(mixed)
    assert [each.chance.tolist() for each in one] == [each.chance.tolist() for each in other]
