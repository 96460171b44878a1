"""What stands where in a record of fixed columns: text, days, amounts."""

import re
from datetime import date
from decimal import Decimal

from core.domain.money import to_minor
from core.importers.dates import century


def decoded(data: bytes, otherwise: str) -> tuple[str, str]:
    """The text with plain line ends: UTF-8 where it is that, else a code page with one byte a column."""
    try:
        text, encoding = data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = data.decode(otherwise), otherwise
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a\x00\n "), encoding


def cut(line: str, first: int, last: int) -> str:
    """The columns of a record as standards count them, from 1 and with the last, blanks trimmed."""
    return line[first - 1 : last].strip()


def signed(line: str, sign_at: int, width: int) -> int | None:
    """The digits behind a sign column: 1 is money out, 0 or 2 money in; None where they are none."""
    sign, digits = line[sign_at - 1 : sign_at], line[sign_at : sign_at + width]
    if not re.fullmatch(rf"\d{{{width}}}", digits, re.ASCII) or sign not in ("0", "1", "2"):
        return None
    return -int(digits) if sign == "1" else int(digits)


def minor(amount: int, decimals: int, currency: str) -> int:
    """An amount of so many implied decimals as minor units of a currency."""
    return to_minor(Decimal(amount).scaleb(-decimals), currency)


def day_of(digits: str, year_first: bool) -> date | None:
    """A day as YYMMDD or DDMMYY, None where there is none."""
    if not re.fullmatch(r"\d{6}", digits, re.ASCII):
        return None
    first, month, last = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    year, day = (first, last) if year_first else (last, first)
    try:
        return date(century(year), month, day)
    except ValueError:
        return None
