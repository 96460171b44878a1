"""What a correction will change, has changed, or has put back."""

from core.domain.categories import master_of
from core.domain.handouts import ActLine, Ripple
from core.domain.labels import Reach
from core.domain.words import numbers
from core.domain.words.filling import fill
from core.domain.words.labels import Names, category


def coming(ripple: Ripple, names: Names) -> str:
    """What will follow, said before the act."""
    if not ripple.rows:
        return f"Nothing changes: it is under {category(ripple.to_category, names)} already.{_kept(ripple)}"
    rows = numbers.count(ripple.rows, "payment")
    verb = "goes" if ripple.rows == 1 else "go"
    to = category(ripple.to_category, names)
    return f"{rows}{_money(ripple)} {verb} to {to}{_from(ripple, names)}.{_kept(ripple)}"


def done(ripple: Ripple, names: Names) -> str:
    """What has followed, said after the act."""
    rows = numbers.count(ripple.rows, "payment")
    verb = "is" if ripple.rows == 1 else "are"
    to = category(ripple.to_category, names)
    return f"{rows}{_money(ripple)} {verb} now under {to}{_from(ripple, names)}.{_kept(ripple)}"


def undone(ripple: Ripple) -> str:
    """What an undo put back."""
    if not ripple.rows:
        return "Undone."
    rows = numbers.count(ripple.rows, "payment")
    return f"Undone: {rows} {'is' if ripple.rows == 1 else 'are'} where {_it(ripple.rows)} before."


def act(line: ActLine, names: Names) -> str:
    """One act of a person, in a list."""
    rows = numbers.count(line.rows, "payment")
    if line.kind == "undo":
        return f"Undid a change of {rows}" if line.rows else "Undid a change"
    if line.names and line.kind in _OWN_ACTS:
        return fill(_OWN_ACTS[line.kind], _called(line, names))
    if line.kind == "pause_rule":
        return f"Paused the rule for {line.payee}"
    if line.kind == "use_rule":
        return f"Took up the rule for {line.payee} again"
    if line.kind in _PAYEE_ACTS:
        return fill(_PAYEE_ACTS[line.kind], {"payee": line.payee or "somebody not named"})
    whose = line.payee if line.payee and line.reach != Reach.FILTER else "a filter"
    rule = f" and made a rule for {line.payee}" if line.made_rule else ""
    return f"Filed {rows} of {whose} under {category(line.category, names)}{rule}"


_OWN_ACTS = {
    "undo_import": "Undid the file {name}: {rows}",
    "add_own": "Added the sub-category {name} under {parent}",
    "rename_own": "Renamed the sub-category {name} to {other}",
    "merge_own": "Merged the sub-category {name} into {place}: {rows}",
    "archive_own": "Archived the sub-category {name}",
    "use_own": "Took up the sub-category {name} again",
}


_PAYEE_ACTS = {
    "confirm_due": "Confirmed the coming payments of {payee}",
    "strike_due": "Struck the coming payments of {payee}",
    "leave_due": "Left the coming payments of {payee} to Bursar again",
    "two_payments": "Said that two payments of {payee} are two",
    "one_payment": "Said that two rows of {payee} are one payment",
}


def _called(line: ActLine, names: Names) -> dict[str, str]:
    return {
        "name": line.names[0],
        "other": line.names[-1],
        "parent": category(master_of(line.category), names),
        "place": category(line.category, names),
        "rows": numbers.count(line.rows, "payment"),
    }


def _it(rows: int) -> str:
    return "it was" if rows == 1 else "they were"


def _money(ripple: Ripple) -> str:
    sums = [numbers.minor_about(minor, code) for code, minor in sorted(ripple.moved_minor.items())]
    return f" ({numbers.listed(sums)})" if sums else ""


def _from(ripple: Ripple, names: Names) -> str:
    others = [category(each, names) for each in ripple.from_categories if each != ripple.to_category]
    return f", from {numbers.listed(others)}" if others else ""


def _kept(ripple: Ripple) -> str:
    if not ripple.kept:
        return ""
    verb = "stays" if ripple.kept == 1 else "stay"
    return f" {numbers.count(ripple.kept, 'payment')} you filed one by one {verb}."
