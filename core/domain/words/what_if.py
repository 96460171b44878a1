"""What-if in sentences: what is supposed, what it does to the odds, and why something cannot be supposed."""

from core.domain.handouts import BalanceOdds, Effect, Outlook, PayerLine, WhatIf
from core.domain.what_if import CategoryMoved, MonthlyPayment, PayerLate
from core.domain.words import numbers
from core.domain.words.labels import Names, category

NOT_STORED = (
    "A question, not a fact: nothing of it is stored, and the forecast stays as it is. "
    "Reload the page and the question is gone."
)
HOW_LATE = (
    "A payer's part is its share of the money that came in under the same category over the last 52 weeks."
)
BESIDE = "Dotted: without it, the middle and the edges of 80 in 100."
BESIDE_ADDING_UP = f"{BESIDE} The picture adds up from week to week."
LATE, MOVED, NEW = "A payer pays late", "A category goes up or down", "A new monthly payment"
WAYS = {"out": "goes out", "in": "comes in"}
NOTHING_DRAWN = "No category is looked ahead yet, so there is none to change."
NOBODY_PAYS = "Nobody paid anything in over the last 52 weeks, so nobody can be late."
_NOTHING = 0.5

SENTENCES = {
    "what_if_refused": (
        "This cannot be supposed.",
        "Ask for something else. Nothing was added.",
    ),
    "what_if_too_many": (
        "There is room for {most} at once.",
        "Remove one first. Nothing was added.",
    ),
    "what_if_twice": (
        "This is in the list already.",
        "Remove it first, or ask for something else. Nothing was added.",
    ),
    "what_if_no_payments": (
        "This payer has paid nothing over the last 52 weeks, so nothing of theirs can come late.",
        "Choose another payer. Nothing was added.",
    ),
    "what_if_days": (
        "Late means 1 to {most} days.",
        "Type a number of days between them. Nothing was added.",
    ),
    "what_if_nothing_expected": (
        "Nothing is expected there in the coming weeks, so there is nothing to change.",
        "Choose another category, or ask for a new monthly payment. Nothing was added.",
    ),
    "what_if_no_change": (
        "0% more or less changes nothing.",
        "Type a number other than 0. Nothing was added.",
    ),
    "what_if_less_than_nothing": (
        "Less than nothing cannot be paid: −100% means that the payments stop.",
        "Type −100 or more. Nothing was added.",
    ),
    "what_if_percent": (
        "{most}% more is the most that can be asked for.",
        "Type a smaller number, or ask for a new monthly payment. Nothing was added.",
    ),
    "what_if_no_amount": (
        "A payment needs an amount above 0; whether it comes in or goes out is said beside it.",
        "Type an amount. Nothing was added.",
    ),
    "what_if_too_late": (
        "That day lies behind the weeks ahead, so it would change nothing in them.",
        "Choose an earlier day. Nothing was added.",
    ),
}


def headline(plain: Outlook, seen: WhatIf) -> str:
    """What the assumptions do: to the odds where there are any, to money in and out where there are none."""
    if plain.odds is not None and seen.odds is not None:
        return _odds(plain.odds, seen.odds)
    return _flow(plain, seen)


def effect(found: Effect, names: Names, weeks: int) -> str:
    """One assumption with what it does within the weeks ahead."""
    supposed = found.assumption
    span = f"within these {weeks} weeks"
    match supposed:
        case PayerLate():
            said = _late(found, supposed, span)
        case CategoryMoved():
            said = _moved(found, supposed, names, span)
        case MonthlyPayment():
            said = _monthly(found, supposed, span)
    return f"{said}{_outside(found)}"


def payer(line: PayerLine) -> str:
    """A payer in a list to choose from."""
    return f"{line.payee} ({numbers.minor_about(line.money_minor, line.currency)} in 52 weeks)"


def _odds(before: BalanceOdds, after: BalanceOdds) -> str:
    limit = numbers.minor_about(after.limit_minor, after.currency)
    tightest = numbers.money_about(after.tightest_median, after.currency)
    where = f"tightest: week of {numbers.day_short(after.tightest_week)}, with about {tightest}."
    if _of_100(before.below) == _of_100(after.below):
        return (
            f"With this, the chance of falling below {limit} stays at {numbers.in_100(after.below)}; {where}"
        )
    return (
        f"With this, in {_of_100(after.below)} of 100 futures you fall below {limit} "
        f"instead of {_of_100(before.below)}; {where}"
    )


def _flow(plain: Outlook, seen: WhatIf) -> str:
    if plain.cash_flow is None or seen.cash_flow is None:
        return "There is too little history to ask this yet."
    before, after = (
        numbers.money_about(fan.total["q50"], fan.currency) for fan in (plain.cash_flow, seen.cash_flow)
    )
    span = f"over the next {seen.horizon_weeks} weeks"
    return f"With this, in minus out is about {after} {span} instead of {before}."


def _late(found: Effect, late: PayerLate, span: str) -> str:
    opening = f"{found.payee} pays {numbers.count(late.days, 'day')} late"
    if found.moved < _NOTHING:
        return f"{opening}: nothing of theirs is expected {span}, so nothing moves."
    said = f"{opening}: about {_money(found.moved, found)} expected {span} comes later"
    if found.beyond < _NOTHING:
        return f"{said}."
    return f"{said}, about {_money(found.beyond, found)} of it only after them."


def _moved(found: Effect, moved: CategoryMoved, names: Names, span: str) -> str:
    comes_in = moved.direction == "in"
    name = f"{category(moved.category, names)}{' coming in' if comes_in else ''}"
    way = "comes in" if comes_in else "goes out"
    much, high = ("more", "higher") if moved.percent > 0 else ("less", "lower")
    how = "stops" if moved.percent == -100 else f"{abs(moved.percent):g}% {high}"
    opening = f"{name} {how} from {numbers.day(moved.from_on)}"
    if abs(found.moved) < _NOTHING:
        return f"{opening}: next to nothing is expected there {span}."
    return f"{opening}: about {_money(abs(found.moved), found)} {much} {way} {span}."


def _monthly(found: Effect, new: MonthlyPayment, span: str) -> str:
    amount = numbers.minor_about(new.amount_minor, found.currency)
    way = "in" if new.direction == "in" else "out"
    times = numbers.count(found.payments, "payment")
    opening = f"{amount} {way} every month from {numbers.day(new.from_on)}"
    return f"{opening}: {times}, {_money(found.moved, found)} {span}."


def _outside(found: Effect) -> str:
    if abs(found.outside) < _NOTHING:
        return ""
    return (
        f" Of this, about {_money(abs(found.outside), found)} runs over a card or loan account "
        "and does not move your balance."
    )


def _money(amount: float, found: Effect) -> str:
    return numbers.money_about(amount, found.currency)


def _of_100(share: float) -> str:
    """The number of futures: "31", "fewer than 1"."""
    return numbers.in_100(share).removesuffix(" in 100")
