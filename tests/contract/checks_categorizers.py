"""What every served categorizer owes, as plain functions that take a fitted one and raise AssertionError."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from models.contracts import Categorizer, Prediction
from models.frames import FrameError
from tests.contract.made_payments import KINDS, made_payments

ROWS = 400
SEED = 11


def history() -> pd.DataFrame:
    """What the categorizer under test was taught: 400 payments in four categories."""
    return made_payments(ROWS, seed=1)


def later() -> pd.DataFrame:
    """150 other payments of the same kinds."""
    return made_payments(150, seed=2)


def assert_sound(prediction: Prediction, rows: pd.DataFrame) -> None:
    """Every promise of `Prediction` that can be seen from outside."""
    assert prediction.part_ids.tolist() == rows["part_id"].tolist()
    assert prediction.probability.shape == (len(rows), len(prediction.categories))
    assert prediction.probability.dtype == np.float32, prediction.probability.dtype
    assert np.isfinite(prediction.probability).all(), "a probability is NaN or infinite"
    assert (prediction.probability >= 0).all(), "a probability is negative"
    assert np.allclose(prediction.probability.sum(axis=1), 1, atol=1e-5), "a row does not sum to 1"


def answers(prediction: Prediction) -> list[str]:
    """The likeliest category of each row."""
    return [prediction.categories[at] for at in prediction.probability.argmax(axis=1)]


def same(first: Prediction, second: Prediction) -> bool:
    """Equal to the last bit."""
    return first.categories == second.categories and np.array_equal(first.probability, second.probability)


def check_probabilities_are_sound(model: Categorizer) -> None:
    prediction = model.predict(later())
    assert_sound(prediction, later())
    assert set(KINDS) <= set(prediction.categories)
    assert prediction.categories == model.categories


def check_beats_the_majority(model: Categorizer) -> None:
    truth = later()["category"]
    right = np.mean(np.array(answers(model.predict(later()))) == truth.to_numpy())
    assert right > truth.value_counts(normalize=True).max() + 0.2, right


def check_same_seed_same_answers(model: Categorizer) -> None:
    again = type(model)().fit(history(), seed=SEED)
    assert same(again.predict(later()), model.predict(later()))


def check_order_of_training_rows_is_of_no_account(model: Categorizer) -> None:
    shuffled = history().sample(frac=1, random_state=3)
    again = type(model)().fit(shuffled, seed=SEED)
    assert same(again.predict(later()), model.predict(later()))


def check_order_of_columns_is_of_no_account(model: Categorizer) -> None:
    turned = later()[later().columns[::-1]]
    assert same(model.predict(turned), model.predict(later()))


def check_rows_do_not_touch_each_other(model: Categorizer) -> None:
    """A payment is answered alike alone, among others, and whatever its index says."""
    together = model.predict(later())
    alone = model.predict(later().iloc[[7]])
    assert np.allclose(alone.probability[0], together.probability[7], atol=1e-6)


def check_saved_is_loaded(model: Categorizer) -> None:
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder))
        names = [path.suffix for path in Path(folder).rglob("*")]
        assert not {".pkl", ".pickle", ".joblib"} & set(names), names
        loaded = type(model).load(Path(folder))
    assert loaded.name == model.name
    assert same(loaded.predict(later()), model.predict(later()))


def check_labels_are_not_read(model: Categorizer) -> None:
    """Payments without a category are answered like payments with one."""
    bare = later().drop(columns=["category", "weight", "human"])
    assert same(model.predict(bare), model.predict(later()))


def check_unseen_values(model: Categorizer) -> None:
    """Companies, codes, accounts, words and sizes never met before get a sound answer."""
    strange = later().head(3).assign(mcc="0000", nace="99.99", account="moon", type_code="barter")
    strange["payee"] = ["", "\N{SLICE OF PIZZA} فاتورة", "x" * 120]
    strange["amount"] = [0.0, -1e12, 1e-9]
    strange["company"] = ["one", "moon", "moon"]
    assert_sound(model.predict(strange), strange)


def check_one_row(model: Categorizer) -> None:
    assert_sound(model.predict(later().head(1)), later().head(1))


def check_no_rows(model: Categorizer) -> None:
    prediction = model.predict(later().head(0))
    assert prediction.probability.shape == (0, len(model.categories))


def check_one_category(model: Categorizer) -> None:
    """Taught a single category, it is certain of it."""
    only = history().assign(category="office")
    prediction = type(model)().fit(only, seed=SEED).predict(later())
    assert prediction.categories == ("office",)
    assert (prediction.probability == 1).all()


def check_a_category_with_one_row(model: Categorizer) -> None:
    rows = history()
    rows.loc[0, "category"] = "insurance"
    prediction = type(model)().fit(rows, seed=SEED).predict(later())
    assert "insurance" in prediction.categories
    assert_sound(prediction, later())


def check_two_payments_are_lesson_enough(model: Categorizer) -> None:
    rows = history().drop_duplicates("category").head(2)
    assert_sound(type(model)().fit(rows, seed=SEED).predict(later()), later())


def check_nothing_but_empty_texts(model: Categorizer) -> None:
    """All on one day, no payee, no code: it learns, and answers soundly."""
    rows = history().assign(payee="", mcc="", mcc_answer="", booked_on=pd.Timestamp("2024-02-29"))
    assert_sound(type(model)().fit(rows, seed=SEED).predict(later()), later())


def check_no_lesson_is_refused(model: Categorizer) -> None:
    refused = ""
    try:
        type(model)().fit(history().head(0), seed=SEED)
    except FrameError as refusal:
        refused = str(refusal)
    assert "category" in refused, "learned from no row at all"


CHECKS: tuple[Callable[[Categorizer], None], ...] = tuple(
    check for name, check in sorted(globals().items()) if name.startswith("check_")
)
