"""A bank's file comes in, or goes again."""

from core.domain.company import Scope
from core.domain.handouts import Answers, Imported
from core.domain.jobs import JobKind
from core.domain.progress import Tell, untold, within
from core.flow.asking import ask_to_sort
from core.flow.house import House
from core.registry.shelf import FORECASTER
from core.services import bring_in as bringing
from core.services import categorize, layouts, versions
from core.services import correct as correcting
from core.services import undo_import as undoing
from core.store import jobs
from core.store.unit import Unit

_READ = 0.6
"""Of the time that bringing in a file takes, reading is about so much; storing is the rest."""


def bring_in(
    house: House, scope: Scope, file_name: str, data: bytes, answers: Answers, tell: Tell = untold
) -> Imported:
    """A file comes in: stored and sorted by rules and memory at once; model and forecast follow.

    `tell` hears how much of it is read and stored, 0 to 1. It may raise to break off: then nothing
    of the file is left in the store. Others may write while the file is read.
    """
    with house.look(scope) as unit:
        file = bringing.read(unit, file_name, data, answers, within(tell, 0.0, _READ))
    with house.unit(scope) as unit:
        stored = bringing.store(unit, file, answers, within(tell, _READ, 1.0))
        company_id = stored.company_id
        counts = _sort(unit, company_id)
        problems = bringing.problems(unit, stored.import_id)
        ask_to_sort(unit, company_id)
        if versions.champion(unit, FORECASTER) is not None:
            jobs.ask(unit, JobKind.TUNE, None, {})
    return Imported(
        stored.import_id,
        company_id,
        stored.new,
        stored.known,
        stored.same,
        stored.announced,
        stored.now_booked,
        stored.examples,
        problems,
        counts.decided,
        counts.guessed,
        counts.asked,
    )


def undo_import(house: House, scope: Scope, import_id: int, *, keep_corrections: bool = True) -> None:
    """A file's rows go; what leaned on them is sorted and drawn anew.

    The corrections made since stay for other rows and for the file's return, or are taken back first,
    so that everything is as before the file came in.
    """
    with house.unit(scope) as unit:
        dropped = [] if keep_corrections else undoing.to_drop(unit, import_id)
        for act_id in dropped:
            correcting.undo(unit, act_id, with_file=True)
        company_id = undoing.undo_import(unit, import_id)
        layouts.forget_taught_by(unit, import_id)
        _sort(unit, company_id)
        ask_to_sort(unit, company_id)


def _sort(unit: Unit, company_id: int) -> categorize.Counts:
    """By rules and memory, once more where a person's word on the same rows of an undone file is back."""
    counts = categorize.by_rules(unit, company_id)
    return categorize.by_rules(unit, company_id) if undoing.file_again(unit, company_id) else counts
