"""What a review card says: whose payments, what the answer will do, what came of the sitting."""

from core.domain.handouts import Checks, DoubtedLabel, ReviewGroup
from core.domain.review import Settled
from core.domain.words import errors, labels, numbers, reasons
from core.domain.words.labels import Names

NO_PAYEE = "No payee named"
_SIGNS = {
    "mcc_answer": "the merchant code",
    "nace_answer": "the payee's trade",
    "words_answer": "the payee's name",
}
CHECK = "A random check: Bursar filed this one by itself. Is it right?"
SKIPPED = "You put this one off before."
NOTHING = "Nothing unsure. Next check after your next import."
HOW_DOUBTED = (
    "After each learning, Bursar asks its model about your own answers, without letting it know what you "
    "said of that payee. Your answer stays unless you change it."
)
APART = "These payments were split: not all of this payee are the same."

KEYS = (
    ("1 2 3", "take one of the guesses"),
    ("Enter", "take the first guess"),
    ("/", "search all categories"),
    ("S", "skip: it comes back once everything else is done"),
    ("X", "not the same: split this group"),
    ("U", "undo the last answer"),
    ("?", "show or hide these keys"),
)

ON_THE_CARD = {
    "waiting": "{money} not sorted for sure yet, in {payments}.",
    "payment": "1 payment",
    "payments": "{count} payments",
    "and": " and ",
    "card": "Review card",
    "guesses": "Where it may belong",
    "elsewhere": "Somewhere else",
    "search": "Search all categories",
    "none": "No category of that name.",
    "skip": "Skip",
    "split": "Not the same",
    "undo": "Undo",
    "keys": "Keys",
    "close": "Close",
    "filed": "{payee}: {category}.",
    "skipped": "{payee}: skipped.",
    "broken": "{payee}: split into smaller groups.",
    "undone": "{payee} is back.",
    "nothing_to_undo": "There is nothing left to undo here. Trust lists everything you did.",
    "moment": "One moment …",
    "late": "Not saved yet: Bursar does not answer. Your answers are kept here and sent again.",
    "done": "Done. {money} sorted in {time}.",
    "nothing": NOTHING,
    "seconds": "{count} seconds",
    "minute": "1 minute",
    "minutes": "{count} minutes",
    "left": "{count} that you skipped are left.",
    "left_one": "One that you skipped is left.",
    "again": "Go through them",
    "again_one": "Look at it",
}
"""What the card says by itself as answers come in faster than Bursar; {names} are filled in there."""


def payee(group: ReviewGroup) -> str:
    """Whose payments the card is about."""
    return group.payee or NO_PAYEE


def what(group: ReviewGroup) -> str:
    """How many payments the card stands for, how much money that is, and when the newest was."""
    money = numbers.money(group.money_minor, group.currency)
    when = numbers.day(group.newest_on)
    on = f"on {when}" if group.rows == 1 else f"newest on {when}"
    return f"{numbers.count(group.rows, 'payment')}, {money} {labels.direction(group.direction)}, {on}"


def bank_text(group: ReviewGroup) -> str:
    """What the bank wrote on the newest payment, "" where it only repeats the payee."""
    return "" if group.text.casefold() == group.payee.casefold() else group.text


def note(group: ReviewGroup) -> str:
    """What is special about a card, "" where nothing is."""
    if group.is_check:
        return CHECK
    return SKIPPED if group.skipped else ""


def why(group: ReviewGroup, names: Names) -> str:
    """Why the first guess is the first."""
    return reasons.why(group.label, payee(group), {**names, **dict(group.code_names)})


def will_follow(group: ReviewGroup) -> str:
    """What one answer files, said before it is given."""
    if group.is_check:
        return _check_follows(group.follows)
    if group.is_piece:
        rest = "the others of this payee stay as they are." if group.key.payee_key else "nothing else."
        return f"Your answer files only {_these(group.rows)}; {rest}"
    more = group.follows - group.rows
    if more > 0:
        verb = "is" if more == 1 else "are"
        return (
            f"Your answer files {_these(group.rows)} and {numbers.number(more)} more of this payee that "
            f"{verb} sorted already, and those to come."
        )
    if group.rows == 1:
        return "Your answer files this payment, and those like it to come."
    return f"Your answer files all {numbers.number(group.rows)}, and those like them to come."


def refusal(settled: Settled) -> str:
    """Why an answer was not taken, "" where it was."""
    if not settled.code:
        return ""
    trouble = errors.trouble_of(settled.code, dict(settled.facts))
    return f"{trouble.happened} {trouble.next_step}"


def learn(training_seconds: float | None) -> str:
    """Offer to learn, with how long it took last time."""
    if training_seconds is None:
        return "Learn from it now"
    return f"Learn from it now ({about(training_seconds)})"


def about(seconds: float) -> str:
    """A length of time as one says it: under a minute, about 3 minutes."""
    if seconds < 45:
        return "under a minute"
    minutes = max(1, round(seconds / 60))
    return "about a minute" if minutes == 1 else f"about {numbers.number(minutes)} minutes"


def checked(found: Checks) -> str:
    """How often the machine was right where it was sure, by random checks."""
    if not found.answered:
        return "Not checked yet: on Review, one card in ten is a payment Bursar filed by itself."
    drawn = numbers.count(found.answered, "random check")
    verb = "was" if found.right == 1 else "were"
    return f"Of {drawn} of what Bursar filed by itself, {numbers.number(found.right)} {verb} right."


def doubts(how_many: int) -> str:
    """How many filings of the person's own the model doubts."""
    if not how_many:
        return "The model doubts none of your answers."
    verb = "looks" if how_many == 1 else "look"
    return f"{numbers.count(how_many, 'answer')} of yours {verb} doubtful to the model."


def doubted(one: DoubtedLabel, names: Names) -> str:
    """What the person filed, and how much of it is doubted."""
    rows = len(one.part_ids)
    part = numbers.count(rows, "payment")
    if one.filed_rows > rows:
        part = f"{numbers.number(rows)} of {numbers.count(one.filed_rows, 'payment')}"
    filed = labels.category(one.filed, names)
    money = numbers.money(one.money_minor, one.currency)
    return f"{part}, {money}. You filed this under {filed} on {numbers.moment(one.filed_at)}."


def thinks_instead(one: DoubtedLabel, names: Names) -> str:
    """What the model thinks of a doubted filing without knowing it, and what else points there."""
    name = labels.category(one.thinks, names)
    odds = "" if one.probability is None else f", {numbers.in_100(one.probability)}"
    signs = numbers.listed([_SIGNS[each.kind] for each in one.reasons if each.kind in _SIGNS])
    there = f"; {signs} {'points' if len(one.reasons) == 1 else 'point'} there too" if signs else ""
    return f"Without knowing your answer, the model thinks {name}{odds}{there}."


def _these(rows: int) -> str:
    return "this one" if rows == 1 else f"these {numbers.number(rows)}"


def _check_follows(follows: int) -> str:
    right = "If it is right, only this payment is marked as yours."
    if follows < 2:
        return right
    return f"{right} If not, your answer files all {numbers.number(follows)} of this payee."
