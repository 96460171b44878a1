"""Amounts as banks write them: comma or point, thousands, brackets, trailing minus, DR and CR."""

import re
from collections.abc import Iterable
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d*)?")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009 '\u2019\t", ""))
_MINUSES = str.maketrans(dict.fromkeys("\u2212\u2013\u2010\u2011", "-"))
_WRAPPED = re.compile(
    r"(?P<lead>[(+-]{0,2})(?:[A-Z]{3}|[A-Z]?[^\w\s.,()+-]|KR\.?|KC)?(?P<sign>[+-]?)"
    r"(?P<digits>[.,]?\d[\d.,]*)"
    r"(?:(?P<mark>CR|DR|C|D)|[A-Z]{3}|[^\w\s.,()+-]|KR\.?|KČ|ZŁ|FT)?(?P<trail>[)+-]{0,2})"
)
_GROUPED = re.compile(r"\d+|\d{1,3}(?:,\d{2,3})*,\d{3}")


def read_amount(cell: str, decimal: str = ".") -> Decimal:
    """One amount, exact and signed. `decimal` is "." or ",".

    A number that fits neither reading of its separators is refused: a wrong but plausible
    amount is worse than a listed line.

    Raises:
        ValueError: the cell holds no amount.
    """
    text = cell.strip()
    if decimal == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    text = text.translate(_MINUSES).translate(_BLANKS).upper()
    found = _WRAPPED.fullmatch(text)
    if not found:
        raise ValueError(cell)
    value = Decimal(_digits(found["digits"], decimal, cell))
    marks = found["lead"] + found["sign"] + found["trail"]
    bracketed = "(" in marks and ")" in marks
    down = bracketed or "-" in marks or found["mark"] in {"DR", "D"}
    return -value if down else value


def _digits(digits: str, decimal: str, cell: str) -> str:
    thousands = "," if decimal == "." else "."
    whole, _, fraction = digits.partition(decimal)
    if decimal in fraction or thousands in fraction:
        raise ValueError(cell)
    if whole and not _GROUPED.fullmatch(whole.replace(thousands, ",")):
        raise ValueError(cell)
    return f"{whole.replace(thousands, '') or '0'}.{fraction or '0'}"


def read_either(cell: str) -> Decimal:
    """An amount whose own separators say which of them is the decimal one.

    The last of point and comma is the decimal sign; a lone comma is one too.

    Raises:
        ValueError: the cell holds no amount.
    """
    return read_amount(cell, "," if cell.rfind(",") > cell.rfind(".") else ".")


def guess_decimal(cells: Iterable[str], fallback: str = ".") -> str:
    """Which of point and comma separates the cents, by every amount that can tell."""
    votes = {".": 0, ",": 0}
    for cell in cells:
        point, comma = cell.rfind("."), cell.rfind(",")
        if point < 0 and comma < 0:
            continue
        last = "." if point > comma else ","
        other = "," if last == "." else "."
        digits = re.match(r"\d*", cell[max(point, comma) + 1 :])
        tail = len(digits.group()) if digits else 0
        if cell.count(last) > 1:
            votes[other] += 1
        elif tail != 3 or (point >= 0 and comma >= 0):
            votes[last] += 1
    if votes["."] == votes[","]:
        return fallback
    return max(votes, key=lambda sign: votes[sign])
