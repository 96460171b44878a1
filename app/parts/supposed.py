"""What is supposed on the Forecast page: kept for every company, and part of the address."""

import math
from contextlib import suppress
from datetime import date

import streamlit as st

from app import session
from app.parts.viewed import Viewed
from core.domain.errors import BursarError
from core.domain.labels import Direction
from core.domain.what_if import MOST_AT_ONCE, Assumption, CategoryMoved, MonthlyPayment, PayerLate
from core.services import forecast

_SUPPOSE = "suppose"
_WRITTEN = "supposed_written"
_LATE, _MOVED, _MONTHLY = "late", "moved", "monthly"
_MOST_READ = 4 * MOST_AT_ONCE
"""Of an address that says nonsense no more is tried: each trial takes a moment."""
_MOST_MINOR = 10**15
"""More than any payment: what is larger was never typed."""


def of(viewed: Viewed) -> tuple[Assumption, ...]:
    """What is supposed for the company and currency that are looked at; the address says the same after.

    An address that says something new, as a link does, is taken over; what is not understood there, or
    cannot be supposed of this company, is left out. A page change empties the address: that says nothing.
    """
    told = tuple(st.query_params.get_all(_SUPPOSE))
    if told and told != st.session_state.get(_WRITTEN):
        keep(viewed, _possible(viewed, told))
    kept: tuple[Assumption, ...] = st.session_state.get(_name(viewed), ())
    written = tuple(_written(each) for each in kept)
    if written:
        st.query_params[_SUPPOSE] = list(written)
    elif told:
        del st.query_params[_SUPPOSE]
    st.session_state[_WRITTEN] = written
    return kept


def keep(viewed: Viewed, supposed: tuple[Assumption, ...]) -> None:
    """Suppose this from now on."""
    st.session_state[_name(viewed)] = supposed


def _possible(viewed: Viewed, told: tuple[str, ...]) -> tuple[Assumption, ...]:
    possible: tuple[Assumption, ...] = ()
    for each in map(_read, told[:_MOST_READ]):
        if each is None:
            continue
        with suppress(BursarError):
            wanted = (*possible, each)
            session.seen(forecast.what_if, viewed.company_id, viewed.currency, wanted)
            possible = wanted
    return possible


def _written(supposed: Assumption) -> str:
    """One assumption as the address says it, its longest part last."""
    match supposed:
        case PayerLate(payee_key, days):
            return f"{_LATE}:{days}:{payee_key}"
        case CategoryMoved(category, direction, percent, from_on):
            return f"{_MOVED}:{direction}:{percent}:{from_on}:{category}"
        case MonthlyPayment(direction, amount_minor, from_on):
            return f"{_MONTHLY}:{direction}:{amount_minor}:{from_on}"


def _read(told: str) -> Assumption | None:
    """The assumption that an address says; None where it makes no sense."""
    kind, _, rest = told.partition(":")
    with suppress(ValueError):
        if kind == _LATE:
            days, payee_key = rest.split(":", 1)
            return PayerLate(payee_key, int(days))
        if kind == _MOVED:
            direction, percent, from_on, category = rest.split(":", 3)
            change = float(percent)
            if math.isfinite(change):
                return CategoryMoved(
                    category, Direction(direction).value, change, date.fromisoformat(from_on)
                )
        if kind == _MONTHLY:
            direction, amount, from_on = rest.split(":")
            if int(amount) <= _MOST_MINOR:
                day = date.fromisoformat(from_on)
                return MonthlyPayment(Direction(direction).value, int(amount), day)
    return None


def _name(viewed: Viewed) -> str:
    return f"supposed_{viewed.company_id}_{viewed.currency}"
