import numpy as np
import pandas as pd
import pytest

from models.categorizers.compare.learners.last_label import LastLabel
from models.categorizers.compare.learners.majority import Majority
from models.categorizers.compare.run import (
    PROTOCOLS,
    Comparison,
    Contender,
    Results,
    company_folds,
    split_newest,
)
from tests.unit.models.categorizers.compare.labelled import labelled

FIGURES = "n accuracy macro_f1 weighted_f1 top3 log_loss ece auto_97 auto_99 fit_s rows_per_s ci95".split()
LABELS = ("office", "travel", "meals")


def made(days: range, seed: int) -> pd.DataFrame:
    """Ten companies, each payee with a label of its own, one payment in ten filed at random."""
    random = np.random.default_rng(seed)
    lines = []
    for day in days:
        for _ in range(40):
            payee = int(random.integers(12))
            label = payee % 3 if random.random() < 0.9 else int(random.integers(3))
            lines.append(f"{day} k{random.integers(10)} c1 p{payee} {LABELS[label]}")
    return labelled(*lines)


@pytest.fixture(scope="module")
def results() -> Results:
    told: list[str] = []
    comparison = Comparison(made(range(1, 21), 1), made(range(21, 31), 2), seed=3, tell=told.append)
    found = comparison.run(
        {"majority": Contender(Majority), "memory": Contender(lambda: LastLabel(updates=True))}
    )
    assert not comparison.skipped
    assert any(step.startswith("memory: company_out") for step in told)
    return found


def test_every_protocol_has_every_learner_with_every_figure(results: Results) -> None:
    assert set(PROTOCOLS) <= set(results)
    for protocol, learners in results.items():
        assert list(learners) == ["majority", "memory"], protocol
        for found in learners.values():
            if found["n"]:
                assert set(FIGURES) <= set(found)


def test_memory_beats_the_majority_by_what_repeats(results: Results) -> None:
    frozen = results["frozen"]
    assert frozen["majority"]["accuracy"] < 0.5
    assert frozen["memory"]["accuracy"] > 0.75


def test_a_company_left_out_is_answered_by_what_others_filed(results: Results) -> None:
    left_out = results["company_out"]["memory"]
    assert left_out["n"] == 400
    assert left_out["accuracy"] > 0.75
    assert 0 < left_out["accuracy_company_mean"] <= 1


def test_texts_never_seen_are_none_here(results: Results) -> None:
    assert results["unseen_text"]["memory"] == {"n": 0}


def test_the_newest_fifth_begins_with_a_whole_day() -> None:
    older, newer = split_newest(made(range(1, 11), 1))
    assert older["booked_on"].max() < newer["booked_on"].min()
    assert len(newer) == 80


def test_of_one_day_nothing_is_newest() -> None:
    older, newer = split_newest(made(range(1, 2), 1))
    assert (len(older), len(newer)) == (40, 0)


def test_every_company_has_a_fold_and_no_fold_two_sizes_more() -> None:
    folds = company_folds(made(range(1, 5), 1), made(range(5, 9), 2), seed=1)
    assert sorted(pd.Series(folds).value_counts().tolist()) == [2, 2, 2, 2, 2]


def test_one_company_alone_cannot_be_left_out() -> None:
    only = made(range(1, 21), 1).assign(company="k")
    comparison = Comparison(only, only.tail(10), seed=1, protocols=("company_out",))
    assert comparison.run({"majority": Contender(Majority)}) == {}
    assert comparison.skipped == {"company_out": "few_companies"}
