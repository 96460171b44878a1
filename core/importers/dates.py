"""Dates as banks write them, and whether 03/04 is in March or in April."""

import re
from collections.abc import Sequence
from datetime import date

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"
_TAIL = r"\.?(?:[T ,].*)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})" + _TAIL)
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})" + _TAIL)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})" + _TAIL)
_NAMED = re.compile(r"(\d{1,2})[-/. ]*([^\W\d]{3,})[-/. ,]*(\d{4}|\d{2})" + _TAIL)
_NAME_LEADS = re.compile(r"([^\W\d]{3,})[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/. ,]+(\d{4}|\d{2})" + _TAIL)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen",
            "feb fev fév",
            "mar mär mrt mae",
            "apr avr abr",
            "may mai mei mag",
            "jun giu",
            "jul lug",
            "aug aoû aou ago",
            "sep set",
            "oct okt ott out",
            "nov",
            "dec dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
} | {"juin": 6, "juil": 7}


def read_date(cell: str, order: str = DAY_FIRST) -> date:
    """One date; `order` settles the ones whose year stands last.

    Two-digit years up to 79 are of this century.

    Raises:
        ValueError: the cell holds no date.
    """
    text = cell.strip()
    found = _YEAR_FIRST.fullmatch(text)
    if found and 1900 <= int(found[1]) <= 2200:
        return date(int(found[1]), int(found[3]), int(found[4]))
    ends = _ends(text)
    if ends:
        first, second, year = ends
        day, month = (second, first) if order == MONTH_FIRST else (first, second)
        return date(year, month, day)
    return _named(text)


def is_date(cell: str) -> bool:
    """Whether the cell is a date in one order or the other."""
    for order in (DAY_FIRST, MONTH_FIRST):
        try:
            read_date(cell, order)
        except ValueError:
            continue
        return True
    return False


def guess_order(cells: Sequence[str]) -> tuple[str, bool]:
    """Day or month first, and whether the whole column decides it.

    A number over 12 decides; so do points between the numbers, and a column that stands in order
    of time under one reading only. Otherwise the reading that covers fewer days is the guess.
    """
    pairs = [(ends, cell) for cell in cells if (ends := _ends(cell.strip()))]
    day_first = sum(first > 12 for (first, _, _), _ in pairs)
    month_first = sum(second > 12 for (_, second, _), _ in pairs)
    if day_first != month_first:
        return (DAY_FIRST if day_first > month_first else MONTH_FIRST), True
    if not any(first != second for (first, second, _), _ in pairs):
        return DAY_FIRST, True
    if all("." in cell for _, cell in pairs):
        return DAY_FIRST, True
    by_day = [date(year, second, first) for (first, second, year), _ in pairs]
    by_month = [date(year, first, second) for (first, second, year), _ in pairs]
    if len(pairs) >= 5 and _in_order(by_day) != _in_order(by_month):
        return (DAY_FIRST if _in_order(by_day) else MONTH_FIRST), True
    narrower = max(by_month) - min(by_month) < max(by_day) - min(by_day)
    return (MONTH_FIRST if narrower else DAY_FIRST), False


def clamp(year: int, month: int, day: int) -> date:
    """A date whose day may lie past the end of its month, as banks that count 30 days write it.

    Raises:
        ValueError: the month or the day is none.
    """
    if 29 <= day <= 31:
        for shorter in range(day, 27, -1):
            try:
                return date(year, month, shorter)
            except ValueError:
                continue
    return date(year, month, day)


def century(year: int) -> int:
    """A two-digit year in full: 80 to 99 are of the last century."""
    if year >= 100:
        return year
    return year + (1900 if year >= 80 else 2000)


def _ends(text: str) -> tuple[int, int, int] | None:
    found = _NUMBERS.fullmatch(text)
    if found:
        return int(found[1]), int(found[3]), century(int(found[4]))
    found = _COMPACT.fullmatch(text)
    if found and 1900 <= int(found[3]) <= 2200:
        return int(found[1]), int(found[2]), int(found[3])
    return None


def _named(text: str) -> date:
    found = _NAMED.fullmatch(text)
    if found:
        day, name, year = int(found[1]), found[2], int(found[3])
    else:
        found = _NAME_LEADS.fullmatch(text)
        if not found:
            raise ValueError(text)
        name, day, year = found[1], int(found[2]), int(found[3])
    lower = name.casefold()
    month = _MONTHS.get(lower[:4]) or _MONTHS.get(lower[:3])
    if month is None:
        raise ValueError(text)
    return date(century(year), month, day)


def _in_order(days: list[date]) -> bool:
    return days == sorted(days) or days == sorted(days, reverse=True)
