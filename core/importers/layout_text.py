"""A layout as a small text to hand on: written in TOML, and checked on its way back in.

It holds a bank's name, the cells of a header and facts about columns; no path, no program, no payment.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.domain.errors import LayoutRefused
from core.importers.code_pages import PAGES
from core.importers.csv_proof import AS_WRITTEN, SPENDING_POSITIVE
from core.importers.dates import DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from core.importers.layout import Layout, fingerprint_of

_MOST_LETTERS = 20_000
_MOST_CELL = 300
_MOST_COLUMNS = 200
_MOST_BANK = 120
_ONE_OF = {
    "delimiter": (",", ";", "\t", "|"),
    "encoding": ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", *PAGES),
    "date_order": (DAY_FIRST, MONTH_FIRST, YEAR_FIRST),
    "decimal": (".", ","),
    "sign": (AS_WRITTEN, SPENDING_POSITIVE),
}
_ROLES = frozenset(
    "booked_on value_on amount debit credit balance flag currency counterparty counterparty_account "
    "counterparty_bank counterparty_nace text reference type status pending mcc account account_name".split()
)
_KEYS = frozenset({"bank", "header", "fingerprint", "currency", "columns", *_ONE_OF})
_HEADLESS = re.compile(r"[0-9a-f]{40}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_HEAD = """# How a bank lays out its table of payments; Bursar reads it with --layout.
# header: the cells over the columns. columns: for each role the numbers of its columns, from 1.
"""


def write(layout: Layout) -> str:
    """The text of a layout; what `read` makes of it is the same layout again."""
    facts = {"bank": layout.bank, "header": list(layout.header)}
    facts |= {} if layout.header else {"fingerprint": layout.fingerprint}
    facts |= {name: getattr(layout, name) for name in (*_ONE_OF, "currency")}
    said = [f"{name} = {_toml(value)}" for name, value in facts.items() if value]
    columns = [f"{role} = {[at + 1 for at in places]}" for role, places in layout.columns.items() if places]
    return _HEAD + "\n".join([*said, "", "[columns]", *columns, ""])


def read(text: str) -> Layout:
    """The layout a text describes.

    Raises:
        LayoutRefused: it is no such text; its fault says what is wrong with it.
    """
    if len(text) > _MOST_LETTERS:
        raise LayoutRefused("too_long")
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise LayoutRefused("no_toml", detail=str(fault)) from None
    except RecursionError:
        raise LayoutRefused("no_toml", detail="its lists lie too deep in each other") from None
    for key in told:
        if key not in _KEYS:
            raise LayoutRefused("unknown_key", key=key)
    header = _header(told.get("header", []))
    facts: dict[str, Any] = {name: _chosen(name, told[name]) for name in _ONE_OF if name in told}
    layout = Layout(
        fingerprint=fingerprint_of(header) if header else _fingerprint(told.get("fingerprint")),
        header=header,
        bank=_matching("bank", told.get("bank", ""), re.compile(rf"[^\x00-\x1f]{{0,{_MOST_BANK}}}")),
        currency=_matching("currency", told["currency"], _CURRENCY) if "currency" in told else "",
        columns=_columns(told.get("columns", {}), len(header) or _MOST_COLUMNS),
    )
    return replace(layout, **facts)


def checked(layout: Layout) -> Layout:
    """The same layout; raises LayoutRefused where one of its facts can stand in none."""
    for name in _ONE_OF:
        value = getattr(layout, name)
        if value:
            _chosen(name, value)
    if layout.currency:
        _matching("currency", layout.currency, _CURRENCY)
    return layout


def _toml(value: object) -> str:
    """Words and lists of words; JSON's marks are TOML's too, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _header(told: object) -> tuple[str, ...]:
    if not isinstance(told, list) or len(told) > _MOST_COLUMNS:
        raise LayoutRefused("bad_header")
    if not all(isinstance(cell, str) and len(cell) <= _MOST_CELL for cell in told):
        raise LayoutRefused("bad_header")
    return tuple(told)


def _fingerprint(told: object) -> str:
    if told is None:
        raise LayoutRefused("no_header")
    return _matching("fingerprint", told, _HEADLESS)


def _chosen(key: str, value: object) -> str:
    if not isinstance(value, str) or value not in _ONE_OF[key]:
        raise LayoutRefused("bad_value", key=key, value=value)
    return value


def _matching(key: str, value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise LayoutRefused("bad_value", key=key, value=str(value)[:_MOST_BANK])
    return value


def _columns(told: object, width: int) -> dict[str, tuple[int, ...]]:
    if not isinstance(told, dict):
        raise LayoutRefused("bad_value", key="columns", value=told)
    return {role: _places(role, places, width) for role, places in told.items()}


def _places(role: str, told: Any, width: int) -> tuple[int, ...]:
    if role not in _ROLES:
        raise LayoutRefused("unknown_key", key=role)
    if not isinstance(told, Iterable) or isinstance(told, str):
        raise LayoutRefused("bad_value", key=role, value=told)
    places = tuple(told)
    if not places or not all(type(at) is int and 1 <= at <= width for at in places):
        raise LayoutRefused("bad_column", role=role, value=", ".join(map(str, places)), most=width)
    if len(set(places)) < len(places):
        raise LayoutRefused("bad_column", role=role, value=", ".join(map(str, places)), most=width)
    return tuple(at - 1 for at in places)
