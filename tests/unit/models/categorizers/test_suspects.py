import numpy as np
import pandas as pd

from models.categorizers.suspects import find_suspects
from models.contracts import Prediction

CATEGORIES = ("office", "travel", "meals")


def labelled(*rows: tuple[str, str]) -> pd.DataFrame:
    """Payee and the person's category of each row."""
    frame = pd.DataFrame(rows, columns=["payee", "category"])
    return frame.assign(company="1", direction="out")


def believed(*rows: list[float]) -> Prediction:
    """How likely office, travel and meals are to the learner, a row each."""
    parts = np.arange(len(rows), dtype=np.int64)
    return Prediction(parts, CATEGORIES, np.array(rows, dtype=np.float32).reshape(-1, 3))


def test_a_label_the_learner_holds_for_something_else_is_suspect() -> None:
    rows = labelled(("a", "office"), ("b", "office"), ("c", "travel"), ("d", "travel"))
    beliefs = believed([0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.1, 0.8, 0.1], [0.1, 0.7, 0.2])
    found = find_suspects(beliefs, rows)
    assert found.index.tolist() == [1]
    assert found["thinks"].tolist() == ["travel"]
    assert found["probability"].round(2).tolist() == [0.9]
    assert found["label_probability"].round(2).tolist() == [0.05]


def test_a_category_the_learner_never_trusts_much_is_not_doubted_for_that() -> None:
    """Meals is believed at .3 wherever it is right, so .3 is no ground for doubt; nor is .45 elsewhere."""
    rows = labelled(("a", "meals"), ("b", "meals"), ("c", "travel"))
    beliefs = believed([0.3, 0.4, 0.3], [0.25, 0.45, 0.3], [0.0, 1.0, 0.0])
    assert find_suspects(beliefs, rows).empty


def test_another_category_must_clear_its_own_threshold() -> None:
    """Travel is believed at .95 wherever it is right, so .6 does not make a row travel."""
    rows = labelled(("a", "office"), ("b", "office"), ("c", "travel"))
    beliefs = believed([0.9, 0.05, 0.05], [0.1, 0.6, 0.3], [0.0, 0.95, 0.05])
    assert find_suspects(beliefs, rows).empty


def test_a_payee_with_many_rows_counts_once_in_the_threshold() -> None:
    """Twenty rows of one wrong decision do not make their own belief the usual one."""
    rows = labelled(*[("a", "office")] * 20, ("b", "office"), ("c", "travel"))
    beliefs = believed(*[[0.05, 0.85, 0.1]] * 20, [0.9, 0.05, 0.05], [0.1, 0.8, 0.1])
    assert find_suspects(beliefs, rows).index.tolist() == list(range(20))


def test_labels_unknown_to_the_learner_and_no_rows_at_all_are_no_trouble() -> None:
    rows = labelled(("a", "insurance"), ("c", "travel"))
    found = find_suspects(believed([0.05, 0.9, 0.05], [0.1, 0.8, 0.1]), rows)
    assert found["label_probability"].tolist() in ([], [0.0])
    assert find_suspects(believed(), labelled()).empty
