"""Finds every learner that owes a contract, so that a new one is checked without being listed."""

import importlib
import inspect
import pkgutil
from collections.abc import Sequence
from types import ModuleType


def served(package: ModuleType, verbs: Sequence[str]) -> list[type]:
    """Classes in the package's own modules that have all the verbs; packages below are not served."""
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if module.ispkg:
            continue
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if member.__module__ == module.name and all(hasattr(member, verb) for verb in verbs):
                found[member.__name__] = member
    return list(found.values())
