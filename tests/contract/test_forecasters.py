"""Every forecaster that is served keeps the same promises; a new one is found by itself."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache

import pytest

from models import forecasters
from models.contracts import Forecaster
from tests.contract.checks_forecasters import CHECKS, SEED, company


def served() -> list[type]:
    """Classes of models/forecasters that fulfill the contract; `peers` are compared, not served."""
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(forecasters.__path__, "models.forecasters."):
        if module.ispkg:
            continue
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if member.__module__ == module.name and keeps_contract(member):
                found[member.__name__] = member
    return list(found.values())


def keeps_contract(member: type) -> bool:
    return all(hasattr(member, verb) for verb in ("name", "fit", "forecast", "save", "load"))


@cache
def fitted(kind: type) -> Forecaster:
    series, static = company()
    return kind().fit(series, static, seed=SEED)


def test_the_three_served_forecasters_are_found() -> None:
    assert {kind.__name__ for kind in served()} >= {"Bursar", "DeepAR", "History"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("kind", served(), ids=lambda kind: kind.__name__)
def test_promise(kind: type, check: Callable[[Forecaster], None]) -> None:
    check(fitted(kind))
