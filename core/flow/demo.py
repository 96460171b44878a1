"""Invented companies: brought in like anybody's, and removed again."""

from collections.abc import Callable
from datetime import date, timedelta

from core.demo.files import demo_files
from core.domain.company import Scope
from core.domain.handouts import Answers
from core.domain.jobs import JobKind
from core.flow.files import bring_in
from core.flow.house import House
from core.flow.models import sort_everything
from core.services import bring_in as bringing
from core.services import companies, versions
from core.store import jobs

Progress = Callable[[int, int, str], None]
"""Told step k of n and what the step does; raises to stop."""


def load_demo(house: House, scope: Scope) -> int:
    """Ask the worker to invent three companies and bring their files in; returns the job."""
    with house.unit(scope) as unit:
        return jobs.ask(unit, JobKind.DEMO, None, {"until": last_sunday(house.today).isoformat()})


def tell_demo(house: House, scope: Scope, until: date, say: Progress) -> int:
    """The demo's files come in like anybody's; sorting and looking ahead are asked for.

    Loading it twice changes nothing; a demo that ends on another day goes first. Returns how many
    companies.
    """
    files = demo_files(until)
    with house.unit(scope) as unit:
        if bringing.look_at(unit, files[0].file_name, files[0].data, {}).came_in_on is None:
            companies.remove_demo(unit)
    companies_of: dict[str, int] = {}
    for number, file in enumerate(files, start=1):
        say(number, len(files), "reading")
        answers = Answers(
            company_id=companies_of.get(file.company_name),
            company_name=file.company_name,
            nace=file.nace,
            employees=file.employees,
            account_name=file.account_name,
            account_kind=file.account_kind,
            is_demo=True,
        )
        done = bring_in(house, scope, file.file_name, file.data, answers)
        companies_of[file.company_name] = done.company_id
    return len(companies_of)


def remove_demo(house: House, scope: Scope) -> int:
    """The demo goes, with everything it brought; returns how many companies."""
    with house.unit(scope) as unit:
        removed = companies.remove_demo(unit)
        versions.leave_demo(unit)
    sort_everything(house, scope)
    return removed


def last_sunday(today: date) -> date:
    """The newest Sunday that is over: the demo's last day."""
    return today - timedelta(days=today.weekday() + 1)
