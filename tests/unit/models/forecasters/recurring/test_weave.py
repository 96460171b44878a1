import numpy as np
import pandas as pd
import pytest

from models.contracts import Forecast
from models.forecasters.history import History
from models.forecasters.recurring.ahead import Coming, look_ahead
from models.forecasters.recurring.trial import Known, Tried, try_schedules
from models.forecasters.recurring.weave import Schedule, draw_with, schedule_of, schedule_paths, without
from tests.unit.models.forecasters.recurring.invented import monthly, payments, together

RENT = "1/premises/out"
UNTIL = np.datetime64("2025-09-28")
"""A Sunday: the week is closed."""
WEEKS = np.arange(np.datetime64("2025-09-29"), np.datetime64("2025-09-29") + 84, 7)
STATIC = pd.DataFrame(
    {"unique_id": [RENT], "company": ["c"], "category": ["premises"], "direction": ["out"], "nace": [""]}
)


def weekly(frame: pd.DataFrame, until: str = "2025-09-28") -> pd.DataFrame:
    """The payments summed by week, empty weeks as zero."""
    days = frame["booked_on"]
    sums = frame["amount"].abs().groupby(days - pd.to_timedelta(days.dt.weekday, unit="D")).sum()
    weeks = pd.date_range(sums.index.min(), pd.Timestamp(until), freq="7D")
    y = sums.reindex(weeks).fillna(0.0).to_numpy()
    return pd.DataFrame({"unique_id": pd.Series([RENT] * len(weeks), dtype=object), "ds": weeks, "y": y})


def rent(months: int = 33) -> pd.DataFrame:
    return payments(monthly(1, (2023, 1), months))


def repairs(seed: int = 2) -> pd.DataFrame:
    """Small repairs on no particular day."""
    random = np.random.default_rng(seed)
    days = pd.date_range("2023-01-02", "2025-09-28")[random.random(1_001) < 0.1]
    return payments([(day.date(), -float(random.uniform(20, 90))) for day in days], "handyman")


def ahead(frame: pd.DataFrame, until: np.datetime64 = UNTIL) -> Coming:
    return next(each for each in look_ahead(frame, until) if each.stream.payee == "landlord")


def certain(days: list[str], chance: float = 1.0) -> Schedule:
    """A stream of 1,000 on these days, never early or late."""
    level, share = np.full(39, 1_000.0), np.full(len(days), chance)
    none = pd.Series(dtype=float, index=pd.DatetimeIndex([]))
    dates = np.array(days, dtype="datetime64[D]")
    return Schedule(RENT, "landlord", dates, share, level, np.zeros(39), UNTIL, none)


def test_a_payment_that_is_certain_falls_into_its_week_in_every_future() -> None:
    drawn = schedule_paths(certain(["2025-10-01", "2025-12-01", "2026-02-02"]), WEEKS, 50, seed=1)
    assert drawn.shape == (50, 12)
    assert (drawn[:, 0] == 1_000.0).all()
    assert (drawn[:, 9] == 1_000.0).all()
    assert drawn.sum() == 50 * 2_000.0


def test_the_odds_are_the_share_of_futures_in_which_it_comes() -> None:
    drawn = schedule_paths(certain(["2025-10-01", "2025-11-03"], chance=0.7), WEEKS, 4_000, seed=1)
    first, second = drawn[:, 0] > 0, drawn[:, 5] > 0
    assert first.mean() == pytest.approx(0.7, abs=0.03)
    assert second.mean() == pytest.approx(0.7, abs=0.03)
    # A stream that ended pays neither: both missing is likelier than by two throws of a die.
    assert (~first & ~second).mean() > 0.3 * 0.3 + 0.03


def test_what_the_open_week_has_seen_already_is_in_every_future() -> None:
    frame = rent(34)
    until = np.datetime64("2025-10-02")
    schedule = schedule_of(RENT, ahead(frame, until), until, frame)
    drawn = schedule_paths(schedule, WEEKS, 20, seed=1)
    assert (drawn[:, 0] == 1_000.0).all()


def test_only_the_streams_own_payments_are_taken_out_of_its_series() -> None:
    frame = together([rent(), repairs()])
    schedule = schedule_of(RENT, ahead(frame), UNTIL, frame)
    left = without(weekly(frame), [schedule])
    alone = weekly(frame[frame["payee"] == "handyman"]).set_index("ds")["y"]
    assert np.allclose(left.set_index("ds")["y"], alone.reindex(left["ds"]).fillna(0.0))


def test_payments_of_the_stream_under_another_category_stay_in_that_ones_series() -> None:
    frame = rent()
    frame.loc[frame.index[:10], "category"] = "office"
    schedule = schedule_of(RENT, ahead(frame), UNTIL, frame)
    assert schedule.taken.sum() == 23 * 1_000.0


def test_a_missing_week_stays_missing() -> None:
    frame = rent()
    series = weekly(frame)
    series.loc[5, "y"] = np.nan
    left = without(series, [schedule_of(RENT, ahead(frame), UNTIL, frame)])
    assert np.flatnonzero(left["y"].isna()).tolist() == [5]


def test_a_forecast_without_schedules_is_the_learners_own() -> None:
    series = weekly(rent())
    more = {"horizon_weeks": 12, "paths": 30, "seed": 3}
    plain = History().forecast(series, STATIC, **more)
    same = draw_with(History(), series, STATIC, [], **more)
    assert np.array_equal(plain.paths, same.paths)
    assert plain.parts == same.parts


def test_a_forecast_with_a_schedule_names_its_share() -> None:
    frame = together([rent(), repairs()])
    schedule = schedule_of(RENT, ahead(frame), UNTIL, frame)
    drawn = draw_with(History(), weekly(frame), STATIC, [schedule], horizon_weeks=12, paths=400, seed=3)
    assert isinstance(drawn, Forecast)
    (parts,) = drawn.parts
    assert sum(parts.values()) == pytest.approx(1.0)
    assert 0.6 < parts["schedule"] < 0.95
    in_rent_weeks = drawn.paths[0][:, [0, 5, 9]].mean()
    assert in_rent_weeks > 5 * drawn.paths[0][:, [1, 3, 7]].mean()


def test_a_rent_on_the_first_beats_plain_history_and_a_payee_without_rhythm_is_not_tried() -> None:
    frame = together([rent(), repairs()])
    known = Known(weekly(frame), STATIC, frame)
    (tried,) = try_schedules(History(), known, [(RENT, ahead(frame).stream.payment_ids)], seed=1)
    assert tried.origins == 3
    assert tried.beats
    assert tried.with_schedule is not None
    assert tried.without is not None
    assert tried.with_schedule < 0.8 * tried.without


def test_a_stream_younger_than_the_trial_is_not_said_to_be_better() -> None:
    frame = together([payments(monthly(1, (2025, 6), 4)), repairs()])
    known = Known(weekly(frame), STATIC, frame)
    (tried,) = try_schedules(History(), known, [(RENT, ahead(frame).stream.payment_ids)], seed=1)
    assert tried == Tried()
    assert not tried.beats


@pytest.mark.parametrize(
    ("tried", "beats"),
    [
        (Tried(0.5, 0.6, 3), True),
        (Tried(0.5, 0.6, 1), False),
        (Tried(0.595, 0.6, 3), False),
        (Tried(0.7, 0.6, 3), False),
    ],
)
def test_a_schedule_takes_over_only_where_it_was_clearly_better_and_often_enough(
    tried: Tried, beats: bool
) -> None:
    assert tried.beats is beats
