"""Amounts as banks write them: comma or point, thousands, brackets, trailing minus, DR and CR, S and H."""

import re
from collections.abc import Iterable
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d*)?")
_PLAIN_COMMA = re.compile(r"[+-]?\d+(?:,\d*)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_THOUSANDS_POINT = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009 '\u2019\t", ""))
_MINUSES = str.maketrans(dict.fromkeys("\u2212\u2013\u2010\u2011", "-"))
_WRAPPED = re.compile(
    r"(?P<lead>[(+-]{0,2})(?:[A-Z]{3}|[A-Z]{0,2}[^\w\s.,()+-]|KR\.?|KC)?(?P<sign>[+-]?)"
    r"(?P<digits>[.,]?\d[\d.,]*)"
    r"(?:(?P<mark>CR|DR|DB|C|D|S|H)\.?|[A-Z]{3}|[^\w\s.,()+-]|KR\.?|KČ|ZŁ|FT|TL)?(?P<trail>[)+-]{0,2})"
)
_OUT, _IN = frozenset({"DR", "DB", "D", "S"}), frozenset({"CR", "C", "H"})
"""Debit and credit, as they stand behind an amount; S and H are their German first letters."""
_DIGITS = "0123456789"
_GROUP = 3
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
    if decimal == "," and _PLAIN_COMMA.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if decimal == "." and _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if decimal == "," and _THOUSANDS_POINT.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    text = text.translate(_MINUSES).translate(_BLANKS).upper()
    found = _WRAPPED.fullmatch(text)
    if not found:
        raise ValueError(cell)
    value = Decimal(_digits(found["digits"], decimal, cell))
    marks = found["lead"] + found["sign"] + found["trail"]
    bracketed = "(" in marks and ")" in marks
    down = bracketed or "-" in marks or found["mark"] in _OUT
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

    The last of point and comma is the decimal sign; a lone comma is one too. One that stands
    several times separates thousands: 1.250.000 has no cents.

    Raises:
        ValueError: the cell holds no amount.
    """
    last, other = (",", ".") if cell.rfind(",") > cell.rfind(".") else (".", ",")
    return read_amount(cell, other if cell.count(last) > 1 else last)


def guess_decimal(cells: Iterable[str], fallback: str = ".", fine: bool = False) -> str:
    """Which of point and comma separates the cents, by every amount that can tell.

    Where all that is written is one sign with three digits behind it, as in 1.250, it separates
    thousands; so it does not where it follows a lone zero or more than three digits, or
    where the currency is counted in thousandths (`fine`).
    """
    votes = {".": 0, ",": 0}
    thousands = ""
    for cell in cells:
        point, comma = cell.rfind("."), cell.rfind(",")
        if point < 0 and comma < 0:
            continue
        last, other = (".", ",") if point > comma else (",", ".")
        whole, _, tail = cell.rpartition(last)
        digits = len(tail) - len(tail.lstrip(_DIGITS))
        if whole.count(last):
            votes[other] += 1
        elif digits != _GROUP or fine or (point >= 0 and comma >= 0) or _stands_alone(whole):
            votes[last] += 1
        else:
            thousands = last
    if votes["."] != votes[","]:
        return max(votes, key=lambda sign: votes[sign])
    if thousands and not votes["."]:
        return "," if thousands == "." else "."
    return fallback


def _stands_alone(whole: str) -> bool:
    """Whether the digits before a sign cannot be thousands: a lone 0, or more than three."""
    digits = whole.lstrip("+-( ")
    return digits == "0" or (digits.isdigit() and len(digits) > _GROUP)


def marked(cell: str) -> int:
    """1 where the bank marks an amount as money in (CR, H, a plus), -1 for out (DR, S, a minus), else 0."""
    text = cell.strip().translate(_MINUSES).upper()
    found = _WRAPPED.fullmatch(text.translate(_BLANKS))
    if not found:
        return 0
    marks = found["lead"] + found["sign"] + found["trail"]
    if found["mark"] in _OUT or "-" in marks or ("(" in marks and ")" in marks):
        return -1
    return 1 if found["mark"] in _IN or "+" in marks else 0
