"""Coming payments: looked for before every look ahead, then tried against the learner on the past."""

from collections.abc import Callable

from core.domain.company import Scope
from core.domain.jobs import JobKind
from core.flow import House, ask_to_look_ahead
from core.services import recurring
from core.store import jobs
from models.contracts import Forecaster


def renew(house: House, scope: Scope, company_id: int) -> bool:
    """Look for streams where the payments changed; what is new is tried later, on its own time."""
    with house.look(scope) as unit:
        asked = recurring.look(unit, company_id)
    if asked is None:
        return False
    streams = recurring.found(asked)
    with house.unit(scope) as unit:
        if recurring.keep(unit, asked, streams):
            jobs.ask(unit, JobKind.TRIAL, company_id, {})
    return True


def try_on_the_past(
    house: House, scope: Scope, company_id: int, forecaster: Forecaster, say: Callable[[int, int], None]
) -> int:
    """Hold each untried stream's schedule against the learner; draws anew where that changes who draws."""
    with house.look(scope) as unit:
        plan = recurring.trial_plan(unit, company_id)
    if plan is None:
        return 0
    trials = recurring.tried(plan, forecaster, say)
    with house.unit(scope) as unit:
        if recurring.keep_trials(unit, company_id, trials):
            ask_to_look_ahead(unit, company_id)
    return len(trials)
