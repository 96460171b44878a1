"""What comes next, as sentences: will it last, how much, and how sure that is."""

from datetime import date

from core.domain.handouts import BalanceOdds, Fan, Outlook
from core.domain.words import numbers
from core.domain.words.labels import Names, category

WEEKS_NEEDED = 26
_WORTH_NAMING = 0.01
_CALM, _WATCH = 0.05, 0.30
_OLD_DAYS = 14

_MAKERS = {
    "deepar": "DeepAR",
    "history": "your last year",
    "anchored": "your own past weeks",
    "schedule": "your coming payments",
    "average": "a simple average",
    "too_short": "a simple average",
    "pool": "what similar companies do",
}

WHOSE_HELP = (
    "Bursar's own fan, what DeepAR says by itself, or your last 52 weeks drawn again. Bursar is the one "
    "that is checked against what happens and used for the odds on the Overview."
)
_WHOSE = {"bursar": "Bursar", "deepar": "DeepAR", "history": "History"}


def headline(outlook: Outlook | None, today: date) -> str:
    """The one sentence on whether the money lasts; says first when the data are old."""
    if outlook is None:
        return (
            "There is no look ahead yet: it is drawn as soon as your payments are sorted "
            "and cover a whole week, Monday to Sunday."
        )
    old = age(outlook.data_until, today)
    said = _balance(outlook.odds, outlook.horizon_weeks) if outlook.odds else _flow(outlook)
    return f"{old} {said}" if old else said


def age(data_until: date, today: date) -> str:
    """A warning where the data end more than two weeks ago, else ""."""
    days = (today - data_until).days
    if days <= _OLD_DAYS:
        return ""
    return f"Your data end on {numbers.day(data_until)}, {numbers.count(days, 'day')} ago."


def flow_headline(outlook: Outlook | None, today: date) -> str:
    """What comes and goes over the horizon, whatever the balance; says first when the data are old."""
    if outlook is None:
        return headline(None, today)
    old = age(outlook.data_until, today)
    return f"{old} {_flow(outlook)}" if old else _flow(outlook)


def total(fan: Fan, names: Names, weeks: int) -> str:
    """What one fan adds up to within so many weeks: about so much, half the time between a and b."""
    what, span = fan_name(fan, names), f"over the next {numbers.count(weeks, 'week')}"
    low, middle, high = _total(fan, weeks)
    if low == high:
        return f"{what}: most likely {middle} {span}."
    return f"{what}: about {middle} {span}, half the time between {low} and {high}."


def total_short(fan: Fan, weeks: int, *, adding_up: bool) -> str:
    """The same below a small picture, which says how it is drawn."""
    low, middle, high = _total(fan, weeks)
    drawn = "adding up" if adding_up else "week by week"
    span = f"in {numbers.count(weeks, 'week')}"
    if low == high:
        return f"Most likely {middle} {span}. Drawn {drawn}."
    return f"About {middle} {span} ({low} to {high}). Drawn {drawn}."


def fan_name(fan: Fan, names: Names) -> str:
    """What a fan shows: a category with its direction, the cash flow or the balance."""
    return series_name(fan.key, fan.direction, names)


def series_name(key: str, direction: str, names: Names) -> str:
    """The same by its key and direction."""
    if key == "balance":
        return "Cash"
    if key == "cash_flow":
        return "In minus out"
    way = " coming in" if direction == "in" else ""
    return f"{category(key, names)}{way}"


def whose(name: str) -> str:
    """Whose futures are shown, as a choice."""
    return _WHOSE[name]


def fan_said(outlook: Outlook, fan: Fan, names: Names, weeks: int) -> str:
    """What one fan says: for cash the chance of falling below the limit, by whose fan; else its total."""
    if fan.key != "balance" or outlook.odds is None:
        return total(fan, names, weeks)
    odds = outlook.odds
    limit = numbers.minor_about(odds.limit_minor, odds.currency)
    by = {"bursar": "Bursar", "deepar": "DeepAR alone", "history": "plain history"}[outlook.whose]
    span = numbers.count(outlook.horizon_weeks, "week")
    return (
        f"The chance of falling below {limit} within {span}, by {by}: {numbers.in_100(odds.below)}; "
        f"tightest is the week of {numbers.day_short(odds.tightest_week)}."
    )


