"""Near relatives of a payment: what is kept stays, what is changed is really changed."""

import numpy as np
import pytest

from models.categorizers.multiclass import Multiclass
from models.explanations.neighbors import Neighbors
from tests.contract.made_payments import made_payments


@pytest.fixture(scope="module")
def learner() -> Multiclass:
    return Multiclass(trees=20).fit(made_payments(400), seed=1)


def test_fields_that_all_payments_share_are_left_out(learner: Multiclass) -> None:
    near = Neighbors.of(learner, made_payments(1, 9), made_payments(60, 3))
    assert set(near.fields) <= {"mcc", "payee", "account", "amount", "weekday", "day_of_month"}
    assert {"mcc", "payee", "amount"} <= set(near.fields)


def test_nothing_changed_is_the_payment_itself(learner: Multiclass) -> None:
    row = made_payments(1, 9)
    near = Neighbors.of(learner, row, made_payments(60, 3))
    whole = near.changed(np.ones((2, len(near.fields)), dtype=bool), near.same_places(2))
    assert whole.to_dict("records") == 2 * learner.features(row).to_dict("records")


def test_a_changed_field_takes_another_payments_value_and_no_other_moves(learner: Multiclass) -> None:
    row = made_payments(1, 9)
    near = Neighbors.of(learner, row, made_payments(60, 3))
    at = near.fields.index("mcc")
    rows = near.changed(*near.alone(at, near.elsewhere[at]))
    own = learner.features(row).iloc[0]
    assert len(rows) == len(near.elsewhere[at]) > 0
    assert (rows["mcc"] != own["mcc"]).all()
    known = set(map(tuple, near.others[["mcc", "mcc_family", "mcc_answer"]].to_numpy()))
    assert set(map(tuple, rows[["mcc", "mcc_family", "mcc_answer"]].to_numpy())) <= known
    others = [name for name in rows if not str(name).startswith("mcc")]
    assert all((rows[name] == own[name]).all() for name in others)


def test_many_payments_around_are_thinned_evenly(learner: Multiclass) -> None:
    around = made_payments(1_500, 3)
    near = Neighbors.of(learner, made_payments(1, 9), around)
    assert len(near.others) == 400
    assert near.payments["part_id"].iloc[[0, -1]].tolist() == around["part_id"].iloc[[0, -1]].tolist()


def test_a_payment_with_nothing_around_it_has_no_field_to_change(learner: Multiclass) -> None:
    row = made_payments(1, 9)
    assert Neighbors.of(learner, row, row).fields == ()
    assert Neighbors.of(learner, row, row.head(0)).fields == ()
