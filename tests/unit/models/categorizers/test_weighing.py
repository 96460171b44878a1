"""What an owner sorted, weighed against a belief: the invented beginnings, the answers, what is filed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.categorizers.acceptance import TARGET, TARGETS
from models.categorizers.moments import moments
from models.categorizers.weighing import Weighing
from models.contracts import Prediction
from tests.contract.made_payments import KINDS, made_payments

CATEGORIES = tuple(sorted(KINDS))


def company(name: str, seed: int, rows: int = 90) -> pd.DataFrame:
    """One company's payments, every one with a payee of its own kind."""
    return made_payments(rows, seed=seed, company=name)


def companies(count: int) -> pd.DataFrame:
    rows = pd.concat([company(f"c{at}", at) for at in range(count)], ignore_index=True)
    return rows.assign(part_id=np.arange(1, len(rows) + 1))


def belief_in(rows: pd.DataFrame, likely: float = 0.7) -> Prediction:
    """A learner that is right about three payments in four, and as sure of all of them."""
    random = np.random.default_rng(len(rows))
    right = rows["category"].map(CATEGORIES.index).to_numpy()
    said = np.where(random.random(len(rows)) < 0.75, right, random.integers(0, len(CATEGORIES), len(rows)))
    probability = np.full((len(rows), len(CATEGORIES)), (1 - likely) / (len(CATEGORIES) - 1))
    probability[np.arange(len(rows)), said] = likely
    return Prediction(rows["part_id"].to_numpy(), CATEGORIES, probability.astype(np.float32))


@pytest.fixture(scope="module")
def weighing() -> Weighing:
    rows = companies(12)
    return Weighing.taught(rows, belief_in(rows), seed=1)


def best(said: Prediction) -> list[str]:
    return [said.categories[at] for at in said.probability.argmax(axis=1)]


def test_a_moment_asks_about_what_nobody_sorted_and_the_owner_sorts_whole_payees() -> None:
    rows = companies(2)
    found = list(moments(rows, belief_in(rows), 1, (0, 3)))
    assert [moment.decisions for moment in found] == [0, 3, 0, 3]
    for moment in found:
        assert not set(moment.asked["part_id"]) & set(moment.labelled["part_id"])
        assert moment.labelled["payee"].nunique() == moment.decisions
        assert len(moment.labelled[["payee", "category"]].drop_duplicates()) == moment.decisions
        assert moment.asked["part_id"].tolist() == moment.belief.part_ids.tolist()
        assert (moment.labelled["human"] == 1).all()


def test_the_owner_sorts_first_what_weighs_most_in_doubt_and_money() -> None:
    rows = company("one", 5)
    rows["payee"] = np.where(rows.index % 3 == 0, "dear", "cheap")
    rows["amount"] = np.where(rows["payee"] == "dear", -1_000.0, -1.0)
    (found,) = moments(rows, belief_in(rows), 1, (1,))
    assert set(found.labelled["payee"]) == {"dear"}


def test_a_company_with_few_payments_is_no_lesson() -> None:
    rows = company("one", 5, rows=29)
    assert not list(moments(rows, belief_in(rows), 1, (0,)))


def test_where_nothing_was_sorted_the_belief_stands(weighing: Weighing) -> None:
    rows = company("new", 40)
    belief = belief_in(rows)
    said = weighing.answer(rows, belief, rows.head(0))
    assert said.categories == belief.categories
    assert np.array_equal(said.probability, belief.probability)


def test_labels_of_a_payee_answer_for_it_and_help_with_others(weighing: Weighing) -> None:
    rows = company("new", 41, rows=200)
    labelled, asked = rows.head(100).assign(human=1), rows.tail(100)
    belief = belief_in(rows)
    of = Prediction(belief.part_ids[100:], belief.categories, belief.probability[100:])
    said = weighing.answer(asked, of, labelled)
    truth = asked["category"].to_numpy()
    assert np.mean(best(said) == truth) > np.mean(best(of) == truth) + 0.1
    assert np.allclose(said.probability.sum(axis=1), 1, atol=1e-5)


