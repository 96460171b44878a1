"""Acts on the models: learn from the corrections, go back to an earlier one."""

from core.domain.company import Scope
from core.domain.jobs import JobKind
from core.flow.asking import ask_to_sort
from core.flow.house import House
from core.services import companies, versions
from core.store import jobs


def learn(house: House, scope: Scope, company_id: int | None) -> int:
    """Ask the worker to learn from the corrections; returns the job."""
    with house.unit(scope) as unit:
        return jobs.ask(unit, JobKind.RETRAIN, company_id, {})


def roll_back(house: House, scope: Scope, version_id: int) -> None:
    """An earlier model serves again; the worker sorts every company's rows with it."""
    with house.unit(scope) as unit:
        versions.roll_back(unit, version_id)
    sort_everything(house, scope)


def sort_everything(house: House, scope: Scope) -> None:
    """Ask the worker to sort every company with the models that serve now, and to draw what that moves."""
    with house.unit(scope) as unit:
        for company in companies.listed(unit):
            ask_to_sort(unit, company.id)
