"""Why a payment is where it is: one sentence, at most two reasons, a count, the runner-up."""

from collections.abc import Sequence

from core.domain.labels import Decider, Guess, Label, Reason, Status
from core.domain.words import numbers
from core.domain.words.labels import NOT_SORTED, Names, category, guess

MOST_REASONS = 2
MOST_WORDS = 25
# A day of the week or month says little to a reader, so it never speaks first.
CALENDAR = frozenset({"weekday", "day_of_month", "month", "week_of_year", "is_month_end"})

_CODES = frozenset({"type_code", "bank_code"})
_NAMED_CODES = frozenset({"mcc", "nace", "counterparty_nace"})

_FIELDS = {
    "payee": "the payee",
    "words": "words in the payee's name",
    "payee_words": "words in the payee's name",
    "text": "the bank's text",
    "counterparty": "the payee",
    "mcc": "the merchant code",
    "mcc_answer": "what the merchant code stands for",
    "nace": "the payee's trade",
    "counterparty_nace": "the payee's trade",
    "nace_answer": "what the payee's trade stands for",
    "words_answer": "what the payee's name stands for",
    "word_answer": "what the payee's name stands for",
    "account": "the account",
    "type_code": "the kind of payment",
    "bank_code": "the bank's own code",
    "direction": "the direction of the money",
    "amount": "the amount",
    "amount_bucket": "the size of the amount",
    "weekday": "the day of the week",
    "day_of_month": "the day of the month",
    "month": "the time of year",
    "standing_order": "whether it is a standing order",
    "contactless": "whether it was contactless",
    "memory": "how you filed this payee before",
}

_OWN_TRANSFER_SIGNS = {
    "own_account": "the other account is yours",
    "own_name": "it carries your company's own name",
    "type_code": "the bank marks it as an own transfer",
    "words": "its text says it is an own transfer",
}


def field(kind: str) -> str:
    """What a reason's field is called on the screen."""
    return _FIELDS.get(kind, kind.replace("_", " "))


def factor(reason: Reason, names: Names) -> str:
    """A bar's label: the field and what it read."""
    value = value_of(reason, names)
    name = field(reason.kind).removeprefix("the ").capitalize()
    return f"{name}: {value}" if value else name


def why(label: Label, payee: str, names: Names) -> str:
    """One sentence on why a payment is filed where it is.

    "Filed under Office because you filed 7 of 7 payments to Staples there; next guess Supplier (12%)."
    """
    if label.status is Status.ASKED:
        closest = runner_up(label.guesses, "", names)
        return f"{NOT_SORTED}: nothing like it was filed before{_tail(closest, 'closest guess')}."
    name = category(label.category, names)
    verb = "Filed under" if label.status is Status.DECIDED else "Guessed as"
    next_one = "" if label.probability is None else runner_up(label.guesses, label.category, names)
    said = ""
    for reasons in range(MOST_REASONS, 0, -1):
        said = f"{verb} {name}{_because(label, payee, names, reasons)}{_tail(next_one, 'next guess')}."
        if len(said.split()) <= MOST_WORDS:
            break
    return said


def in_order(factors: Sequence[Reason]) -> list[Reason]:
    """Strongest sign first, but never a day of the week or month at the head."""
    strongest = sorted(factors, key=lambda each: -abs(each.weight or 0.0))
    lead = next((each for each in strongest if each.kind not in CALENDAR), None)
    return strongest if lead is None else [lead, *(each for each in strongest if each is not lead)]


def runner_up(guesses: Sequence[Guess], chosen: str, names: Names) -> str:
    """The likeliest other category with its odds, "" where there is none."""
    other = next((each for each in guesses if each.category != chosen), None)
    return "" if other is None else guess(other, names)


def _tail(text: str, lead: str) -> str:
    return f"; {lead} {text}" if text else ""


def _because(label: Label, payee: str, names: Names, most: int) -> str:
    said = [_one(each, label.decider, payee, names) for each in in_order(label.reasons)]
    kept = [each for each in said if each][:most]
    if label.decider is Decider.YOU:
        return " by you"
    if not kept:
        return ""
    return f" because {numbers.listed(kept)}"


def _one(reason: Reason, who: Decider, payee: str, names: Names) -> str:
    if reason.count is not None and reason.out_of:
        return f"you filed {reason.count} of {numbers.count(reason.out_of, 'payment')} of {payee} there"
    if reason.kind == "own_transfer":
        return _OWN_TRANSFER_SIGNS.get(reason.value, "both legs of the transfer were found")
    if reason.kind == "other_leg":
        return "its other leg was found"
    if reason.kind == "owner_rule":
        return f"your rule says so for {payee}"
    if who is Decider.OWN_TRANSFER:
        return ""
    value = value_of(reason, names)
    return f"{field(reason.kind)} is {value}" if value else f"{field(reason.kind)} says so"


def value_of(reason: Reason, names: Names) -> str:
    """What a reason's field read, as it is said."""
    if reason.kind.endswith("_answer"):
        return category(reason.value, names)
    if reason.kind in _NAMED_CODES and reason.value in names:
        return f"{reason.value} ({names[reason.value]})"
    if reason.kind == "direction":
        return "money in" if reason.value == "in" else "money out"
    if reason.kind == "weekday" and reason.value.isdigit():
        return numbers.weekday(int(reason.value))
    return reason.value.replace("_", " ") if reason.kind in _CODES else reason.value
