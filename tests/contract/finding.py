"""Finds every learner that owes a contract, so that a new one is checked without being listed."""

import importlib
import inspect
import pkgutil
from collections.abc import Sequence
from types import ModuleType


def served(package: ModuleType, verbs: Sequence[str]) -> list[type]:
    """Classes in the package's own modules that have all the verbs; packages below are not served."""
    return [kind for kind in _classes(package) if has(kind, verbs)]


def answering(package: ModuleType) -> list[type]:
    """Classes there that answer for payments, by whichever verb."""
    verbs = ("predict", "answer")
    return [kind for kind in _classes(package) if any(callable(getattr(kind, verb, None)) for verb in verbs)]


def has(kind: type, verbs: Sequence[str]) -> bool:
    """Whether a class has all the verbs."""
    return all(hasattr(kind, verb) for verb in verbs)


def _classes(package: ModuleType) -> list[type]:
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if module.ispkg:
            continue
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            # A protocol says what others do; it does nothing itself.
            if member.__module__ == module.name and not getattr(member, "_is_protocol", False):
                found[member.__name__] = member
    return list(found.values())
