"""What the model thinks of a payment: one sentence, and one on what would have changed its mind."""

from collections.abc import Sequence

from core.domain.handouts import ExplanationSeen, Weighing, WouldBe
from core.domain.jobs import JobState
from core.domain.labels import Reason
from core.domain.words import jobs, numbers
from core.domain.words.labels import Names, category, guess
from core.domain.words.reasons import CALENDAR, MOST_REASONS, MOST_WORDS, field, in_order, value_of

_NEAR = 0.25
_MIX = "a mix of many small signs"
_IF = {
    ("direction", "in"): "the money came in",
    ("direction", "out"): "the money went out",
    ("standing_order", "yes"): "it were a standing order",
    ("standing_order", "no"): "it were no standing order",
    ("contactless", "yes"): "it were contactless",
    ("contactless", "no"): "it were not contactless",
}


def thinks(seen: ExplanationSeen, names: Names) -> str:
    """One sentence of at most 25 words on what the model thinks of a row, and by what.

    "The model thinks Office, 68 in 100, mainly by the payee (staples); next guess Supplier (12%)." Where
    two ways of looking lead with different signs it names one, where no few signs decide it says so.
    """
    head = f"The model thinks {category(seen.category, names)}, {numbers.in_100(seen.probability)}"
    tail = "" if seen.next_guess is None else f"; next guess {guess(seen.next_guess, names)}"
    said = ""
    for by in _wordings(seen, names, tail):
        said = f"{head}{by}."
        if len(said.split()) <= MOST_WORDS:
            break
    return said


def would_be(other: WouldBe, currency: str, names: Names) -> str:
    """What would have changed the answer: "It would be Supplier if the amount were about €670"."""
    return f"It would be {category(other.category, names)} if {_if(other, currency, names)}."


def weighing(so_far: Weighing) -> str:
    """What stands where the model's signs will stand: under way, or why not and what to do."""
    if not so_far.has_model:
        return (
            "There is no model to ask. Run make shipped, or restore your backup. "
            "Your payments and filings are untouched."
        )
    if so_far.job is not None and so_far.job.state is JobState.FAILED:
        return jobs.outcome(so_far.job)
    if not so_far.has_worker:
        return (
            "Bursar's worker, who weighs the signs, is not running. "
            "Start it with python -m core worker: this then fills in by itself."
        )
    return "Weighing the signs …"


def _wordings(seen: ExplanationSeen, names: Names, tail: str) -> list[str]:
    """How to name the signs and the runner-up, in the most words first."""
    signs = _speaking(seen.factors)
    if not signs:
        return [f": {_MIX}{tail}"]
    one, bare = _with_value(signs[0], names), field(signs[0].kind)
    two = numbers.listed([_with_value(each, names) for each in signs[:MOST_REASONS]])
    if seen.method == "shap":
        return [f": {_MIX}, first {by}" for by in (f"{two}{tail}", two, one, bare)]
    how, told = ("partly", (one, bare)) if seen.method == "doubt" else ("mainly", (two, one, bare))
    return [f", {how} by {by}{tail}" for by in told]


def _speaking(factors: Sequence[Reason]) -> list[Reason]:
    """Signs for the category that come near the strongest one; none where a day would lead them."""
    speaking = [each for each in factors if (each.weight or 0.0) > 0]
    strongest = max((each.weight or 0.0 for each in speaking), default=0.0)
    near = in_order([each for each in speaking if (each.weight or 0.0) > _NEAR * strongest])
    return [] if near and near[0].kind in CALENDAR else near


def _with_value(reason: Reason, names: Names) -> str:
    value = value_of(reason, names)
    if not value:
        return field(reason.kind)
    return f"{field(reason.kind)} {value if value.endswith(')') else f'({value})'}"


def _if(other: WouldBe, currency: str, names: Names) -> str:
    if (other.field, other.value) in _IF:
        return _IF[other.field, other.value]
    if other.field == "amount":
        return f"the amount were about {numbers.money_about(float(other.value), currency)}"
    return f"{field(other.field)} were {value_of(Reason(other.field, other.value), names)}"
