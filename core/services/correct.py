"""Correct: the owner says where rows belong; shown before, in force at once, undone as one act."""

from dataclasses import dataclass, replace

from core.domain.categories import TO_BE_MADE, OwnState, can_hang_below, master_of, place
from core.domain.errors import ChangedMeanwhile, NotFound, NothingToUndo
from core.domain.handouts import ActLine, Ripple
from core.domain.labels import Correction, Decider, Direction, Label, Reach, Reason, RowFilter, Status
from core.rules.categories import category_by_key
from core.rules.own_categories import called, fit_name, moved
from core.store import acts as stored
from core.store import labels, own_categories, people, reads, recurring, same_said
from core.store.schema import TransactionRow
from core.store.unit import Unit

__all__ = ["Undone", "acts", "correct", "pause_rule", "preview", "undo"]

Part = tuple[int, str, str, int, str]


def preview(unit: Unit, correction: Correction) -> Ripple:
    """What a correction would change, before it is made; raises what `correct` raises.

    A sub-category that is still to be made is spoken of as number `TO_BE_MADE` below its category.
    """
    correction = _widened(_placed(unit, correction))
    followers, kept = _reached(unit, correction, _paid(unit, correction))
    return _ripple(correction, followers, kept)


def correct(unit: Unit, correction: Correction, seen_label_id: int | None = None) -> Ripple:
    """Put the owner's answer in force on every row it reaches, as one act.

    Rows that a person filed one by one keep their label unless they are meant by name. Raises
    ChangedMeanwhile where the row's label is no longer `seen_label_id`, the one that was shown, and
    for a new sub-category's name what `fit_name` raises.
    """
    correction = _widened(_placed(unit, correction))
    paid = _paid(unit, correction)
    _refuse_if_changed(unit, correction.part_id, seen_label_id)
    followers, kept = _reached(unit, correction, paid)
    facts = {
        "reach": correction.reach.value,
        "part_id": correction.part_id,
        "category": master_of(correction.category),
        "payee": paid.payee_key,
    }
    act_id = stored.add_act(unit, correction.company_id, "correct", facts)
    correction = _made(unit, act_id, correction)
    stored.set_place(unit, act_id, correction.category)
    # Said as a rule, it holds as long as the rule does.
    reason = Reason("you", "always" if correction.always else correction.reach.value)
    changed = labels.put(
        unit,
        [
            Label(part[0], correction.category, Decider.YOU, Status.DECIDED, None, (reason,))
            for part in followers
        ],
        act_id,
    )
    stored.set_rows_changed(unit, act_id, changed)
    if correction.always and paid.payee_key:
        direction = Direction(paid.direction)
        stored.add_rule(unit, act_id, paid.payee_key, direction, correction.category)
    people.touch(unit, correction.company_id)
    return replace(_ripple(correction, followers, kept), act_id=act_id)


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an act back did; `ruled_payee` is whose rule came in or out of force with it, or "".

    `recounted` says whether rows count, or count no more, since it was taken back.
    """

    ripple: Ripple
    company_id: int
    ruled_payee: str
    recounted: bool


def undo(unit: Unit, act_id: int, *, with_file: bool = False) -> Undone:
    """Take an act back, as a new act: labels and rules stand as before it.

    Where a file goes `with_file`, a word on two rows is taken back however they stand by now. Raises
    NothingToUndo where it was undone before, is itself an undoing, or a later act stands on
    one of its rows or rules.
    """
    company_id, kind = stored.company_of(unit, act_id)
    payee_key = stored.payee_of(unit, act_id)
    touched = labels.of_act(unit, company_id, act_id)
    # What a machine filed meanwhile is no obstacle: it files again from what is in force afterwards.
    stood_on = (
        any(
            now is not None and now != mine and labels.stands_on(unit, now, {mine})
            for _, mine, now in touched
        )
        or stored.rules_moved_on(unit, act_id)
        or own_categories.moved_on(unit, act_id)
        or recurring.said_since(unit, act_id)
        or (same_said.said_otherwise_since(unit, act_id) and not with_file)
    )
    if kind in ("undo", "undo_import") or stored.is_undone(unit, act_id) or stood_on:
        raise NothingToUndo(id=act_id)
    undoing = stored.add_act(unit, company_id, "undo", {"undoes_id": act_id})
    recounted = same_said.say_back(unit, act_id, undoing)
    changed = labels.put_back(unit, company_id, act_id) + recounted
    stored.set_rows_changed(unit, undoing, changed)
    for own in own_categories.change_back(unit, act_id, undoing):
        if own.state is OwnState.UNDONE:
            left = [moved(each, own.place, own.parent) for each in labels.under(unit, own.id)]
            labels.put(unit, left, undoing)
    recurring.say_back(unit, act_id, undoing)
    on, off = stored.switched_rules(unit, act_id)
    stored.switch_rules(unit, undoing, on=off, off=on)
    people.touch(unit, company_id)
    ruled = payee_key if on or off else ""
    return Undone(Ripple(changed, 0, {}, (), "", undoing), company_id, ruled, bool(recounted))


def pause_rule(unit: Unit, rule_id: int) -> tuple[int, str]:
    """Pause a rule, or take a paused one up again, as an act; returns the company and the payee."""
    company_id, payee, _, category, in_force = stored.rule(unit, rule_id)
    kind = "pause_rule" if in_force else "use_rule"
    act_id = stored.add_act(unit, company_id, kind, {"payee": payee, "category": category})
    on, off = ([], [rule_id]) if in_force else ([rule_id], [])
    stored.switch_rules(unit, act_id, on=on, off=off)
    people.touch(unit, company_id)
    return company_id, payee


def acts(unit: Unit, company_id: int) -> list[ActLine]:
    """What people did, newest first."""
    return stored.act_lines(unit, company_id)


def _placed(unit: Unit, correction: Correction) -> Correction:
    """The correction with its place looked up: one of the company's own is offered, or still to be made."""
    known = own_categories.own_categories(unit, correction.company_id)
    offered = {each.place for each in known if each.state is OwnState.IN_USE}
    parent = master_of(correction.category)
    if correction.category not in offered and correction.category not in category_by_key():
        raise NotFound(noun="category", id=correction.category)
    if not correction.new_name.strip():
        return replace(correction, new_name="")
    same = called(correction.new_name, known)
    if same is not None and same.parent == parent and same.state is OwnState.IN_USE:
        return replace(correction, category=same.place, new_name="")
    if not can_hang_below(parent):
        raise NotFound(noun="category", id=correction.category)
    name = fit_name(correction.new_name, known)
    return replace(correction, category=place(parent, TO_BE_MADE), new_name=name)


