"""Every learner that is served keeps the same promises; a new one is found by itself."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from models import categorizers
from models.contracts import Categorizer
from tests.contract.adapters import ADAPTERS, ByLabels
from tests.contract.checks_categorizers import CHECKS, SEED, history
from tests.contract.checks_online import CHECKS_ONLINE, Again
from tests.contract.finding import answering, has

TRAINED = ("name", "fit", "predict", "save", "load")
ONLINE = ("fit", "answer", "learn", "stream")


def subjects(kind: type) -> tuple[type, ...]:
    """What is checked in the name of a learner: itself where its verbs fit."""
    if kind.__name__ in ADAPTERS:
        return ADAPTERS[kind.__name__]
    if has(kind, TRAINED):
        return (kind,)
    return (type(kind.__name__, (ByLabels,), {"kind": kind}),) if has(kind, ONLINE) else ()


SERVED = {kind: subjects(kind) for kind in answering(categorizers)}
PROMISES = [
    pytest.param(subject, check, id=f"{kind.__name__}-{subject.__name__}-{check.__name__}")
    for kind, found in SERVED.items()
    for subject in found
    for check in CHECKS
    if check.__name__ not in getattr(subject, "SPARED", {})
]
ONLINE_PROMISES = [
    pytest.param(subject, check, id=f"{kind.__name__}-{check.__name__}")
    for kind, found in SERVED.items()
    if has(kind, ONLINE)
    for subject in found
    for check in CHECKS_ONLINE
]


@cache
def fitted(kind: type) -> Any:
    return kind().fit(history(), seed=SEED)


def test_the_served_learners_are_found_and_none_goes_unchecked() -> None:
    names = {kind.__name__ for kind in SERVED}
    assert names >= {
        "Memory",
        "Multiclass",
        "PublicText",
        "PublicTextLearner",
        "Ranker",
        "Served",
        "Weighing",
    }
    assert [kind.__name__ for kind, found in SERVED.items() if not found] == []


def test_only_checks_that_there_are_are_spared() -> None:
    spared = {name for found in SERVED.values() for each in found for name in getattr(each, "SPARED", {})}
    assert spared <= {check.__name__ for check in CHECKS}


@pytest.mark.parametrize(("subject", "check"), PROMISES)
def test_promise(subject: type, check: Callable[[Categorizer], None]) -> None:
    check(fitted(subject))


@pytest.mark.parametrize(("subject", "check"), ONLINE_PROMISES)
def test_promise_of_learning_as_labels_arrive(subject: type, check: Callable[[Again], None]) -> None:
    check(fitted(subject).untouched)
