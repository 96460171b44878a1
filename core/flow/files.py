"""A bank's file comes in, or goes again."""

from core.domain.company import Scope
from core.domain.handouts import Answers, Imported
from core.domain.jobs import JobKind
from core.domain.progress import Tell, untold
from core.flow.asking import ask_to_sort
from core.flow.house import House
from core.registry.shelf import FORECASTER
from core.services import bring_in as bringing
from core.services import categorize, layouts, versions
from core.store import jobs


def bring_in(
    house: House, scope: Scope, file_name: str, data: bytes, answers: Answers, tell: Tell = untold
) -> Imported:
    """A file comes in: stored and sorted by rules and memory at once; model and forecast follow.

    `tell` hears how much of it is read and stored, 0 to 1. It may raise to break off: then nothing
    of the file is left in the store.
    """
    with house.unit(scope) as unit:
        stored = bringing.store(unit, file_name, data, answers, tell)
        company_id = stored.company_id
        counts = categorize.by_rules(unit, company_id)
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


def undo_import(house: House, scope: Scope, import_id: int) -> None:
    """A file's rows go; what leaned on them is sorted and drawn anew."""
    with house.unit(scope) as unit:
        company_id = bringing.undo_import(unit, import_id)
        layouts.forget_taught_by(unit, import_id)
        categorize.by_rules(unit, company_id)
        ask_to_sort(unit, company_id)
