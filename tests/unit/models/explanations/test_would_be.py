"""What would have changed the answer is a value other payments have, and the learner really answers so."""

import numpy as np
import pandas as pd
import pytest

from models.categorizers.multiclass import Multiclass
from models.contracts import WouldBe
from models.explanations.neighbors import Neighbors
from models.explanations.readable import with_value_of
from models.explanations.would_be import would_be
from tests.contract.made_payments import made_payments


def by_amount(count: int, seed: int) -> pd.DataFrame:
    """Small payments are office, middle ones travel, large ones supplier; nothing else tells."""
    rows = made_payments(count, seed).assign(mcc="", mcc_answer="", payee="x", account="a")
    random = np.random.default_rng(seed + 50)
    size = random.integers(0, 3, count)
    rows["amount"] = -np.array([10.0, 200.0, 9_000.0])[size]
    rows["category"] = np.array(["office", "travel", "supplier"], dtype=object)[size]
    return rows


@pytest.fixture(scope="module")
def learner() -> Multiclass:
    return Multiclass(trees=40).fit(by_amount(600, 1), seed=1)


def told(learner: Multiclass, row: pd.DataFrame, background: pd.DataFrame) -> WouldBe | None:
    return would_be(learner, row, Neighbors.of(learner, row, background))


def test_the_nearest_amount_that_turns_the_answer_is_told(learner: Multiclass) -> None:
    rows, background = by_amount(40, 7), by_amount(200, 8)
    row = rows[rows["category"] == "office"].head(1)
    found = told(learner, row, background)
    assert found is not None
    assert (found.category, found.field, found.value) == ("travel", "amount", "200.00")
    other = background[background["amount"] == -200.0].iloc[0]
    answer = learner.predict(with_value_of(row, other, "amount"))
    assert answer.categories[int(answer.probability[0].argmax())] == "travel"
    assert found.probability == pytest.approx(float(answer.probability[0].max()), abs=1e-6)


def test_nothing_is_told_where_no_single_change_turns_the_answer(learner: Multiclass) -> None:
    row = by_amount(1, 7)
    same = by_amount(200, 8).assign(amount=row["amount"].iloc[0])
    assert told(learner, row, same) is None
    assert told(learner, row, row) is None


def test_a_day_never_counts_as_a_change() -> None:
    """Weekdays alone decide: there is nothing that a reader should be told."""
    rows = made_payments(600).assign(mcc="", mcc_answer="", payee="x", account="a", amount=-10.0)
    rows["category"] = np.where(rows["booked_on"].dt.weekday < 3, "office", "travel").astype(object)
    learner = Multiclass(trees=40).fit(rows, seed=1)
    assert told(learner, rows.head(1), rows.tail(200)) is None
