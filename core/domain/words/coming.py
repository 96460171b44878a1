"""Coming payments: when, how surely, how much, and what the owner's word on one does."""

from core.domain.handouts import ComingList, ComingPayment, StreamLine
from core.domain.recurring import Cadence, Said
from core.domain.words import numbers
from core.domain.words.labels import Names, category

NONE_YET = (
    "Nothing that comes again and again was found yet: it takes three or four payments of one payee, "
    "evenly apart."
)
HOW_FOUND = (
    "Found by payee, amount and rhythm; how likely is measured on how often such payments came before. "
    "What you confirm is drawn into the forecast by its dates."
)
_TENTHS_NEVER, _TENTHS_ALWAYS = 0.05, 0.95
_WORTH_SAYING = 0.15
_WEEKS = {1: "every week", 2: "every two weeks", 4: "every four weeks"}
_MONTHS = {1: "every month", 3: "every three months", 6: "every half year", 12: "every year"}
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last", -2: "second last", -3: "third last"}
_DONE = {
    Said.CONFIRMED: "Confirmed: the forecast goes by the dates of {payee} now.",
    Said.STRUCK: "Struck: {payee} is no longer listed, and the forecast goes by its past weeks.",
    Said.NOTHING: "{payee} is left to Bursar again.",
}


def headline(found: ComingList) -> str:
    """How much is due, and the next one; says so where nothing is."""
    if not found.payments:
        return NONE_YET
    first = next((each for each in found.payments if not each.overdue), found.payments[0])
    listed = numbers.count(len(found.payments), "payment")
    about = numbers.minor_about(first.middle_minor, first.currency)
    return f"{listed} expected. Next: {about} {_whom(first)} on {numbers.day_short(first.on)}."


def when(one: ComingPayment) -> str:
    """The date, and that it has gone by where it has."""
    said = numbers.day(one.on)
    return f"{said}, not here yet" if one.overdue else said


def amount(one: ComingPayment) -> str:
    """How much, with its direction: one figure where it is always the same."""
    way = "in" if one.line.direction == "in" else "out"
    low, middle, high = (
        numbers.minor_about(minor, one.currency)
        for minor in (one.low_minor, one.middle_minor, one.high_minor)
    )
    if low == high:
        return f"{middle} {way}"
    return f"about {middle} {way}, 8 times of 10 between {low} and {high}"


def chance(one: ComingPayment) -> str:
    """How likely it comes, and how likely late, as natural frequencies."""
    late = ""
    if not one.overdue and one.late >= _WORTH_SAYING:
        late = f"; {in_10(one.late)} come over 3 days late"
    return f"comes {in_10(one.chance)} times{late}"


def in_10(share: float) -> str:
    """A chance in tenths: 0.88 is "9 in 10"."""
    if share < _TENTHS_NEVER:
        return "fewer than 1 in 10"
    return "more than 9 in 10" if share > _TENTHS_ALWAYS else f"{round(10 * share)} in 10"


def rhythm(line: StreamLine, names: Names) -> str:
    """Under what it counts, how often it comes and since when that is known."""
    paid = numbers.count(line.paid, "payment")
    own = {Said.CONFIRMED: " Confirmed by you.", Said.NOTHING: "", Said.STRUCK: ""}[line.said]
    drawn = " Its dates forecast better than its weeks, so they are drawn." if _earned(line) else ""
    return f"{category(line.category, names)}, {cadence(line.cadence)}, seen in {paid}.{own}{drawn}"


def cadence(how: Cadence) -> str:
    """A rhythm: "every month, last working day"."""
    often = _WEEKS if how.unit == "week" else _MONTHS
    said = often.get(how.every, f"every {how.every} {how.unit}s")
    if how.kind == "day":
        return f"{said}, day {how.number}"
    if how.kind == "working_day":
        return f"{said}, {_NTH[how.number]} working day"
    if how.kind == "weekday":
        return f"{said}, {_NTH[how.number]} {numbers.weekday(how.weekday)}"
    return said


def done(said: Said, payee: str) -> str:
    """What the owner's word did."""
    return _DONE[said].format(payee=payee or "This payee")


def _earned(line: StreamLine) -> bool:
    return line.by_schedule and line.said is Said.NOTHING


def _whom(one: ComingPayment) -> str:
    return f"{'from' if one.line.direction == 'in' else 'to'} {one.line.payee}"
