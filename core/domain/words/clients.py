"""Several companies at once: who needs somebody first, and why, in plain words."""

from collections.abc import Sequence
from datetime import date

from core.domain.handouts import BalanceOdds, ClientLine
from core.domain.words import numbers, outlook
from core.domain.words.labels import company

QUESTION = "Who needs you?"
ORDER = (
    "Worst first: by the chance of falling below the limit within 12 weeks, then within 4. "
    "Companies without odds follow, the most unsorted money first."
)
NO_ODDS = "no odds"
NO_CASH = "not known"
_LIKELY = 0.5


def headline(lines: Sequence[ClientLine]) -> str:
    """How many are more likely than not to fall short, and by when; who is nearest where nobody is."""
    with_odds = [(line, line.odds) for line in lines if line.odds is not None]
    without = len(lines) - len(with_odds)
    if not with_odds:
        return (
            f"There are no odds yet for {numbers.count(len(lines), 'company', 'companies')}: "
            "that takes a known balance, and money both coming in and going out."
        )
    short = [line for line, odds in with_odds if odds.below > _LIKELY]
    fall = f"more likely than not to fall below {'its' if len(short) < 2 else 'their'} limit {_when(lines)}"
    opening = _how_many(len(short), len(with_odds), without)
    if short:
        said = f"{opening} {fall}."
    else:
        nearest, odds = max(with_odds, key=lambda each: (each[1].below, each[1].below_4))
        said = f"{opening} {fall}; nearest to it is {company(nearest.company)}, {numbers.in_100(odds.below)}."
    return f"{said} {_without(without)}" if without else said


def below_limit(line: ClientLine) -> str:
    """What the chance is about: "Below €2,000 in 12 weeks"."""
    if line.odds is None:
        return "Below its limit in 12 weeks"
    return f"Below {numbers.minor_about(line.odds.limit_minor, line.odds.currency)} in 12 weeks"


def chance(share: float | None) -> str:
    """A chance standing alone, or that there is none."""
    return NO_ODDS if share is None else numbers.in_100_short(share)


def cash(line: ClientLine) -> str:
    """What is in its accounts of its main currency."""
    return NO_CASH if line.cash_minor is None else numbers.minor_about(line.cash_minor, line.currency)


def cash_name(line: ClientLine) -> str:
    """What that figure is; other currencies are named, never added."""
    return f"Cash ({numbers.listed(list(line.other_currencies))} apart)" if line.other_currencies else "Cash"


def tightest(odds: BalanceOdds | None) -> str:
    """The tightest week with about what is left in it."""
    if odds is None:
        return NO_ODDS
    left = numbers.money_about(odds.tightest_median, odds.currency)
    return f"{numbers.day_short(odds.tightest_week)}, {left}"


def unsorted(line: ClientLine) -> str:
    """The money nobody is sure of yet."""
    return numbers.minor_about(line.open_minor, line.currency) if line.open_minor else "nothing"


def until(line: ClientLine, today: date) -> str:
    """Until when its data reach; how long ago that was where it is over two weeks."""
    if line.data_until is None:
        return "no data yet"
    said = numbers.day(line.data_until)
    days = (today - line.data_until).days
    return f"{said}, {numbers.count(days, 'day')} ago" if outlook.age(line.data_until, today) else said


def drawing(line: ClientLine) -> str:
    """Says that its odds are behind what was just changed, "" where they are not."""
    return outlook.being_drawn(line.drawing)


def reading(companies: int) -> str:
    """What is done while the page waits."""
    return f"Looking at {numbers.count(companies, 'company', 'companies')}"


def _how_many(short: int, with_odds: int, without: int) -> str:
    """The subject and its verb: "2 of 9 companies are"."""
    if with_odds == 1:
        return f"The one company with odds is{'' if short else ' not'}"
    among = f"the {with_odds} companies with odds" if without else f"{with_odds} companies"
    return f"{short or 'Not one'} of {among} {'are' if short > 1 else 'is'}"


def _when(lines: Sequence[ClientLine]) -> str:
    ends = {line.last_day for line in lines if line.odds is not None and line.last_day is not None}
    return f"by {numbers.day(ends.pop())}" if len(ends) == 1 else "within 12 weeks"


def _without(how_many: int) -> str:
    have = "1 other has" if how_many == 1 else f"{how_many} others have"
    return f"{have} none: a balance is missing, or money goes only one way."
