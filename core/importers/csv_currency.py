"""The currency a bank names: in a header, in a column of its own, or beside an amount."""

import re
from collections.abc import Sequence

from core.importers.tables import currency_codes

_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+\$?|[^\w\s]")
_WORDS_TOO = frozenset({"ALL", "TOP"})
"""Codes that capitals make of an English word: as in ALL ACCOUNTS, or TOP UP."""
_NAMES = {
    name: code
    for code, names in {
        "EUR": "€ euro euros euroa ευρώ",
        "GBP": "£",
        "USD": "us$",
        "CAD": "ca$",
        "PLN": "zł złoty",
        "CZK": "kč",
        "HUF": "ft",
        "BRL": "r$",
        "TRY": "₺ tl",
        "INR": "₹",
        "JPY": "円",
        "ILS": "₪",
        "RUB": "₽ руб",
        "UAH": "₴ грн",
        "RON": "lei",
        "BGN": "лв",
    }.items()
    for name in names.split()
}
"""A dollar sign alone is none of them: as many countries write it as there are dollars and pesos."""
_NUMBER = re.compile(r"[\d.,'’()+\-−\s]+|\b[CD]R\b")


def is_code(cell: str) -> bool:
    """Whether a cell is a currency of ISO 4217."""
    return cell in currency_codes()


def is_currency(cell: str) -> bool:
    """Whether a header is nothing but a currency, as in EUR or CAD$: the money in it stands below."""
    bare = cell.strip("$ ") if len(cell) > 1 else cell
    return is_code(bare) or bare in (*_NAMES, "$")


def stated_currency(cells: Sequence[str]) -> str:
    """The one currency a header names, as in "Amount (EUR)" or "Débit euros"; "" for none or several."""
    named = {code for cell in cells for code in _named(cell)}
    return named.pop() if len(named) == 1 else ""


def _named(cell: str) -> set[str]:
    codes = {code for code in _CODE.findall(cell) if is_code(code)}
    words = _WORD.findall(cell.casefold())
    if not is_code(cell.strip()):
        codes -= _WORDS_TOO - {code for code in codes if f"({code})" in cell}
    return codes | {_NAMES[word] for word in words if word in _NAMES}


def currency_above(cells: Sequence[str]) -> str:
    """The one currency that stands over a table, alone in a cell or at an amount; "" for none or several."""
    told = {cell if is_code(cell) else written_currency(cell) for cell in map(str.strip, cells)}
    named = told - {"", *_WORDS_TOO}
    return named.pop() if len(named) == 1 else ""


def written_currency(cell: str) -> str:
    """The currency that stands at an amount, as in 12,00EUR or £12; "" where none does."""
    beside = _NUMBER.sub("", cell)
    return beside if is_code(beside) else _NAMES.get(beside.casefold().rstrip("."), "")
