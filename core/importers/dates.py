"""Dates as banks write them, and whether 03/04 is in March or in April."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day_first", "month_first", "year_first"
_NARROWER = 8
_TAIL = r"\.?(?:[T ,].*)?"
_WEEKDAY = r"(?:[^\W\d]{2,10}[.,]* +)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})" + _TAIL)
_NUMBERS = re.compile(_WEEKDAY + r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})" + _TAIL)
_FULL_YEAR = re.compile(r"\d{4}")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})" + _TAIL)
_NAMED = re.compile(r"(\d{1,2})[-/. ]*([^\W\d]{3,})[-/. ,]*(\d{4}|\d{2})" + _TAIL)
_NAME_LEADS = re.compile(r"([^\W\d]{3,})[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/. ,]+(\d{4}|\d{2})" + _TAIL)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen ian sty led oca tam",
            "feb fev lut uno sub hel",
            "mar mrt mae bre maa",
            "apr avr abr kwi dub nis huh",
            "may mai mei mag maj kve tou",
            "jun juin giu iun cze cer haz kes",
            "jul juil lug iul lip tem hei",
            "aug aou ago sie srp agu elo",
            "sep set wrz zar eyl syy sze",
            "oct okt ott out paz rij eki lok",
            "nov noi lis kas marr",
            "dec dez dic des gru pro ara jou",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months by the letters they begin with, without accents: en de nl fr es it pt pl cs sv da no fi hu ro tr."""
_JULY = re.compile(r"cerven[ce]")
_MASKED = re.compile(r"(\d)(?:\1|[-/. ])+")
"""In files made nameless, every digit of a day is the same."""


def read_date(cell: str, order: str = DAY_FIRST) -> date:
    """One date; `order` settles the ones whose year stands last, or first with two digits.

    Two-digit years up to 79 are of this century.

    Raises:
        ValueError: the cell holds no date.
    """
    text = cell.strip()
    found = _YEAR_FIRST.fullmatch(text)
    if found and (1900 <= int(found[1]) <= 2200 or _MASKED.fullmatch(text)):
        return date(int(found[1]), int(found[3]), int(found[4]))
    ends = _ends(text)
    if ends:
        first, second, year = ends
        if order == YEAR_FIRST:
            return date(century(first), second, year % 100)
        day, month = (second, first) if order == MONTH_FIRST else (first, second)
        return date(year, month, day)
    return _named(text)


def is_date(cell: str) -> bool:
    """Whether the cell is a date in one order or the other."""
    for order in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST):
        try:
            read_date(cell, order)
        except ValueError:
            continue
        return True
    return False


def guess_order(cells: Sequence[str], in_time_order: bool = False) -> tuple[str, bool]:
    """Day or month first, and whether the whole column decides it.

    A number over 12 decides; so do points between the numbers, and a column that stands in order
    of time under one reading only: from five days on, or where the file is known to be in order
    (`in_time_order`). Otherwise the reading that covers fewer days is the guess. A two-digit year
    may stand first: where the days then lie much closer together, it does.
    """
    pairs = [(ends, cell) for cell, _ in groupby(cells) if (ends := _ends(cell.strip()))]
    short = not any(_FULL_YEAR.search(cell) for _, cell in pairs)
    if short and _year_leads([ends for ends, _ in pairs]):
        return YEAR_FIRST, True
    day_first = sum(first > 12 for (first, _, _), _ in pairs)
    month_first = sum(second > 12 for (_, second, _), _ in pairs)
    if day_first != month_first:
        return (DAY_FIRST if day_first > month_first else MONTH_FIRST), True
    alike = all(first == second for (first, second, _), _ in pairs)
    if alike or day_first or all("." in cell for _, cell in pairs):
        return DAY_FIRST, alike or all("." in cell for _, cell in pairs)
    try:
        by_day = [date(year, second, first) for (first, second, year), _ in pairs]
        by_month = [date(year, first, second) for (first, second, year), _ in pairs]
    except ValueError:
        return DAY_FIRST, False
    if (len(pairs) >= 5 or in_time_order) and _in_order(by_day) != _in_order(by_month):
        return (DAY_FIRST if _in_order(by_day) else MONTH_FIRST), True
    narrower = max(by_month) - min(by_month) < max(by_day) - min(by_day)
    return (MONTH_FIRST if narrower else DAY_FIRST), False


def told_order(cells: Iterable[str]) -> str:
    """The order that a day over 12 tells, "" where none does or they contradict each other."""
    ends = [found for cell in cells if (found := _ends(cell.strip()))]
    told = {DAY_FIRST for first, second, _ in ends if first > 12 >= second}
    told |= {MONTH_FIRST for first, second, _ in ends if second > 12 >= first}
    return told.pop() if len(told) == 1 else ""


def _year_leads(ends: Sequence[tuple[int, int, int]]) -> bool:
    """Whether two-digit years stand first: days lie years apart if the last number is the year."""
    try:
        days = [date(century(first), second, year % 100) for first, second, year in ends]
    except ValueError:
        return False
    years = [year for _, _, year in ends]
    return len(set(years)) > 1 and _NARROWER * (max(days) - min(days)).days < 365 * (max(years) - min(years))


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
    flat = unicodedata.normalize("NFKD", name.casefold().replace("ş", "s"))
    lower = "".join(letter for letter in flat if not unicodedata.combining(letter))
    month = 7 if _JULY.match(lower) else _MONTHS.get(lower[:4]) or _MONTHS.get(lower[:3])
    if month is None:
        raise ValueError(text)
    return date(century(year), month, day)


def _in_order(days: list[date]) -> bool:
    return days == sorted(days) or days == sorted(days, reverse=True)
