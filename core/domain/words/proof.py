"""Whether every cent is accounted for, in a sentence."""

from core.domain.handouts import AccountProof, ProofBreak, ProvenStretch, StatementProof
from core.domain.words import numbers


def statement(proof: StatementProof) -> str:
    """One account of a file: "Opening €1,000.00 and 45 payments make the closing €1,234.00, to the cent"."""
    rows = numbers.count(proof.rows, "payment")
    if proof.adds_up is not None and proof.opening_minor is not None and proof.closing_minor is not None:
        opening = numbers.money(proof.opening_minor, proof.currency)
        closing = numbers.money(proof.closing_minor, proof.currency)
        if proof.adds_up:
            return f"Opening {opening} and {rows} make the closing {closing}, to the cent."
        reached = numbers.money(proof.opening_minor + proof.sum_minor, proof.currency)
        return f"Opening {opening} and {rows} make {reached}, but the file states a closing of {closing}."
    if proof.steps and not proof.steps_off:
        steps = numbers.count(proof.steps, "running balance")
        verb = "follows" if proof.steps == 1 else "follow"
        return f"The file's {steps} {verb} from its payments, to the cent."
    if proof.steps:
        off, steps = numbers.number(proof.steps_off), numbers.number(proof.steps)
        return f"{off} of {steps} running balances differ from what the payments make."
    return "The file states no balances: nothing to prove."


def stretch(account: AccountProof, one: ProvenStretch) -> str:
    """For example "Current account …4421: every cent is accounted for from 2 Jan 2026 to 30 May 2026"."""
    first, last = numbers.day(one.from_on), numbers.day(one.to_on)
    rows = numbers.count(one.rows, "payment")
    return f"{account.account}: every cent is accounted for from {first} to {last} ({rows})."


def gap(account: AccountProof, one: ProofBreak) -> str:
    """For example "between 31 May 2026 and 1 Jul 2026 €1,204.50 moved that no file shows"."""
    money = numbers.money(abs(one.unseen_minor), account.currency)
    first, last = numbers.day(one.from_on), numbers.day(one.to_on)
    days = f"{account.account}: between {first} and {last}"
    if one.inside_file:
        return f"{days} a file's payments miss its closing balance by {money}: look at its rows."
    return f"{days} {money} moved that no file shows: a file may be missing."
