"""The periods a page can show, counted back from the last day the data cover."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

THREE_MONTHS = "Last 3 months"
EVERYTHING = "Everything"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    name: str
    from_on: date
    to_on: date


def periods(data_from: date, data_until: date) -> dict[str, Period]:
    """Every choice by its name, in the order of the list."""
    this_month = data_until.replace(day=1)
    last_month = this_month - relativedelta(months=1)
    this_year = data_until.replace(month=1, day=1)
    last_year = this_year - relativedelta(years=1)
    choices = [
        Period("This month", this_month, data_until),
        Period("Last month", last_month, this_month - relativedelta(days=1)),
        _back(THREE_MONTHS, data_until, 3),
        _back("Last 12 months", data_until, 12),
        Period("This year", this_year, data_until),
        Period("Last year", last_year, this_year - relativedelta(days=1)),
        Period(EVERYTHING, data_from, data_until),
    ]
    return {choice.name: choice for choice in choices}


def _back(name: str, data_until: date, months: int) -> Period:
    return Period(name, data_until - relativedelta(months=months) + relativedelta(days=1), data_until)
