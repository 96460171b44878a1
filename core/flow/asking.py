"""What is asked of the worker after an act: to sort, to draw what that moves, and to look back."""

from core.domain.jobs import JobKind
from core.registry.shelf import CATEGORIZER
from core.services import versions
from core.store import jobs
from core.store.unit import Unit


def ask_to_sort(unit: Unit, company_id: int) -> None:
    """Ask the worker to sort what no person or rule settled, and to draw what that moves."""
    if versions.champion(unit, CATEGORIZER) is not None:
        jobs.ask(unit, JobKind.CATEGORIZE, company_id, {})
    ask_to_look_ahead(unit, company_id)


def ask_to_look_ahead(unit: Unit, company_id: int) -> None:
    """Ask the worker to draw what has changed."""
    jobs.ask(unit, JobKind.FORECAST, company_id, {})


def ask_to_look_back(unit: Unit, company_id: int) -> None:
    """Ask the worker to draw what would have been said earlier, once nothing else waits."""
    jobs.ask(unit, JobKind.LOOK_BACK, company_id, {})