def test_what_one_company_decided_never_answers_another(weighing: Weighing) -> None:
    rows = pd.concat([company("mine", 42), company("yours", 43)], ignore_index=True)
    rows["part_id"] = np.arange(len(rows))
    belief = belief_in(rows)
    mine = rows[rows["company"] == "mine"].assign(human=1, category="travel")
    said = weighing.answer(rows, belief, mine)
    yours = (rows["company"] == "yours").to_numpy()
    assert np.array_equal(said.probability[yours], belief.probability[yours])
    assert not np.array_equal(said.probability[~yours], belief.probability[~yours])


def test_answers_come_in_the_order_of_the_rows(weighing: Weighing) -> None:
    rows = pd.concat([company("mine", 42), company("yours", 43)], ignore_index=True)
    rows["part_id"] = np.arange(len(rows))
    belief, labelled = belief_in(rows), rows.head(20).assign(human=1)
    turned = np.random.default_rng(1).permutation(len(rows))
    of = Prediction(belief.part_ids[turned], belief.categories, belief.probability[turned])
    said = weighing.answer(rows.iloc[turned], of, labelled)
    assert np.array_equal(said.probability, weighing.answer(rows, belief, labelled).probability[turned])
    assert said.part_ids.tolist() == rows["part_id"].iloc[turned].tolist()


def test_a_category_only_the_owner_uses_can_be_answered(weighing: Weighing) -> None:
    rows = company("new", 44)
    rows = rows[rows["category"] == "travel"]
    labelled = rows.head(4).assign(category="horses", human=1)
    said = weighing.answer(labelled, belief_in(rows.head(4)), labelled)
    assert said.categories == (*CATEGORIES, "horses")
    assert set(best(said)) == {"horses"}


def test_what_is_filed_clears_the_target_on_companies_never_met(weighing: Weighing) -> None:
    filed, right = [], []
    rows = pd.concat([company(f"late{at}", 100 + at, rows=200) for at in range(6)], ignore_index=True)
    rows["part_id"] = np.arange(len(rows))
    for moment in moments(rows, belief_in(rows), 9, (10,)):
        said = weighing.answer(moment.asked, moment.belief, moment.labelled)
        filed.append(weighing.accepts(said, moment.asked, moment.labelled, TARGET))
        right.append(np.array(best(said)) == moment.asked["category"].to_numpy())
    share = np.concatenate(right)[np.concatenate(filed)]
    assert len(share) == 0 or share.mean() > TARGET - 0.03


def test_saved_is_loaded(weighing: Weighing, tmp_path: Path) -> None:
    weighing.save(tmp_path)
    loaded = Weighing.load(tmp_path)
    assert loaded is not None
    rows = company("new", 45)
    labelled, belief = rows.head(20).assign(human=1), belief_in(rows)
    first, second = (each.answer(rows, belief, labelled) for each in (weighing, loaded))
    assert np.array_equal(first.probability, second.probability)
    for target in TARGETS:
        accepted = weighing.accepts(first, rows, labelled, target)
        assert np.array_equal(accepted, loaded.accepts(second, rows, labelled, target))


def test_the_more_must_be_right_the_less_is_filed(weighing: Weighing) -> None:
    for bars in (weighing.begun, weighing.untouched):
        assert tuple(bars) == TARGETS
        heights = np.stack([bars[target].bars for target in TARGETS])
        assert (heights[1:] >= heights[:-1]).all()


def test_a_folder_without_trees_has_none(tmp_path: Path) -> None:
    assert Weighing.load(tmp_path) is None


def test_no_payment_gets_no_answer(weighing: Weighing) -> None:
    rows = company("new", 46)
    nothing = Prediction(np.zeros(0, dtype=np.int64), CATEGORIES, np.zeros((0, 4), dtype=np.float32))
    assert len(weighing.answer(rows.head(0), nothing, rows).part_ids) == 0
