"""Weeks start on Monday; every weekly figure carries the date of its Monday."""

from datetime import date, timedelta

HORIZON_WEEKS = 12
WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """The Monday of the week this day lies in."""
    return day - timedelta(days=day.weekday())


def first_whole_week(data_from: date) -> date:
    """The first week that the data cover from its Monday on."""
    return monday(data_from + timedelta(days=6))


def first_open_week(data_until: date) -> date:
    """The first week that the data do not cover to its Sunday: where a forecast starts.

    Data until a Sunday close their week; data until any other day leave it open.
    """
    return monday(data_until + timedelta(days=1))


def mondays(first: date, count: int) -> list[date]:
    """`count` Mondays from the one of `first` on."""
    start = monday(first)
    return [start + WEEK * step for step in range(count)]