def _made(unit: Unit, act_id: int, correction: Correction) -> Correction:
    """The correction with the sub-category it asks for, made as part of its act."""
    if not correction.new_name:
        return correction
    own = own_categories.make(unit, act_id, master_of(correction.category), correction.new_name)
    stored.note(unit, act_id, {"names": [own.name]})
    return replace(correction, category=own.place)


def _widened(correction: Correction) -> Correction:
    """A rule for a payee speaks of all its rows, so one row's correction with a rule reaches them.

    A filter's correction with a rule reaches them beside the filter's own rows.
    """
    if correction.always and correction.reach is Reach.ROW:
        return replace(correction, reach=Reach.PAYEE)
    return correction


def _paid(unit: Unit, correction: Correction) -> TransactionRow:
    paid = reads.transaction(unit, correction.part_id)
    if paid.company_id != correction.company_id:
        raise NotFound(noun="row", id=correction.part_id)
    return paid


def _refuse_if_changed(unit: Unit, part_id: int, seen_label_id: int | None) -> None:
    line = reads.line(unit, part_id)
    if seen_label_id is not None and line.label_id != seen_label_id:
        raise ChangedMeanwhile(part_id=part_id, category=line.category, by=line.decider.value)


def _reached(unit: Unit, correction: Correction, paid: TransactionRow) -> tuple[list[Part], int]:
    """The rows a correction changes, and how many it leaves because a person filed them singly."""
    rows = RowFilter(part_ids=(correction.part_id,))
    if correction.reach is Reach.FILTER:
        rows = correction.rows
    elif correction.reach is Reach.PAYEE and paid.payee_key:
        rows = RowFilter(payee_key=paid.payee_key, direction=paid.direction)
    found = reads.parts(unit, correction.company_id, rows)
    if correction.always and correction.reach is Reach.FILTER and paid.payee_key:
        ruled = RowFilter(payee_key=paid.payee_key, direction=paid.direction)
        found = list(dict.fromkeys([*found, *reads.parts(unit, correction.company_id, ruled)]))
    single = labels.filed_singly(unit, correction.company_id) - {correction.part_id}
    kept = [part for part in found if part[0] in single]
    stay = {part[0] for part in kept if correction.reach is not Reach.ROW}
    followers = [
        part
        for part in found
        if part[0] not in stay and (part[1] != correction.category or part[2] != Decider.YOU.value)
    ]
    return followers, len(stay)


def _ripple(correction: Correction, followers: list[Part], kept: int) -> Ripple:
    moved: dict[str, int] = {}
    for _, category, _, amount_minor, currency in followers:
        if category != correction.category:
            moved[currency] = moved.get(currency, 0) + abs(amount_minor)
    sources = dict.fromkeys(part[1] for part in followers if part[1] != correction.category)
    return Ripple(len(followers), kept, moved, tuple(sources), correction.category)
