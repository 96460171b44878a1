"""What the worker does when asked: sort a company's rows, draw what comes next, and look back."""

from collections.abc import Callable

from core.domain.company import Scope
from core.domain.jobs import JobKind
from core.flow.asking import ask_to_look_ahead, ask_to_look_back
from core.flow.house import House
from core.registry.shelf import CATEGORIZER
from core.services import categorize, forecast, versions
from core.store import jobs
from models.categorizers.served import Served
from models.contracts import Forecaster
from models.forecasters.history import History


def sort_with_model(
    house: House, scope: Scope, company_id: int, served: Served, version_id: int
) -> categorize.Counts:
    """The learner answers for what no person or rule settled; returns how the rows stand.

    Where another model has begun to serve meanwhile, that one is asked to sort them again.
    """
    with house.look(scope) as unit:
        answered = categorize.answer(unit, company_id, served, version_id)
    with house.unit(scope) as unit:
        counts = categorize.keep(unit, answered)
        if versions.serving(unit, CATEGORIZER)[0] != version_id:
            jobs.ask(unit, JobKind.CATEGORIZE, company_id, {})
        ask_to_look_ahead(unit, company_id)
    return counts


def look_ahead(
    house: House, scope: Scope, company_id: int, forecaster: Forecaster, version_id: int | None
) -> int:
    """Every series whose data changed is drawn anew; returns how many.

    Where there were any, what would have been said of past weeks is asked for.
    """
    with house.look(scope) as unit:
        plan = forecast.plan(unit, company_id)
    if plan is None:
        return 0
    drawn = forecast.draw(plan, forecaster)
    with house.unit(scope) as unit:
        ask_to_look_back(unit, company_id)
        count = forecast.keep(unit, plan, drawn, version_id)
        forecast.thin(unit, company_id)
    return count


def look_back(
    house: House, scope: Scope, company_id: int, loaded: Callable[[int, str], Forecaster | None]
) -> int:
    """What would have been said of one past week is drawn; returns how many series.

    One week at a time, so that nobody's correction waits for the others: they are asked for again.
    `loaded` hands out a model version by its number and folder; None where its files are damaged, so that
    plain history speaks.
    """
    with house.look(scope) as unit:
        found = forecast.plan_back(unit, company_id)
    if found is None:
        return 0
    model = loaded(found.version_id, found.folder)
    if model is None and found.again:
        return 0
    drawn = forecast.draw(found.plan, model or History())
    version_id = None if model is None else found.version_id
    with house.unit(scope) as unit:
        ask_to_look_back(unit, company_id)
        count = forecast.keep(unit, found.plan, drawn, version_id, looking_back=True)
        forecast.thin(unit, company_id)
    return count
