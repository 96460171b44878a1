"""Who decided and how sure it is, in the words of the tables."""

import re
from collections.abc import Iterable, Mapping

from core.domain.categories import LIKELY, SURE, UNCATEGORISED, OwnCategory, master_of
from core.domain.company import Company
from core.domain.labels import Decider, Direction, Guess, Reach, RowFilter, Status
from core.domain.words import numbers

NOT_SORTED = "Not sorted yet"
Names = Mapping[str, str]
"""Category key -> the name the screen shows."""

_DECIDERS = {
    Decider.YOU: "you",
    Decider.OWN_TRANSFER: "own transfer",
    Decider.TYPE_CODE: "bank code",
    Decider.OWNER_RULE: "your rule",
    Decider.MEMORY: "memory",
    Decider.MODEL: "model",
    Decider.NACE_TABLE: "trade code",
    Decider.MCC_TABLE: "merchant code",
    Decider.WORDS_TABLE: "known words",
    Decider.NOBODY: "nobody yet",
}


def company(known: Company) -> str:
    """A company's name; invented ones carry the word Demo."""
    return f"{known.name} (Demo)" if known.is_demo else known.name


def category(key: str, names: Names) -> str:
    """A category's name on the screen."""
    return NOT_SORTED if key == UNCATEGORISED else names.get(key, key)


def names_with_own(names: Names, own: Iterable[OwnCategory]) -> dict[str, str]:
    """The categories' names by place, each followed by those of what the company hangs below it."""
    known = list(own)
    named: dict[str, str] = {}
    for key, name in names.items():
        named[key] = name
        named |= {each.place: below(name, each.name) for each in known if each.parent == key}
    return named


def names_with_new(names: Names, place: str, new_name: str) -> Names:
    """The same with a sub-category that is just being made, where there is one."""
    if not new_name.strip() or place in names:
        return names
    parent = master_of(place)
    return {**names, place: below(names.get(parent, parent), " ".join(new_name.split()))}


def below(parent: str, name: str) -> str:
    """A sub-category's name with its category's before it: Office: Printer paper."""
    return f"{parent.removesuffix(' expenses')}: {name}"


_LEDGERS = {
    "csv": "CSV, a table for any program",
    "xlsx": "Excel workbook",
    "ofx": "OFX, for accounting programs",
    "beancount": "Beancount journal, double entry",
}


def ledger_format(ending: str) -> str:
    """A format of payments for an accountant."""
    return _LEDGERS.get(ending, ending.upper())


def export_name(known: Company, rows: RowFilter, ending: str) -> str:
    """The name of a file of payments: harbor-bakery-2026-01-01-to-2026-03-31.csv."""
    plain = re.sub(r"[^\w]+", "-", known.name.casefold()).strip("-") or "payments"
    first, last = (str(day) if day else "" for day in (rows.from_on, rows.to_on))
    span = "-to-".join(each for each in (first, last) if each)
    return "-".join(each for each in (plain, span) if each) + f".{ending}"


def decider(who: Decider) -> str:
    """Who decided, in a word or two."""
    return _DECIDERS[who]


def how_sure(status: Status, probability: float | None) -> str:
    """Sure, likely or unsure; a decision that needs no odds is sure, and what is only guessed never is."""
    if status is Status.ASKED:
        return "not sorted"
    if probability is None:
        return "sure" if status is Status.DECIDED else "unsure"
    if probability >= SURE and status is Status.DECIDED:
        return "sure"
    return "likely" if probability >= LIKELY else "unsure"


def how_sure_with_odds(status: Status, probability: float | None, *, checked: bool) -> str:
    """`how_sure` with a percentage, only where the odds were checked against people's own answers."""
    word = how_sure(status, probability)
    return f"{word}, {numbers.percent(probability)}" if checked and probability is not None else word


def guess(one: Guess, names: Names) -> str:
    """A guess with its odds where they are known: Supplier (12%)."""
    odds = "" if one.probability is None else f" ({numbers.percent(one.probability)})"
    return f"{category(one.category, names)}{odds}"


def direction(way: Direction) -> str:
    """Which way the money went."""
    return "money in" if way is Direction.IN else "money out"


def reach(how_far: Reach, payee: str, alike: int, filtered: int) -> str:
    """A choice of how far a correction goes; `alike` other rows share the payee."""
    if how_far is Reach.ROW:
        return "Only this payment"
    if how_far is Reach.PAYEE:
        rows = numbers.count(alike + 1, "payment")
        return f"Every payment like this to or from {payee}, past and coming ({rows})"
    return f"Every payment of the present filter ({numbers.number(filtered)})"
