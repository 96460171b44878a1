"""What was said earlier against what happened, as sentences: misses included."""

from core.domain.handouts import Behind, Fan, Replay, Replayed, TrackLine
from core.domain.weeks import WEEK
from core.domain.words import numbers
from core.domain.words.labels import Names
from core.domain.words.outlook import fan_name, series_name

SHOULD_HOLD = 0.8
MISS = "a miss"
HOW_COUNTED = (
    "Each past week counts once. Weeks that Bursar did not look ahead to at the time are looked back at "
    "from the payments before them alone. Where a week could well stay empty and did, a draw by lot "
    "decides whether it counts as inside: empty weeks would flatter the count otherwise."
)
_SPELLED = {12: "Twelve", 24: "Twenty-four", 36: "Thirty-six", 48: "Forty-eight"}


def headline(found: Replay, one: Replayed, names: Names) -> str:
    """What was said of one fan and what it became: inside, or a miss and on which side."""
    ago = f"{_SPELLED.get(found.rung.weeks_back, str(found.rung.weeks_back))} weeks ago"
    said = "we would have said" if found.rung.looking_back else "we said"
    low, high, came = (numbers.money_about(each, one.fan.currency) for each in (one.low, one.high, one.came))
    between = f"between {low} and {high}" if low != high else f"of {low}"
    return (
        f"{ago} {said} 80 in 100 for {_what(one.fan, names)} {between} {_when(found, one)}; "
        f"it became {came}: {_verdict(one)}."
    )


def counted(one: Replayed, *, adding_up: bool) -> str:
    """How many weeks lay inside the band, against what it should hold."""
    inside = one.inside_adding if adding_up else one.inside
    if not inside:
        return ""
    lay = f"{sum(inside)} of {numbers.count(len(inside), 'week')}"
    if adding_up:
        return f"In {lay} the running total lay inside the band that should hold 8 of 10."
    return f"{lay} lay inside the band that should hold 8 of 10."


def how_drawn(found: Replay) -> str:
    """From which payments it was drawn, and when."""
    eve = numbers.day(found.rung.first_week - WEEK / 7)
    if found.stood_in:
        return (
            f"Drawn afterwards from your payments up to {eve} alone, without coming payments; past weeks "
            "are summed as you file them today. A file of the model was missing or damaged then: what it "
            "could not draw comes from your last year alone."
        )
    if found.rung.looking_back:
        return (
            f"Drawn afterwards from your payments up to {eve} alone, by a model that had learned from "
            f"nothing later, without coming payments; past weeks are summed as you file them today."
        )
    return f"Said on {numbers.moment(found.made_at)} from your payments up to {eve}, kept as it was."


def marks(*, adding_up: bool) -> str:
    """What the marks in the picture mean."""
    what = "the running total outside" if adding_up else "a week outside"
    return f"The thick line is what happened; a cross marks {what} the band that should hold 8 of 10."


def nothing_yet(found: Behind) -> str:
    """Why there is nothing to look back at, and when there will be; "" where there is."""
    if found.rungs:
        return ""
    if found.weeks_known < found.weeks_needed:
        return (
            f"Looking back needs {found.weeks_needed} whole weeks of payments, you have "
            f"{found.weeks_known}: bring in older files, or come back in "
            f"{numbers.count(found.weeks_needed - found.weeks_known, 'week')}."
        )
    if found.waiting:
        return "What we would have said 12 weeks ago is being drawn: it takes a minute."
    return (
        "The model in use has learned from the very weeks it would be tried on, so it may not speak of "
        "them. In 12 weeks today's fans can be held against what happened."
    )


def more_to_come(found: Behind) -> str:
    """Why not every step back is there, "" where all are."""
    if not found.rungs:
        return ""
    if found.waiting:
        return "Further back is still being drawn."
    if found.unspoken:
        return "Further back the model in use has learned from the very weeks it would be tried on."
    return ""


def track(line: TrackLine, names: Names) -> str:
    """A category's past fans against what came: weeks, then whole totals."""
    what, weeks = series_name(line.key, line.direction, names), numbers.count(line.weeks, "week")
    should = numbers.number(round(SHOULD_HOLD * line.weeks))
    said = f"Of {weeks} of {what}, {line.weeks_inside} lay in the band that should hold {should}."
    if not line.totals:
        return said
    return f"{said} Of {numbers.count(line.totals, 'total')} over 12 weeks, {line.totals_inside} did."


def not_checked(what: str) -> str:
    """For a fan whose weeks have not come true yet."""
    return f"{what}: not checked against past weeks yet."


def _what(fan: Fan, names: Names) -> str:
    name = fan_name(fan, names)
    return f"{name[0].lower()}{name[1:]}" if fan.key in ("balance", "cash_flow") else name


def _when(found: Replay, one: Replayed) -> str:
    weeks = len(one.came_frame)
    if one.fan.key == "balance":
        return f"on {numbers.day(found.rung.first_week + weeks * WEEK - WEEK / 7)}"
    return f"over {numbers.count(weeks, 'week')}"


def _verdict(one: Replayed) -> str:
    if one.inside_adding and one.inside_adding[-1]:
        return "inside"
    return f"{MISS}, {'above' if one.came > one.high else 'below'}"
