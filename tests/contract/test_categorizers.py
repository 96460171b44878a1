"""Every categorizer that is served keeps the same promises; a new one is found by itself."""

from collections.abc import Callable
from functools import cache

import pytest

from models import categorizers
from models.contracts import Categorizer
from tests.contract.checks_categorizers import CHECKS, SEED, history
from tests.contract.finding import served

SERVED = served(categorizers, ("name", "fit", "predict", "save", "load"))


@cache
def fitted(kind: type) -> Categorizer:
    return kind().fit(history(), seed=SEED)


def test_the_served_categorizers_are_found() -> None:
    assert {kind.__name__ for kind in SERVED} >= {"Multiclass", "Served"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("kind", SERVED, ids=lambda kind: kind.__name__)
def test_promise(kind: type, check: Callable[[Categorizer], None]) -> None:
    check(fitted(kind))
