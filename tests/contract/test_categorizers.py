"""Every categorizer that is served keeps the same promises; a new one is found by itself."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache

import pytest

from models import categorizers
from models.contracts import Categorizer
from tests.contract.checks_categorizers import CHECKS, SEED, history


def served() -> list[type]:
    """Classes of models/categorizers that fulfill the contract; `peers` are compared, not served."""
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(categorizers.__path__, "models.categorizers."):
        if module.ispkg:
            continue
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if member.__module__ == module.name and keeps_contract(member):
                found[member.__name__] = member
    return list(found.values())


def keeps_contract(member: type) -> bool:
    return all(hasattr(member, verb) for verb in ("name", "fit", "predict", "save", "load"))


@cache
def fitted(kind: type) -> Categorizer:
    return kind().fit(history(), seed=SEED)


def test_the_served_categorizers_are_found() -> None:
    assert {kind.__name__ for kind in served()} >= {"Multiclass", "Served"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("kind", served(), ids=lambda kind: kind.__name__)
def test_promise(kind: type, check: Callable[[Categorizer], None]) -> None:
    check(fitted(kind))
