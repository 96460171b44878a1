"""One payment told twice: why it is held back, and what a person may say to that."""

from core.domain.handouts import PaymentSeen, SamePair
from core.domain.sameness import Likeness, Sign
from core.domain.words import numbers

TWO_PAYMENTS = "These are two payments"
ONE_PAYMENT = "It is one payment"

_SIGNS = {
    Sign.END_TO_END: "the same end-to-end id",
    Sign.REFERENCE: "the same bank reference",
    Sign.SAME_DAY: "the same day",
    Sign.VALUE_DAY: "a day of booking that is the other's day of value",
    Sign.SAME_WORDS: "the same words",
    Sign.ALIKE_WORDS: "much the same words",
    Sign.NO_WORDS: "no words on one side that speak against it",
}


def pair(seen: SamePair) -> str:
    """Which payment a row is, and why: said beside a row that is held back."""
    if seen.two:
        return f"Two payments, you said: this one, and {_which(seen.other)}. Both count."
    if not seen.why.signs:
        return f"Counted once: {_which(seen.other)} is the same to the letter."
    said = f"{_which(seen.other)}: {why(seen.why)}."
    if seen.row.announced and seen.other.announced:
        return f"Announced twice, also as {said}"
    if seen.row.announced:
        return f"Announced for {numbers.day(seen.row.booked_on)} and booked as {said}"
    return f"Counted once: it is {said}"


def why(likeness: Likeness) -> str:
    """What speaks for one payment: "the same amount, the same day and much the same words"."""
    if Sign.SAID in likeness.signs:
        return "you said so"
    said = [_SIGNS[sign] for sign in likeness.signs if sign in _SIGNS]
    if Sign.NEAR_DAY in likeness.signs:
        said.insert(0, f"{numbers.count(likeness.days, 'day')} apart")
    return numbers.listed(["the same amount", *said])


def row(seen: PaymentSeen) -> str:
    """One payment in a line."""
    words = " · ".join(part for part in (seen.payee, seen.text) if part) or "no words"
    announced = ", only announced" if seen.announced else ""
    amount = numbers.money(seen.amount_minor, seen.currency)
    return f"{numbers.day(seen.booked_on)}, {amount}, {words}{announced}"


def _which(seen: PaymentSeen) -> str:
    payee = f" to or from {seen.payee}" if seen.payee else ""
    return f"the payment{payee} of {numbers.day(seen.booked_on)} in “{seen.file_name}”"
