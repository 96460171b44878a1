from datetime import date, timedelta

import numpy as np

from core.series.gaps import missing_spans, with_gaps
from core.series.weekly import digests, weekly_series_frame
from tests.unit.core.series.test_weekly import rows_frame

MARCH = (date(2026, 3, 2), date(2026, 3, 27))
MAY = (date(2026, 5, 4), date(2026, 5, 29))


def every(days: int, *spans: tuple[date, date]) -> list[date]:
    """Rows every few days within each span, both ends among them."""
    found = {edge for span in spans for edge in span}
    for first, last in spans:
        found |= {first + timedelta(days=step) for step in range(0, (last - first).days, days)}
    return sorted(found)


def test_the_month_between_two_files_of_a_busy_account_is_missing() -> None:
    days = every(2, MARCH, MAY)
    assert missing_spans([MAY, MARCH], days) == [(date(2026, 3, 28), date(2026, 5, 3))]


def test_files_that_overlap_or_meet_leave_nothing_out() -> None:
    april = (date(2026, 3, 20), date(2026, 5, 3))
    assert missing_spans([MARCH, april, MAY], every(2, MARCH, april, MAY)) == []


def test_a_gap_of_under_four_weeks_is_a_pause() -> None:
    april = (date(2026, 4, 23), date(2026, 5, 29))
    assert missing_spans([MARCH, april], every(2, MARCH, april)) == []


def test_an_account_that_rests_for_weeks_within_a_file_may_rest_between_two() -> None:
    """36 days between the files are less than three times the 13 days of a pause seen."""
    days = [day for day in every(1, MARCH, MAY) if not date(2026, 3, 8) < day < date(2026, 3, 21)]
    assert missing_spans([MARCH, MAY], days) == []


def test_too_few_rows_tell_nothing() -> None:
    assert missing_spans([MARCH, MAY], every(5, MARCH, MAY)[:19]) == []


def test_one_file_has_no_gap() -> None:
    assert missing_spans([(MARCH[0], MAY[1])], every(2, MARCH, MAY)) == []


def test_weeks_that_a_gap_touches_are_unknown_for_that_account_alone() -> None:
    weekly = weekly_series_frame(rows_frame(), date(2026, 1, 5), date(2026, 1, 25))
    gapped = with_gaps(weekly, {1: [(date(2026, 1, 18), date(2026, 1, 20))]})
    mine = gapped[gapped["unique_id"] == "1/office/out"]["y"].tolist()
    assert mine[0] == 12.5
    assert np.isnan(mine[1:]).all()
    assert gapped[gapped["unique_id"] == "2/sales/in"]["y"].tolist() == [800.0]


def test_an_unknown_week_has_another_digest_than_an_idle_one() -> None:
    weekly = weekly_series_frame(rows_frame(), date(2026, 1, 5), date(2026, 1, 25))
    gapped = with_gaps(weekly, {1: [(date(2026, 1, 12), date(2026, 1, 18))]})
    before, after = digests(weekly), digests(gapped)
    assert before["1/office/out"] != after["1/office/out"]
    assert before["2/sales/in"] == after["2/sales/in"]
