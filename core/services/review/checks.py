"""Random checks: one card in ten is a row the machine filed for sure, so that its accuracy is unbiased."""

import numpy as np

from core.domain.handouts import Checks
from core.domain.review import Kind
from core.store import audits
from core.store import review as stored
from core.store.unit import Unit

CHECK_EVERY = 10
_AHEAD = 2
"""Rows drawn ahead: as many as can come up in one queue of cards."""
_SEED = 20


def checks(unit: Unit, company_id: int) -> Checks:
    """How many random checks a person judged, and how often the machine had been right."""
    found = audits.answered_frame(unit, company_id)
    return Checks(len(found), int((found["category"] == found["answered_category"]).sum()))


def due_at(unit: Unit, company_id: int) -> list[int]:
    """Where in the queue the next checks belong, so that every tenth card is one."""
    decided = stored.decided_counts(unit, company_id)
    others = sum(count for kind, count in decided.items() if kind not in (Kind.CHECK, Kind.UNDO))
    first = max(0, (CHECK_EVERY - 1) * (decided.get(Kind.CHECK, 0) + 1) - others)
    return [first + CHECK_EVERY * number for number in range(_AHEAD)]


def waiting_parts(unit: Unit, company_id: int) -> list[int]:
    """Rows drawn that still stand as the machine filed them."""
    return [each.part_id for each in audits.waiting(unit, company_id) if each.said == each.now]


def lacks_checks(unit: Unit, company_id: int) -> bool:
    """Whether rows have to be drawn, or drawn ones have been settled elsewhere."""
    waiting = audits.waiting(unit, company_id)
    if any(each.by_person or each.said != each.now for each in waiting):
        return True
    return len(waiting) < _AHEAD and bool(audits.candidates(unit, company_id))


def draw_checks(unit: Unit, company_id: int) -> None:
    """Draw rows by lot among all that the machine filed for sure; the same store draws the same ones.

    A drawn row that a person filed elsewhere meanwhile is their answer. One that the machine itself
    files otherwise by now is forgotten: nobody saw what it said.
    """
    for each in audits.waiting(unit, company_id):
        if each.by_person:
            audits.answer(unit, company_id, each.part_id, each.now)
        elif each.said != each.now:
            audits.drop(unit, company_id, each.part_id)
    for _ in range(_AHEAD - len(audits.waiting(unit, company_id))):
        candidates = audits.candidates(unit, company_id)
        if not candidates:
            return
        lot = np.random.default_rng([_SEED, company_id, len(candidates)])
        audits.ask(unit, company_id, candidates[int(lot.integers(len(candidates)))])
