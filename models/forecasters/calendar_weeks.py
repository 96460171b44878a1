"""What a week's date alone says about money: season, month ends, tax and pay days."""

import numpy as np
import numpy.typing as npt

from models.forecasters.grid import Days, Floats

CALENDAR = (
    "year_sin", "year_cos", "half_year_sin", "half_year_cos",
    "month_start", "tax_due", "mid_month", "pay_days", "month_end",
    "quarter_tax_due", "year_turn",
)  # fmt: skip
"""Names of the rows of `calendar_features`, in order."""

_YEAR_DAYS = 365.25


def calendar_features(weeks: Days) -> Floats:
    """One row a feature of `CALENDAR`, one column a week; harmonics in -1 to 1, flags 0 or 1.

    A flag is up when one of the week's seven days carries it: 1st, 7th to 10th (tax due),
    15th, 25th to 28th (pay), last of the month, 7th to 10th after a quarter, 20 December to
    3 January. All of it is known for any future week.
    """
    days = weeks[:, None] + np.arange(7)
    months = days.astype("datetime64[M]")
    day_of_month = (days - months.astype("datetime64[D]")).astype(int) + 1
    month = months.astype(int) % 12 + 1
    next_month = (months + np.timedelta64(1, "M")).astype("datetime64[D]")
    due = (day_of_month >= 7) & (day_of_month <= 10)
    turn = ((month == 12) & (day_of_month >= 20)) | ((month == 1) & (day_of_month <= 3))
    flags = [
        day_of_month == 1,
        due,
        day_of_month == 15,
        (day_of_month >= 25) & (day_of_month <= 28),
        days + np.timedelta64(1, "D") == next_month,
        due & (month % 3 == 1),
        turn,
    ]
    start_of_year = weeks.astype("datetime64[Y]").astype("datetime64[D]")
    angle = 2 * np.pi * (weeks - start_of_year).astype(int) / _YEAR_DAYS
    waves = [np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)]
    return np.vstack([*waves, *(flag.any(axis=1).astype(np.float64) for flag in flags)])


def week_of_month(weeks: Days) -> npt.NDArray[np.int64]:
    """Which of its month's weeks each Monday begins, 0 to 4; a week belongs to the month of its Thursday."""
    thursdays = weeks + np.timedelta64(3, "D")
    month_start = thursdays.astype("datetime64[M]").astype("datetime64[D]")
    places: npt.NDArray[np.int64] = (thursdays - month_start).astype(np.int64) // 7
    return places