def made_of(fan: Fan, whose_fan: str = "bursar") -> str:
    """Whose fan it is: "Made of DeepAR 25%, your last year 75%"; honest where it is only an average."""
    if whose_fan == "history":
        return "Plain history: your last 52 weeks as they came, drawn again by lot."
    if fan.method == "average":
        return f"Needs {WEEKS_NEEDED} weeks of payments, you have {fan.weeks_seen}: showing a simple average."
    parts = sorted(fan.made_of.items(), key=lambda part: -part[1])
    told = [(_MAKERS.get(name, name), share) for name, share in parts if share >= _WORTH_NAMING]
    said = [f"{name} {numbers.percent(share)}" for name, share in told]
    if whose_fan == "deepar":
        return f"What DeepAR says by itself: {', '.join(said)}."
    return f"Made of {', '.join(said)}." if said else ""


def drifting(fan: Fan) -> str:
    """Says that a category's level wanders, "" where it comes back or was not tested."""
    if not fan.drifts or fan.method == "average":
        return ""
    return "Its level has been drifting rather than coming back, so last year says less about what comes."


def being_drawn(drawing: int) -> str:
    """Says that some fans are behind what you just changed, "" where none is."""
    if not drawing:
        return ""
    verb = "is" if drawing == 1 else "are"
    return f"{numbers.count(drawing, 'line')} {verb} being drawn anew after the last change."


def redrawn(fan: Fan) -> str:
    """Says that this fan is behind what you just changed, "" where it is not."""
    return "Being drawn anew after the last change." if fan.stale else ""


def _balance(odds_seen: BalanceOdds, weeks: int) -> str:
    limit = numbers.minor_about(odds_seen.limit_minor, odds_seen.currency)
    tightest = numbers.money_about(odds_seen.tightest_median, odds_seen.currency)
    week = numbers.day_short(odds_seen.tightest_week)
    where = f"The tightest week starts on {week}, with about {tightest}."
    chance = numbers.in_100(odds_seen.below)
    if odds_seen.below < _CALM:
        return (
            f"You should be all right for the next {weeks} weeks: "
            f"the chance of falling below {limit} is {chance}. {where}"
        )
    if odds_seen.below < _WATCH:
        return (
            f"Probably all right, but keep an eye on it: the chance of falling below {limit} "
            f"within {weeks} weeks is {chance}. {where}"
        )
    return (
        f"Money may run short: the chance of falling below {limit} within {weeks} weeks is {chance}. {where}"
    )


def _flow(outlook: Outlook) -> str:
    fan = outlook.cash_flow
    if fan is None:
        return "There is too little history to look ahead yet."
    middle = fan.total["q50"]
    low, high = sorted((abs(fan.total["q25"]), abs(fan.total["q75"])))
    span = f"Over the next {outlook.horizon_weeks} weeks"
    between = f"{numbers.money_about(low, fan.currency)} and {numbers.money_about(high, fan.currency)}"
    amount = numbers.money_about(abs(middle), fan.currency)
    same_sign = fan.total["q25"] * fan.total["q75"] > 0
    half = f", half the time between {between}" if same_sign else ""
    if not any(each.direction == "in" for each in outlook.fans):
        return f"{span} about {amount} goes out{half}."
    way = "more comes in than goes out" if middle >= 0 else "more goes out than comes in"
    return f"{span} about {amount} {way}{half}."


def week_part(fan: Fan, names: Names, low: float, middle: float, high: float) -> str:
    """One category's share of a coming week, amounts in major units."""
    between = f"{numbers.money_about(low, fan.currency)} and {numbers.money_about(high, fan.currency)}"
    way = "in" if fan.direction == "in" else "out"
    about = numbers.money_about(middle, fan.currency)
    return f"{fan_name(fan, names)}: about {about} {way}, half the time between {between}"


def _total(fan: Fan, weeks: int) -> tuple[str, str, str]:
    """Quartiles and median of the running total after so many weeks, as money."""
    last = fan.fan_frame.iloc[min(weeks, len(fan.fan_frame)) - 1]
    low, middle, high = (
        numbers.money_about(float(last[f"sum_{level}"]), fan.currency) for level in ("q25", "q50", "q75")
    )
    return low, middle, high
