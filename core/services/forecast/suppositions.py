"""Which assumptions make sense for the futures that were drawn; the others are refused with a reason."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from core.domain.errors import WhatIfRefused
from core.domain.weeks import WEEK
from core.domain.what_if import (
    MOST_AT_ONCE,
    MOST_DAYS,
    MOST_PERCENT,
    Assumption,
    CategoryMoved,
    MonthlyPayment,
    PayerLate,
)
from core.store.forecasts import SeriesSaid


def check(
    assumptions: Sequence[Assumption],
    said: Sequence[SeriesSaid],
    weeks: Sequence[date],
    payee_keys: Collection[str],
) -> None:
    """Raise WhatIfRefused for the first that cannot be supposed; `payee_keys` paid in the last 52 weeks."""
    if len(assumptions) > MOST_AT_ONCE:
        raise WhatIfRefused("too_many", most=MOST_AT_ONCE)
    late = Counter(each.payee_key for each in assumptions if isinstance(each, PayerLate))
    if any(times > 1 for times in late.values()) or len(set(assumptions)) < len(assumptions):
        raise WhatIfRefused("twice")
    drawn = {(each.category, each.direction) for each in said}
    end = weeks[-1] + WEEK
    for each in assumptions:
        match each:
            case PayerLate():
                _check_late(each, payee_keys)
            case CategoryMoved():
                _check_moved(each, drawn)
                _check_day(each.from_on, end)
            case MonthlyPayment():
                if each.amount_minor <= 0:
                    raise WhatIfRefused("no_amount")
                _check_day(each.from_on, end)


def _check_late(late: PayerLate, payee_keys: Collection[str]) -> None:
    if late.payee_key not in payee_keys:
        raise WhatIfRefused("no_payments")
    if not 0 < late.days <= MOST_DAYS:
        raise WhatIfRefused("days", most=MOST_DAYS)


def _check_moved(moved: CategoryMoved, drawn: Collection[tuple[str, str]]) -> None:
    if (moved.category, moved.direction) not in drawn:
        raise WhatIfRefused("nothing_expected")
    if not moved.percent:
        raise WhatIfRefused("no_change")
    if moved.percent < -100:
        raise WhatIfRefused("less_than_nothing")
    if moved.percent > MOST_PERCENT:
        raise WhatIfRefused("percent", most=f"{MOST_PERCENT:g}")


def _check_day(from_on: date, end: date) -> None:
    if from_on >= end:
        raise WhatIfRefused("too_late")
