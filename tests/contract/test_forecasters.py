"""Every forecaster that is served keeps the same promises; a new one is found by itself."""

from collections.abc import Callable
from functools import cache

import pytest

from models import forecasters
from models.contracts import Forecaster
from tests.contract.checks_forecasters import CHECKS, SEED, company
from tests.contract.finding import served

SERVED = served(forecasters, ("name", "fit", "forecast", "save", "load"))


@cache
def fitted(kind: type) -> Forecaster:
    series, static = company()
    return kind().fit(series, static, seed=SEED)


def test_the_three_served_forecasters_are_found() -> None:
    assert {kind.__name__ for kind in SERVED} >= {"Bursar", "DeepAR", "History"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("kind", SERVED, ids=lambda kind: kind.__name__)
def test_promise(kind: type, check: Callable[[Forecaster], None]) -> None:
    check(fitted(kind))
