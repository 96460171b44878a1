import numpy as np
import pytest

from models.forecasters.covariates import FEATURES, STATIC_FEATURES
from models.forecasters.network import Effort, Entry, Shape, best_epoch, sample, train

SMALL = Shape(categories=0, context=4, hidden=8, layers=1, dropout=0.0, lags=(1, 2))


def entry(coming: float) -> Entry:
    """Six weeks without money, then twelve that all hold the same, the first of them marked."""
    return Entry(
        start=np.datetime64("2023-01-02"),
        target=np.array([0.0] * 6 + [coming] * 12, dtype=np.float32),
        dynamic=np.repeat([[0.0] * 6 + [1.0] + [0.0] * 11], FEATURES, axis=0).astype(np.float32),
        codes=(0, 0, 0),
        numbers=np.zeros(STATIC_FEATURES, np.float32),
    )


def test_early_and_late_windows_count_alike() -> None:
    """256 windows are followed by nothing, then as many by money: after one like them it is even odds.

    Shown in that order, with the epoch kept that was fitted best, only the quiet ones would be believed.
    """
    entries = [entry(0.0)] * 256 + [entry(1.0)] * 256
    net = train(SMALL, entries, Effort(epochs=8, batches=4, batch=16, rate=2e-2), seed=3)
    known = entry(0.0)
    asked = Entry(known.start, known.target[:6], known.dynamic, known.codes, known.numbers)
    (drawn,) = sample(net, [asked], 400, seeds=[1])
    assert (drawn[:, 0] > 0).mean() == pytest.approx(0.5, abs=0.2)


def test_learning_ends_where_what_was_held_back_is_foretold_worse() -> None:
    """What is shown is always followed by money, what is watched never: the first epoch is the best."""
    effort = Effort(epochs=8, batches=4, batch=16, rate=2e-2)
    assert best_epoch(SMALL, [entry(1.0)] * 64, [entry(0.0)] * 16, effort, seed=3) == 1
    assert best_epoch(SMALL, [entry(1.0)] * 64, [entry(1.0)] * 16, effort, seed=3) > 4
