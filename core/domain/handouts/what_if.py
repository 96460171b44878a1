"""What-if: whom to ask about, and what a supposition does to the coming weeks."""

from dataclasses import dataclass

from core.domain.handouts.ahead import BalanceOdds, Fan
from core.domain.what_if import Assumption


@dataclass(frozen=True, slots=True)
class PayerLine:
    """Somebody who paid within the last 52 weeks; `money_minor` is what came in, > 0."""

    payee_key: str
    payee: str
    money_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What one assumption does within the horizon, major units, the mean of all futures.

    `moved` is what comes later, what a category changes by (below zero: less of it), or what a new payment
    adds up to; `beyond` is what of it falls behind the horizon, `outside` what of it runs over accounts
    that are no cash, so that the balance does not show it.
    """

    assumption: Assumption
    payee: str
    currency: str
    moved: float
    beyond: float = 0.0
    outside: float = 0.0
    payments: int = 0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The coming weeks under all assumptions at once; balance and odds where the plain look has them."""

    effects: tuple[Effect, ...]
    horizon_weeks: int
    balance: Fan | None
    odds: BalanceOdds | None
    cash_flow: Fan | None
