"""How long a person waits for fans: part of `python -m core bench app`."""

from collections.abc import Callable, Iterator
from functools import partial

from core import flow
from core.domain.company import Scope
from core.domain.handouts import RowLine
from core.domain.jobs import JobKind
from core.domain.labels import Correction, Reach, RowFilter
from core.flow import House
from core.jobs.worker import Worker
from core.services import companies, forecast, jobs, transactions

CURRENCY = "EUR"
_ROUNDS = 12


def acts(house: House, scope: Scope) -> Iterator[tuple[str, list[Callable[[], object]]]]:
    """By name, what is to be timed in the invented companies' store, whose every job is done before."""
    flow.tell_demo(house, scope, flow.last_sunday(house.today), lambda *_: None)
    with house.unit(scope) as unit:
        listed = [company.id for company in companies.listed(unit)]
        waiting = {job.id for company_id in listed for job in jobs.recent(unit, company_id)}
        for job_id in waiting:
            if jobs.job(unit, job_id).kind is JobKind.TUNE:
                jobs.cancel(unit, job_id)
    worker = Worker(house)
    worker.work_off()
    company_id = max(listed, key=lambda each: _fans(house, scope, each))
    yield "stored fans", [partial(_fans, house, scope, company_id)] * _ROUNDS
    redraws: list[Callable[[], object]] = [
        partial(_corrected, worker, company_id, line) for line in _lines(house, scope, company_id)
    ]
    yield "correction to fans", redraws


def _fans(house: House, scope: Scope, company_id: int) -> int:
    """Reads every fan, the balance and its odds; returns how many."""
    with house.look(scope) as unit:
        found = forecast.outlook(unit, company_id, CURRENCY)
    return len(found.fans) if found else 0


def _corrected(worker: Worker, company_id: int, line: RowLine) -> None:
    """One payment is filed elsewhere, and the series it left and entered are drawn anew."""
    category = "office" if line.category != "office" else "supplier"
    flow.correct(worker.house, worker.scope, Correction(company_id, line.part_id, category, Reach.ROW))
    while worker.step():
        pass


def _lines(house: House, scope: Scope, company_id: int) -> list[RowLine]:
    with house.look(scope) as unit:
        page = transactions.page(unit, company_id, RowFilter(), 1)
    return list(page.rows[:_ROUNDS])
