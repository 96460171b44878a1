"""What a person says of payments, and what follows from it."""

from collections.abc import Sequence

from core.domain.company import Scope
from core.domain.errors import BursarError
from core.domain.handouts import ReviewQueue, Ripple
from core.domain.labels import Correction
from core.domain.recurring import Said
from core.domain.review import Decision, Kind, Settled
from core.flow.asking import ask_to_look_ahead, ask_to_sort
from core.flow.house import House
from core.services import bring_in, categorize, companies, own_categories, recurring, review
from core.services import correct as correcting
from core.store.unit import Unit


def correct(house: House, scope: Scope, correction: Correction, seen_label_id: int | None = None) -> Ripple:
    """The owner's answer is in force at once; the worker draws the series it moved anew."""
    with house.unit(scope) as unit:
        ripple = correcting.correct(unit, correction, seen_label_id)
        ask_to_look_ahead(unit, correction.company_id)
    return ripple


def undo(house: House, scope: Scope, act_id: int) -> Ripple:
    """An act is taken back, as a new act; rows that came in since and leaned on it are sorted anew."""
    with house.unit(scope) as unit:
        return _undo(unit, act_id)


def say_of_stream(house: House, scope: Scope, stream_id: int, said: Said) -> Ripple:
    """The owner's word on coming payments; the worker draws the series they are part of anew."""
    with house.unit(scope) as unit:
        company_id, ripple = recurring.say(unit, stream_id, said)
        ask_to_look_ahead(unit, company_id)
    return ripple


def say_two_payments(house: House, scope: Scope, row_id: int) -> Ripple:
    """A row that was held back is a payment of its own; it counts, and is sorted, at once."""
    with house.unit(scope) as unit:
        company_id, ripple = bring_in.say_two(unit, row_id)
        _sort_anew(unit, company_id)
    return ripple


def say_one_payment(house: House, scope: Scope, row_id: int, other_row_id: int) -> Ripple:
    """A row tells of the same payment as the other, which counts alone from now on."""
    with house.unit(scope) as unit:
        company_id, ripple = bring_in.say_one(unit, row_id, other_row_id)
        _sort_anew(unit, company_id)
    return ripple


def next_cards(house: House, scope: Scope, company_id: int) -> ReviewQueue:
    """The cards that need a person, and now and then a random check of what needed none."""
    with house.look(scope) as unit:
        lacks_checks = review.lacks_checks(unit, company_id)
    if lacks_checks:
        with house.unit(scope) as unit:
            review.draw_checks(unit, company_id)
    with house.look(scope) as unit:
        return review.queue(unit, company_id)


def answer_cards(
    house: House, scope: Scope, company_id: int, decisions: Sequence[Decision]
) -> tuple[Settled, ...]:
    """Answers as the screen sends them, some twice: each counts once, and a refused one holds up no other."""
    return tuple(_answer_card(house, scope, company_id, each) for each in decisions)


def pause_rule(house: House, scope: Scope, rule_id: int) -> None:
    """A rule is paused or taken up again; its rows are sorted anew."""
    with house.unit(scope) as unit:
        company_id, payee_key = correcting.pause_rule(unit, rule_id)
        categorize.by_rules(unit, company_id, payee_key)
        ask_to_sort(unit, company_id)


def merge_own_categories(house: House, scope: Scope, own_category_id: int, into_id: int) -> Ripple:
    """One of a company's own sub-categories goes into another; the worker draws what that moves."""
    with house.unit(scope) as unit:
        company_id, ripple = own_categories.merge(unit, own_category_id, into_id)
        ask_to_sort(unit, company_id)
    return ripple


def set_target(house: House, scope: Scope, company_id: int, of_100: int) -> None:
    """The owner says how often what files itself is to be right; the worker sorts by it."""
    with house.unit(scope) as unit:
        companies.set_target(unit, company_id, of_100)
        ask_to_sort(unit, company_id)


def _sort_anew(unit: Unit, company_id: int) -> None:
    categorize.by_rules(unit, company_id)
    ask_to_sort(unit, company_id)


def _undo(unit: Unit, act_id: int) -> Ripple:
    undone = correcting.undo(unit, act_id)
    if undone.recounted:
        categorize.by_rules(unit, undone.company_id)
    elif undone.ruled_payee:
        categorize.by_rules(unit, undone.company_id, undone.ruled_payee)
    ask_to_sort(unit, undone.company_id)
    return undone.ripple


def _answer_card(house: House, scope: Scope, company_id: int, decision: Decision) -> Settled:
    try:
        with house.unit(scope) as unit:
            if not review.known(unit, company_id, decision):
                act_id = _act_of(unit, company_id, decision)
                review.answered(unit, company_id, decision, act_id)
    except BursarError as error:
        return Settled(decision.id, error.code, tuple(error.facts.items()))
    return Settled(decision.id)


def _act_of(unit: Unit, company_id: int, decision: Decision) -> int | None:
    """File what an answer says, or take back what an earlier one filed; None where neither is meant."""
    if decision.kind is Kind.UNDO:
        earlier = review.to_take_back(unit, company_id, decision)
        return None if earlier.act_id is None else _undo(unit, earlier.act_id).act_id
    if not decision.category:
        return None
    wish = review.correction_for(unit, company_id, decision)
    ripple = correcting.correct(unit, wish, decision.label_id)
    ask_to_look_ahead(unit, company_id)
    return ripple.act_id
