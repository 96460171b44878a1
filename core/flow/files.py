"""A bank's file comes in, or goes again."""

from core.domain.company import Scope
from core.domain.handouts import Answers, Imported
from core.domain.jobs import JobKind
from core.flow.asking import ask_to_sort
from core.flow.house import House
from core.registry.shelf import FORECASTER
from core.services import bring_in as bringing
from core.services import categorize, versions
from core.services import correct as correcting
from core.services import undo_import as undoing
from core.store import jobs
from core.store.unit import Unit


def bring_in(house: House, scope: Scope, file_name: str, data: bytes, answers: Answers) -> Imported:
    """A file comes in: stored and sorted by rules and memory at once; model and forecast follow."""
    with house.unit(scope) as unit:
        company_id, import_id = bringing.store(unit, file_name, data, answers)
        counts = _sort(unit, company_id)
        line = next(each for each in bringing.imports(unit, company_id) if each.id == import_id)
        problems = bringing.problems(unit, import_id)
        ask_to_sort(unit, company_id)
        if versions.champion(unit, FORECASTER) is not None:
            jobs.ask(unit, JobKind.TUNE, None, {})
    sorted_rows = (counts.decided, counts.guessed, counts.asked)
    return Imported(import_id, company_id, line.rows_new, line.rows_known, problems, *sorted_rows)


def undo_import(house: House, scope: Scope, import_id: int, *, keep_corrections: bool = True) -> None:
    """A file's rows go; what leaned on them is sorted and drawn anew.

    The corrections made since stay for other rows and for the file's return, or are taken back first,
    so that everything is as before the file came in.
    """
    with house.unit(scope) as unit:
        dropped = [] if keep_corrections else undoing.to_drop(unit, import_id)
        for act_id in dropped:
            correcting.undo(unit, act_id)
        company_id = undoing.undo_import(unit, import_id)
        _sort(unit, company_id)
        ask_to_sort(unit, company_id)


def _sort(unit: Unit, company_id: int) -> categorize.Counts:
    """By rules and memory, once more where a person's word on the same rows of an undone file is back."""
    counts = categorize.by_rules(unit, company_id)
    return categorize.by_rules(unit, company_id) if undoing.file_again(unit, company_id) else counts
