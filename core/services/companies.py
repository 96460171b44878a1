"""Companies and their accounts: who is there, until when their data reach, which limit they keep."""

from datetime import date

from core.domain.company import TARGETS_OF_100, Account, Company
from core.domain.errors import NotFound
from core.store import people, removal
from core.store.unit import Unit

__all__ = [
    "accounts",
    "currencies",
    "data_from",
    "data_until",
    "limit",
    "listed",
    "remove_demo",
    "set_limit",
    "set_target",
    "stamp",
    "target",
]


def listed(unit: Unit) -> list[Company]:
    """Every company the viewer may see, demo companies last."""
    return people.companies(unit)


def accounts(unit: Unit, company_id: int) -> list[Account]:
    """A company's accounts in the order they came in."""
    return people.accounts(unit, company_id)


def currencies(unit: Unit, company_id: int) -> list[str]:
    """The currencies of a company's accounts, that of its first account first."""
    return list(dict.fromkeys(account.currency for account in people.accounts(unit, company_id)))


def data_from(unit: Unit, company_id: int) -> date | None:
    """The first day the data cover; None where there are none."""
    return people.data_from(unit, company_id)


def data_until(unit: Unit, company_id: int) -> date | None:
    """The last day the data cover: a company's now; None where there are none."""
    return people.data_until(unit, company_id)


def limit(unit: Unit, company_id: int) -> int:
    """The balance the company does not want to fall below, minor units of its main currency."""
    return people.limit_minor(unit, company_id)


def set_limit(unit: Unit, company_id: int, minor: int) -> None:
    """Change that limit; every sentence with odds follows."""
    people.set_limit(unit, company_id, minor)


def target(unit: Unit, company_id: int) -> int:
    """How often, of 100, what files itself is to be right."""
    return people.right_of_100(unit, company_id)


def set_target(unit: Unit, company_id: int, of_100: int) -> None:
    """Change that; raises NotFound where it is none of `TARGETS_OF_100`, for only those were measured."""
    if of_100 not in TARGETS_OF_100:
        raise NotFound(noun="target", id=of_100)
    people.set_right_of_100(unit, company_id, of_100)


def stamp(unit: Unit, company_id: int) -> str:
    """A mark that no other company or state of it ever had: what caches compare."""
    return people.stamp(unit, company_id)


def remove_demo(unit: Unit) -> int:
    """Remove every demo company with all it has; returns how many."""
    demos = [company for company in people.companies(unit) if company.is_demo]
    for company in demos:
        removal.remove_company(unit, company.id)
    return len(demos)
