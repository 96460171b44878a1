"""What every rule step is given and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.labels import Decider, Reason

Key = int | str

COLUMNS = (
    "part_id",
    "company",
    "account_id",
    "booked_on",
    "amount_minor",
    "currency",
    "direction",
    "payee_key",
    "text",
    "counterparty",
    "counterparty_account",
    "counterparty_nace",
    "mcc",
    "type_code",
)
"""One row a part; text columns hold str, never None. `booked_on` is a date or datetime64."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A category for one row, who says so and from which facts."""

    category: str
    decider: Decider
    reasons: tuple[Reason, ...]


Verdicts = dict[int, Verdict]
"""By part_id; a row the step says nothing about is absent."""


@dataclass(frozen=True)
class Known:
    """What a company has told us of itself.

    `account_numbers` maps (company, number) to the account's id, `own_names` a company to the
    names it pays under, `owner_rules` (company, payee_key, direction) to a category.
    """

    account_numbers: Mapping[tuple[Key, str], Key] = field(default_factory=dict)
    own_names: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    owner_rules: Mapping[tuple[Key, str, str], str] = field(default_factory=dict)
