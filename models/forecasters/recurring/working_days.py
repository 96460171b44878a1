"""Working days of a country: weekends and public holidays move what falls due on them."""

from functools import lru_cache

import numpy as np

from models.forecasters.grid import Days

NO_COUNTRY = ""
_FIRST_YEAR, _LAST_YEAR = 1990, 2060


@lru_cache(maxsize=16)
def working_days(country: str) -> np.busdaycalendar:
    """Monday to Friday without public holidays; a country nobody knows has no holidays.

    `country` is ISO 3166 alpha-2 ("DE"), "" where unknown. Source: the holidays library.
    """
    if not country:
        return np.busdaycalendar()
    import holidays

    try:
        found = holidays.country_holidays(country, years=range(_FIRST_YEAR, _LAST_YEAR))
    except NotImplementedError:
        return np.busdaycalendar()
    return np.busdaycalendar(holidays=np.array(sorted(found), dtype="datetime64[D]"))


def rolled(days: Days, roll: str, calendar: np.busdaycalendar) -> Days:
    """Each day itself or, where it is no working day, the next one ("after") or the one "before"."""
    if roll == "none":
        return days
    towards = "forward" if roll == "after" else "backward"
    moved: Days = np.busday_offset(days, 0, roll=towards, busdaycal=calendar)  # type: ignore[call-overload]
    return moved


def nth_working_day(months: Days, nth: int, calendar: np.busdaycalendar) -> Days:
    """The nth working day of each month, counted from its end where `nth` is below 0."""
    step = nth - 1 if nth > 0 else nth
    starts = (months if nth > 0 else months + np.timedelta64(1, "M")).astype("datetime64[D]")
    found: Days = np.busday_offset(starts, step, roll="forward", busdaycal=calendar)
    return found
