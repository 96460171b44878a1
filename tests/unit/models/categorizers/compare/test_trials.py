import numpy as np
import pandas as pd

from models.categorizers.compare.batches import batches_of
from models.categorizers.compare.feedback import corrected, realistic
from models.categorizers.compare.filing import Filing
from models.categorizers.compare.trials import held_trial, known_labels
from models.categorizers.scores import top_answers
from models.contracts import Prediction
from tests.unit.models.categorizers.compare.labelled import Parrot, labelled, prediction

HISTORY = labelled("1 x c1 shop office", "1 x c1 shop office", "1 y c9 rail travel")
TEST = labelled("3 x c1 shop it", "3 x c1 shop it", "4 x c1 shop it", "4 z c5 pub meals")


def answers(given: Prediction) -> list[str]:
    return top_answers(given)[0].tolist()


def taught() -> Parrot:
    return Parrot().fit(HISTORY, seed=1)


def test_row_by_row_the_second_payment_of_a_day_knows_the_first() -> None:
    said = answers(held_trial(taught(), HISTORY, TEST, "prequential").prediction)
    assert said == ["travel", "it", "it", "it"]


def test_day_by_day_it_does_not() -> None:
    said = answers(held_trial(taught(), HISTORY, TEST, "prequential_day").prediction)
    assert said == ["travel", "travel", "it", "it"]


def test_frozen_nothing_is_heard() -> None:
    learner = taught()
    said = answers(held_trial(learner, HISTORY, TEST, "frozen").prediction)
    assert said == ["travel"] * 4


def test_a_trial_leaves_the_learner_as_it_was() -> None:
    learner = taught()
    held_trial(learner, HISTORY, TEST, "prequential")
    assert (learner.said, learner.heard) == ("travel", [])


def test_no_row_takes_no_time_and_some_take_their_share() -> None:
    """A history of one day has no newest part to find a bar on."""
    none = held_trial(taught(), HISTORY, TEST.head(0), "frozen")
    assert none.only(np.zeros(0, dtype=bool)).seconds == 0
    whole = held_trial(taught(), HISTORY, TEST, "frozen")
    assert whole.only(np.array([True, False, False, False])).seconds == whole.seconds / 4


def test_labels_known_of_the_company_by_then() -> None:
    each, by_day = np.arange(4), np.array([0, 0, 1, 1])
    assert known_labels(HISTORY, TEST, each).tolist() == [2, 3, 4, 0]
    assert known_labels(HISTORY, TEST, by_day).tolist() == [2, 2, 4, 0]
    assert known_labels(HISTORY, TEST, np.zeros(4, dtype=np.intp)).tolist() == [2, 2, 2, 0]


def test_batches_lie_where_their_numbers_do() -> None:
    assert list(batches_of(np.array([0, 0, 1, 4]))) == [slice(0, 2), slice(2, 3), slice(3, 4)]
    assert list(batches_of(np.zeros(0, dtype=np.intp))) == []


def test_a_category_one_batch_did_not_know_is_impossible_there() -> None:
    whole = Prediction.joined([prediction("a", (1.0,)), prediction("ba", (0.25, 0.75))])
    assert whole.categories == ("a", "b")
    assert whole.probability.tolist() == [[1.0, 0.0], [0.75, 0.25]]


class FilesTravel(Filing):
    """Files whatever is answered travel, and keeps the cards it was shown."""

    def __init__(self) -> None:
        self.cards = 0

    def accept(self, given: Prediction, known: np.ndarray) -> np.ndarray:
        return np.array([each == "travel" for each in answers(given)])

    def refit(self, given: Prediction, truth: pd.Series, known: np.ndarray) -> None:
        self.cards += len(truth)


def test_only_what_is_asked_is_learned() -> None:
    """Every answer is travel and filed, so no label ever comes and it stays travel."""
    life = realistic(taught(), HISTORY, TEST, FilesTravel(), seed=1)
    assert answers(life.trial.prediction) == ["travel"] * 4
    assert life.filed.all()
    assert life.labels_given == 0.0


def test_one_card_in_twenty_is_looked_at_anyhow_and_the_bar_found_anew() -> None:
    days = [f"{day} x c1 shop travel" for day in range(1, 31) for _ in range(100)]
    bar = FilesTravel()
    life = realistic(taught(), HISTORY, labelled(*days), bar, seed=1)
    assert life.filed.all()
    assert 0.03 < life.labels_given < 0.07
    assert 0.03 < bar.cards / 2800 < 0.07


def test_a_correction_is_scored_where_the_next_label_repeats_it() -> None:
    rows = labelled(
        "3 x c1 shop it",  # answered travel: corrected, though the pair has labels
        "4 x c1 shop it",  # repeats it: scored
        "5 z c2 pub meals",  # answered it: corrected, the pair's first label
        "6 z c2 pub meals",  # repeats it: scored as first
        "6 z c2 pub it",
        "7 z c2 pub meals",  # what was last said there was corrected, but not to this
    )
    found = corrected(taught(), HISTORY, rows)
    assert found["explicit_correction"].rows["part_id"].tolist() == [1, 3]
    assert found["explicit_correction_first"].rows["part_id"].tolist() == [3]
    assert answers(found["explicit_correction"].prediction) == ["it", "meals"]
