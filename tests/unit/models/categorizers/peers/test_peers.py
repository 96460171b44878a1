import warnings

import numpy as np
import pandas as pd
import pytest

from models.categorizers.compare.learners.unmoved import Unmoved
from models.categorizers.peers.inputs import Inputs
from models.categorizers.peers.lstm import STEPS, WordLearner
from models.categorizers.peers.tables import table_peers
from models.categorizers.scores import scores
from tests.unit.models.categorizers.compare.labelled import labelled

KINDS = {"office": ("desk supplies", "paper shop"), "travel": ("rail ticket", "city hotel")}
ROWS = 240


def made(seed: int) -> pd.DataFrame:
    """Payments of two kinds, each with two payees of two words; one in ten filed at random."""
    random = np.random.default_rng(seed)
    lines, payees = [], []
    for at in range(ROWS):
        kind = list(KINDS)[random.integers(2)]
        payees.append(KINDS[kind][random.integers(2)])
        label = kind if random.random() < 0.9 else list(KINDS)[random.integers(2)]
        lines.append(f"{1 + at * 28 // ROWS} k{random.integers(4)} c1 ? {label}")
    rows = labelled(*lines)
    return rows.assign(payee=np.array(payees, dtype=object))


HISTORY, LATER = made(1), made(2)


@pytest.mark.parametrize("name", [*table_peers(200), "lstm"])
def test_every_peer_learns_what_payees_are_filed_under(name: str) -> None:
    if name == "xgboost":
        pytest.importorskip("xgboost", reason="requirements-dev.txt names it")
    learner: Unmoved = WordLearner(200) if name == "lstm" else table_peers(200)[name]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prediction = learner.fit(HISTORY, seed=1).answer(LATER)
    assert learner.name == name
    assert prediction.probability.dtype == np.float32
    assert prediction.probability.sum(axis=1) == pytest.approx(np.ones(ROWS), abs=1e-4)
    assert scores(prediction, LATER["category"]).accuracy > 0.8
    assert learner.answer(LATER.head(0)).probability.shape == (0, 2)


def test_a_row_that_is_learned_from_knows_only_the_rows_before_it() -> None:
    rows = labelled("1 x c1 shop a", "2 x c1 shop b", "3 x c1 shop a")
    inputs = Inputs().fit(rows, seed=1)
    numbers, labels = inputs.learned_from(rows, newest=3)
    assert labels.tolist() == [0, 1, 0]
    # Share of label a under the payee: the prior 2/3, then 1 seen + the prior, then 1 of 2 + the prior.
    expected = [2 / 3, (1 + 2 / 3) / 2, (1 + 2 / 3) / 3]
    assert numbers[:, 0].tolist() == pytest.approx(expected, abs=1e-6)
    assert inputs.of(rows)[0, 0] == pytest.approx((2 + 2 / 3) / 4, abs=1e-6)


def test_the_attention_attends() -> None:
    """Weights of a payment's words vary, sum to 1, and none falls on a place without a word."""
    learner = WordLearner(200).fit(HISTORY, seed=1)
    rows = LATER.head(3).assign(payee=["desk supplies", "rail ticket", "unheard words of five letters"])
    weights = learner.weights(rows)
    assert weights.shape == (3, STEPS)
    assert weights.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert weights[:2, 2:].max() == 0
    assert abs(weights[0, 0] - weights[0, 1]) > 0.01
    assert not np.allclose(weights[0, :2], weights[1, :2], atol=1e-3)


def test_the_net_is_the_same_for_the_same_seed() -> None:
    first, again, other = (WordLearner(200).fit(HISTORY, seed=seed).answer(LATER) for seed in (1, 1, 2))
    assert np.array_equal(first.probability, again.probability)
    assert not np.array_equal(first.probability, other.probability)


@pytest.mark.parametrize("name", ["qda", "lda", "logistic", "nearest", "lstm"])
def test_strange_payments_get_sound_answers(name: str) -> None:
    """No text at all, amounts of 0 and 10^12, a label with one row, right-to-left and emoji later."""
    history = HISTORY.assign(payee="")
    history.loc[[0, 1], "amount"] = [0.0, 1e12]
    history.loc[5, "category"] = "once"
    later = LATER.head(2).assign(payee=["\N{SLICE OF PIZZA}", "فاتورة"])
    learner: Unmoved = WordLearner(200) if name == "lstm" else table_peers(200)[name]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        given = learner.fit(history, seed=1).answer(later).probability
    assert given.shape == (2, 3)
    assert given.sum(axis=1) == pytest.approx([1, 1], abs=1e-4)


def test_one_label_alone_is_certain() -> None:
    only = HISTORY.assign(category="office")
    given = table_peers(200)["logistic"]().fit(only, seed=1).answer(LATER.head(1))
    assert (given.categories, given.probability.tolist()) == (("office",), [[1.0]])
