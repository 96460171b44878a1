"""Things to know, and how spending compares with the usual."""

from datetime import date

from core.domain.categories import UNCATEGORISED
from core.domain.handouts import FactToKnow, Overview
from core.domain.words import numbers
from core.domain.words.filling import fill
from core.domain.words.labels import Names, category

_ENOUGH = 0.05


def spent(overview: Overview) -> str:
    """What went out in the period, and how much of it is only guessed."""
    frame = overview.spending_frame
    if frame.empty:
        return "Nothing went out in this period."
    out = int(frame["out_minor"].sum())
    # Guesses count both ways; only money out is told of here.
    guessed = int(frame[["guessed_minor", "out_minor"]].min(axis="columns").sum())
    unsorted = int(frame.loc[frame["category"] == UNCATEGORISED, "out_minor"].sum())
    said = f"{numbers.minor_about(out, overview.currency)} went out {period(*overview.period)}"
    doubts = [
        f"{numbers.minor_about(minor, overview.currency)} is {state}"
        for minor, state in ((guessed, "guessed"), (unsorted, "not sorted yet"))
        if minor
    ]
    return f"{said}; of this, {numbers.listed(doubts)}." if doubts else f"{said}."


def period(from_on: date, to_on: date) -> str:
    """A period inside a sentence."""
    return f"between {numbers.day(from_on)} and {numbers.day(to_on)}"


def refunds(name: str, out_minor: int, in_minor: int, currency: str) -> str:
    """A note where more than a twentieth of a category came back, else ""."""
    if out_minor <= 0 or in_minor <= _ENOUGH * out_minor:
        return ""
    return f"{name}: {numbers.minor_about(in_minor, currency)} came back."


def fact(known: FactToKnow, names: Names, currency: str) -> str:
    """A thing to know as one sentence with its figures."""
    told = _FACTS.get(known.code)
    values = {name: _value(name, value, names, currency) for name, value in known.facts.items()}
    if told is None:
        return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())
    return fill(told, values)


_FACTS = {
    "category_up": "{category} took {out_minor}; {usual_minor} is usual for you in such a period.",
    "largest_open": "{money_minor} of {payee} ({rows}) is not sorted for sure: nothing open is larger.",
    "refunds": "{in_minor} of the {out_minor} paid for {category} came back.",
}


def _value(name: str, value: str | int | float | date, names: Names, currency: str) -> str:
    if isinstance(value, date):
        return numbers.day(value)
    if name.endswith("_minor"):
        return numbers.minor_about(int(value), currency)
    if isinstance(value, float):
        return numbers.percent(value)
    if name == "rows" and isinstance(value, int):
        return numbers.count(value, "payment")
    if name == "category":
        return category(str(value), names)
    return numbers.number(value) if isinstance(value, int) else value
