"""Coming payments, as the Forecast page lists them."""

from dataclasses import dataclass
from datetime import date

from core.domain.recurring import Cadence, Said


@dataclass(frozen=True, slots=True)
class StreamLine:
    """A stream in a line: who, under what, how often, and what the owner said."""

    stream_id: int
    payee: str
    category: str
    direction: str
    cadence: Cadence
    paid: int
    said: Said
    by_schedule: bool
    """Whether the forecast goes by its due dates instead of by the learner."""


@dataclass(frozen=True, slots=True)
class ComingPayment:
    """One due date: amounts in minor units, > 0, at one in ten, the middle and nine in ten."""

    line: StreamLine
    on: date
    overdue: bool
    chance: float
    late: float
    low_minor: int
    middle_minor: int
    high_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ComingList:
    """What is due in one currency, by date, and the streams the owner struck."""

    data_until: date | None
    payments: tuple[ComingPayment, ...]
    struck: tuple[StreamLine, ...]
