"""Company and account: who pays, and what it is paid from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AccountKind(StrEnum):
    """What sort of account it is; cash means current and savings."""

    CURRENT = "current"
    SAVINGS = "savings"
    CARD = "card"
    LOAN = "loan"


TARGETS_OF_100 = (90, 95, 97, 99)
"""How often, of 100, what files itself is to be right: what an owner may choose from."""
USUAL_TARGET = 97
CASH_KINDS = frozenset({AccountKind.CURRENT, AccountKind.SAVINGS})


class Role(StrEnum):
    """What a viewer is here for."""

    OWNER = "owner"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Company:
    """A small business whose statements are read.

    `nace` is its trade (NACE Rev. 2, e.g. "56.10"), `employees` may be unknown.
    """

    id: int
    name: str
    nace: str = ""
    employees: int | None = None
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class BalanceAnchor:
    """A balance somebody vouches for: at the end of `on`, `minor` stood in the account.

    `source` is "file" or "owner".
    """

    on: date
    minor: int
    source: str


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account or card of one company.

    `number` is the IBAN or the bank's own number, "" where the file has none.
    """

    id: int
    company_id: int
    name: str
    number: str
    currency: str
    kind: AccountKind
    anchor: BalanceAnchor | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which companies somebody may see: the ids, or every company for the worker and CLI."""

    viewer_id: int
    role: Role
    company_ids: frozenset[int] | None

    def sees(self, company_id: int) -> bool:
        """Whether this company may be shown to, or changed by, this viewer."""
        return self.company_ids is None or company_id in self.company_ids
