"""Who looks, and the cached hand-outs of services."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st

from app.charts.look import DARK, LIGHT, Palette
from core import flow
from core.domain.company import Scope
from core.services import companies

T = TypeVar("T")


@st.cache_resource(show_spinner=False)
def house() -> flow.House:
    """The one open store of this process."""
    return flow.open_house()


def scope() -> Scope:
    """What the person at this screen may see."""
    return house().scope("local")


@contextmanager
def look() -> Iterator[Any]:
    """A unit of work for reading."""
    with house().look(scope()) as unit:
        yield unit


@contextmanager
def act() -> Iterator[Any]:
    """A unit of work for writing: all of it happens or nothing."""
    with house().unit(scope()) as unit:
        yield unit


def stamp(company_id: int) -> str:
    """A mark that changes with everything that changes what a company's pages show."""
    with look() as unit:
        return companies.stamp(unit, company_id)


def seen(read: Callable[..., T], company_id: int, *args: object) -> T:
    """What `read(unit, company_id, *args)` hands out, kept until the company's data change."""
    name = f"{read.__module__}.{read.__qualname__}"
    return _kept(name, scope().viewer_id, company_id, stamp(company_id), args, _read=read)


# Room for forty clients with all their pages: stepping through them must not push their own lines out.
@st.cache_data(show_spinner=False, max_entries=1024)
def _kept(
    name: str,
    viewer_id: int,
    company_id: int,
    data_stamp: str,
    args: tuple[object, ...],
    _read: Callable[..., T],
) -> T:
    with look() as unit:
        return _read(unit, company_id, *args)


def palette() -> Palette:
    """The colors of the theme the reader has chosen."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def any_company() -> bool:
    """Whether the store holds a company this viewer may see."""
    return _companies() > 0


def several_companies() -> bool:
    """Whether this viewer looks after more than one."""
    return _companies() > 1


def _companies() -> int:
    with look() as unit:
        return len(companies.listed(unit))
