"""What is filed without asking: precision clears the target on rows not seen before."""

import json

import numpy as np
import pandas as pd

from models.categorizers.acceptance import Acceptance, least_sure, lowest_bar
from models.contracts import Prediction

CATEGORIES = ("food", "travel", "office")


def answered(count: int, seed: int, honest: float = 1.0) -> tuple[Prediction, pd.Series]:
    """Answers as likely to be right as they say, where `honest` is 1; the first category is said."""
    random = np.random.default_rng(seed)
    sure = random.uniform(0.5, 1.0, count)
    rest = (1 - sure) * random.uniform(0.5, 1.0, count)
    probability = np.column_stack([sure, rest, 1 - sure - rest]).astype(np.float32)
    right = random.random(count) < sure * honest
    truth = pd.Series(np.where(right, "food", "travel"), dtype=object)
    return Prediction(np.arange(count, dtype=np.int64), CATEGORIES, probability), truth


def labels(count: int, known: int = 500) -> np.ndarray:
    return np.full(count, known, dtype=np.int64)


def test_a_hundred_of_a_hundred_clear_97_percent_and_98_of_98_do_not() -> None:
    """.05 ** (1 / 100) is .9705, .05 ** (1 / 98) is .9699."""
    assert lowest_bar(np.full(100, 0.9), np.ones(100, dtype=bool), 0.97) == 0.9
    assert lowest_bar(np.full(98, 0.9), np.ones(98, dtype=bool), 0.97) == np.inf


def test_what_is_filed_is_right_as_often_as_promised() -> None:
    acceptance = Acceptance(0.9).fit(*answered(5_000, 1), labels(5_000))
    prediction, truth = answered(5_000, 2)
    filed = acceptance.accept(prediction, labels(5_000))
    assert 0.3 < filed.mean() < 0.5
    assert (truth[filed] == "food").mean() > 0.89


def test_a_learner_that_is_never_right_files_nothing() -> None:
    acceptance = Acceptance(0.9).fit(*answered(1_000, 1, honest=0.0), labels(1_000))
    assert not acceptance.accept(answered(100, 2)[0], labels(100)).any()


def test_a_score_is_the_share_that_is_right() -> None:
    acceptance = Acceptance(0.9).fit(*answered(5_000, 1, honest=0.8), labels(5_000))
    prediction, truth = answered(5_000, 2, honest=0.8)
    score = acceptance.score(prediction, labels(5_000))
    some = (score > 0.55) & (score < 0.65)
    assert abs((truth[some] == "food").mean() - 0.6) < 0.05


def test_young_companies_that_are_right_less_often_have_a_higher_bar() -> None:
    old, young = answered(4_000, 1), answered(1_000, 2, honest=0.85)
    both = Prediction(
        np.arange(5_000), CATEGORIES, np.concatenate([old[0].probability, young[0].probability])
    )
    known = np.concatenate([labels(4_000), labels(1_000, known=20)])
    acceptance = Acceptance(0.9).fit(both, pd.concat([old[1], young[1]], ignore_index=True), known)
    fresh, truth = answered(2_000, 3, honest=0.85)
    filed = acceptance.accept(fresh, labels(2_000, known=20))
    assert acceptance.bars[1] >= acceptance.bars[2]
    assert filed.mean() < 0.15
    assert not filed.any() or (truth[filed] == "food").mean() > 0.85


def test_a_company_of_a_kind_never_seen_files_nothing() -> None:
    acceptance = Acceptance(0.9).fit(*answered(1_000, 1), labels(1_000))
    assert not acceptance.accept(answered(100, 2)[0], labels(100, known=0)).any()


def test_cards_that_show_more_errors_raise_the_bar() -> None:
    acceptance = Acceptance(0.9).fit(*answered(3_000, 1), labels(3_000))
    before = acceptance.bars.copy()
    for seed in range(2, 8):
        acceptance.refit(*answered(500, seed, honest=0.95), labels(500))
    assert acceptance.bars[2] > before[2]


def test_few_rows_and_none_are_judged_by_their_probability() -> None:
    prediction, truth = answered(50, 1)
    acceptance = Acceptance(0.9).fit(prediction, truth, labels(50))
    np.testing.assert_allclose(acceptance.score(prediction, labels(50)), prediction.probability[:, 0])
    nothing = answered(0, 1)[0]
    assert acceptance.accept(nothing, labels(0)).tolist() == []
    assert not Acceptance(0.9).accept(prediction, labels(50)).any()


def test_bars_that_went_through_json_file_the_same_answers() -> None:
    acceptance = Acceptance(0.9, (0, 1)).fit(*answered(5_000, 1), labels(5_000))
    loaded = Acceptance.of(json.loads(json.dumps(acceptance.facts())))
    prediction, _ = answered(500, 2)
    for known in (0, 1, 500):
        accepted = acceptance.accept(prediction, labels(500, known))
        assert np.array_equal(loaded.accept(prediction, labels(500, known)), accepted)


def test_random_checks_raise_the_odds_only_where_they_contradict_the_promise() -> None:
    """60 sure checks: 40 at .99, all right; 20 at .97, five of them wrong."""
    sure = np.repeat([0.99, 0.97], [40, 20])
    right = np.arange(60) < 55
    assert least_sure(sure, right, 0.97) == 0.99
    assert least_sure(sure, np.ones(60, dtype=bool), 0.97) == 0.0
    assert least_sure(sure[:59], right[:59], 0.97) == 0.0
    assert least_sure(sure, np.zeros(60, dtype=bool), 0.97) == np.inf
