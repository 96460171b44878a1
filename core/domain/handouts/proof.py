"""Whether every cent of an account is accounted for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StatementProof:
    """What a file states of one account's balances and where its rows lead; minor units of `currency`.

    `adds_up` is None where the file does not state both balances. `steps` running balances follow each
    other, `steps_off` of them are not explained by their amount.
    """

    currency: str
    rows: int
    opening_minor: int | None
    sum_minor: int
    closing_minor: int | None
    adds_up: bool | None
    steps: int
    steps_off: int


@dataclass(frozen=True, slots=True)
class ProvenStretch:
    """Days in which every row leads from one stated balance to the next, over one or more files."""

    from_on: date
    to_on: date
    rows: int


@dataclass(frozen=True, slots=True)
class ProofBreak:
    """Money that moved between two days and that no file shows, minor units; money in is positive.

    `inside_file` says that one file's own payments do not lead to its closing balance.
    """

    from_on: date
    to_on: date
    unseen_minor: int
    inside_file: bool = False


@dataclass(frozen=True, slots=True)
class AccountProof:
    """One account's stretches and breaks, oldest first; both empty where no file states balances."""

    account_id: int
    account: str
    currency: str
    stretches: tuple[ProvenStretch, ...]
    breaks: tuple[ProofBreak, ...]
