"""What undoing an import takes away, what stays, and what was said of its rows."""

from core.domain.handouts import StandingCorrection, UndoSeen
from core.domain.words import numbers, ripples
from core.domain.words.labels import Names, category

SENTENCES = {
    "import_undone": (
        "{file} was undone already.",
        "Bring the file in again if you want its payments back. Nothing was changed.",
    ),
}


def goes(seen: UndoSeen) -> str:
    """What leaves: "12 payments go, 4 May 2026 to 8 May 2026, together −€56.00"."""
    if not seen.rows or seen.from_on is None or seen.to_on is None:
        return f"No payment goes: none of {seen.file_name} counts now."
    rows = numbers.count(seen.rows, "payment")
    sums = [numbers.money(minor, code) for code, minor in sorted(seen.sums_minor.items())]
    days = f"{numbers.day(seen.from_on)} to {numbers.day(seen.to_on)}"
    if seen.from_on == seen.to_on:
        days = numbers.day(seen.from_on)
    return f"{rows} {'goes' if seen.rows == 1 else 'go'}, {days}, together {numbers.listed(sums)}."


def stays(seen: UndoSeen) -> str:
    """Which of them another file brings all the same; "" where none does."""
    if not seen.coming_forward:
        return ""
    verb = "counts" if seen.coming_forward == 1 else "count"
    return f"{numbers.number(seen.coming_forward)} of them still {verb}: another file holds the same."


def corrections(seen: UndoSeen) -> str:
    """Leads the list of corrections, or says that there are none."""
    if not seen.corrections:
        return "Nobody has corrected its payments since."
    made = numbers.count(len(seen.corrections), "correction")
    verb = "stands" if len(seen.corrections) == 1 else "stand"
    return f"{made} made since {verb} on its payments:"


def correction(one: StandingCorrection, names: Names) -> str:
    """One of them: "12 May 2026: Metro, from Not sorted yet to Office, 3 payments"."""
    when = numbers.moment(one.act.at)
    if one.act.kind != "correct":
        return f"{when}: {ripples.act(one.act, names)}"
    sources = [category(each, names) for each in one.from_categories if each != one.act.category]
    origin = f"from {numbers.listed(sources)} " if sources else ""
    rows = [numbers.count(one.rows_here, "payment")]
    if one.rows_elsewhere:
        rows.append(f"{numbers.number(one.rows_elsewhere)} of other files")
    rule = ", with a rule" if one.act.made_rule else ""
    to = category(one.act.category, names)
    return f"{when}: {one.act.payee or 'no name'}, {origin}to {to}, {numbers.listed(rows)}{rule}"


def more_corrections(how_many: int) -> str:
    """Stands under the first of them."""
    return f"and {numbers.number(how_many)} more"


KEEP = "Keep them: they hold for other payments, and for these once the file comes in again."
DROP = "Drop them: everything is as it was before the file came in."
