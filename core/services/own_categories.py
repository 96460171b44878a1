"""Own sub-categories: a company adds, renames, merges and puts away what it hangs below a category."""

from core.domain.categories import OwnCategory, OwnState, can_hang_below
from core.domain.errors import NotFound
from core.domain.handouts import Ripple
from core.rules.categories import category_by_key
from core.rules.own_categories import fit_name, moved
from core.store import acts, labels, people
from core.store import own_categories as stored
from core.store.unit import Unit

__all__ = ["add", "archive", "listed", "merge", "rename", "use_again"]


def listed(unit: Unit, company_id: int) -> list[OwnCategory]:
    """Every sub-category a company has or had, by name; rows of the past may name any of them."""
    return stored.own_categories(unit, company_id)


def add(unit: Unit, company_id: int, parent: str, name: str) -> int:
    """A new sub-category below `parent`, as an act; returns the act.

    Raises NotFound where nothing hangs below `parent`, and what `fit_name` raises.
    """
    if parent not in category_by_key() or not can_hang_below(parent):
        raise NotFound(noun="category", id=parent)
    fit = fit_name(name, stored.own_categories(unit, company_id))
    act_id = acts.add_act(unit, company_id, "add_own", {"category": parent, "names": [fit]})
    acts.set_place(unit, act_id, stored.make(unit, act_id, parent, fit).place)
    people.touch(unit, company_id)
    return act_id


def rename(unit: Unit, own_category_id: int, name: str) -> int:
    """Another name for the same thing: its rows, rules and memory stay; returns the act.

    Raises what `fit_name` raises.
    """
    company_id, own = _held(unit, own_category_id)
    fit = fit_name(name, stored.own_categories(unit, company_id), but=own.id)
    names = [own.name, fit]
    act_id = acts.add_act(unit, company_id, "rename_own", {"category": own.place, "names": names})
    stored.change(unit, act_id, own.id, {"name": fit})
    people.touch(unit, company_id)
    return act_id


def archive(unit: Unit, own_category_id: int) -> int:
    """Put it away: it is no longer offered, and its rows stay under it; returns the act."""
    return _switch(unit, own_category_id, "archive_own", OwnState.ARCHIVED)


def use_again(unit: Unit, own_category_id: int) -> int:
    """Offer an archived one again; returns the act."""
    return _switch(unit, own_category_id, "use_own", OwnState.IN_USE)


def merge(unit: Unit, own_category_id: int, into_id: int) -> tuple[int, Ripple]:
    """Everything under one goes under the other, also across categories; the first is gone.

    Who decided each row stays said. Rules for the first speak of the second. Returns the company too.
    """
    company_id, source = _held(unit, own_category_id)
    owner, target = _held(unit, into_id)
    if owner != company_id or target.state is not OwnState.IN_USE or source.id == target.id:
        raise NotFound(noun="own_category", id=into_id)
    facts = {"category": target.place, "names": [source.name, target.name]}
    act_id = acts.add_act(unit, company_id, "merge_own", facts)
    standing = labels.under(unit, source.id)
    changed = labels.put(unit, [moved(each, source.place, target.place) for each in standing], act_id)
    acts.set_rows_changed(unit, act_id, changed)
    for payee_key, direction in acts.rules_under(unit, source.id):
        acts.add_rule(unit, act_id, payee_key, direction, target.place)
    gone = {"state": OwnState.MERGED.value, "merged_into_id": target.id}
    stored.change(unit, act_id, source.id, gone)
    people.touch(unit, company_id)
    return company_id, Ripple(changed, 0, {}, (source.place,), target.place, act_id)


def _switch(unit: Unit, own_category_id: int, kind: str, state: OwnState) -> int:
    company_id, own = _held(unit, own_category_id)
    if own.state is state:
        raise NotFound(noun="own_category", id=own_category_id)
    act_id = acts.add_act(unit, company_id, kind, {"category": own.place, "names": [own.name]})
    stored.change(unit, act_id, own.id, {"state": state.value})
    people.touch(unit, company_id)
    return act_id


def _held(unit: Unit, own_category_id: int) -> tuple[int, OwnCategory]:
    """One that stands in the list; one that was merged or undone is not there any more."""
    company_id, own = stored.one(unit, own_category_id)
    if own.state not in (OwnState.IN_USE, OwnState.ARCHIVED):
        raise NotFound(noun="own_category", id=own_category_id)
    return company_id, own
