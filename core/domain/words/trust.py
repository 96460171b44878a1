"""What can be believed, and since when: models, rules and files in a line each."""

from core.domain.handouts import ImportLine, RuleLine, VersionLine
from core.domain.words import files, labels, numbers, verdicts
from core.domain.words.labels import Names

_STATES = {
    "champion": "in use",
    "challenger": "being checked",
    "rejected": "tried, not taken",
    "retired": "used before",
}
_KINDS = {"categorizer": "Sorting", "forecaster": "Looking ahead"}


def headline(right_share: float | None, checked_rows: int) -> str:
    """How often the model agrees with you where it did not know your answer."""
    if right_share is None or not checked_rows:
        return "Not checked yet: there are no answers of yours to check against."
    answers = numbers.count(checked_rows, "answer")
    share = numbers.times_of_100(right_share)
    return f"It was right {share} on {answers} of yours that it did not know."


def share_of(rows: float, money: float) -> str:
    """Shares of payments and of money, 0 to 1 each."""
    return f"{numbers.percent(rows)} of payments, {numbers.percent(money)} of money"


def target(of_100: int) -> str:
    """How often what files itself is to be right."""
    return f"{of_100} times of 100"


def kind(name: str) -> str:
    """What a model is for."""
    return _KINDS.get(name, name)


def version(line: VersionLine) -> str:
    """A model's day, state and verdict."""
    state = _STATES.get(line.state, line.state)
    said = verdicts.sentence if line.kind == "categorizer" else verdicts.ahead
    return f"{numbers.moment(line.made_at)}, {state}. {said(line.verdict)}"


def rule(line: RuleLine, names: Names) -> str:
    """A rule with what it covers and where a person said otherwise."""
    state = "" if line.in_force else " (paused)"
    clash = f", {numbers.number(line.conflicts)} filed elsewhere by you" if line.conflicts else ""
    where = labels.category(line.category, names)
    covers = numbers.count(line.covers, "payment")
    return f"{labels.direction(line.direction)} → {where}{state}: {covers}{clash}"


def imported(line: ImportLine) -> str:
    """A file with its rows and its days."""
    span = ""
    if line.from_on and line.to_on:
        span = f", {numbers.day(line.from_on)} to {numbers.day(line.to_on)}"
    known = f", {numbers.number(line.rows_known)} known before" if line.rows_known else ""
    bad = f", {numbers.number(line.rows_bad)} unread" if line.rows_bad else ""
    same = f", {numbers.number(line.rows_same)} told in other words by another file" if line.rows_same else ""
    waiting = f", {numbers.number(line.rows_announced)} only announced" if line.rows_announced else ""
    gone = f", undone on {numbers.moment(line.undone_at)}" if line.undone_at else ""
    rows = numbers.count(line.rows_new, "new row")
    return f"({files.kind(line.kind)}): {rows}{known}{same}{waiting}{bad}{span}{gone}"
