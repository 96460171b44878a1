"""Explanations tried out: where one field decides, every check of them must hold."""

from models.categorizers.multiclass import Multiclass
from models.explanations.fidelity import row_fidelity
from tests.unit.models.explanations.test_reasons import only_mcc_matters


def test_where_one_field_decides_the_explanation_holds_in_every_way() -> None:
    learner = Multiclass(trees=40).fit(only_mcc_matters(800, 1), seed=1)
    found = row_fidelity(learner, only_mcc_matters(1, 2), only_mcc_matters(300, 3), range(4))
    assert found.told.factors[0].name == "mcc"
    assert found.fresh.r2 > 0.9
    assert found.fresh.effective > 100
    assert found.fresh_single.r2 > 0.8
    assert (found.lowered, found.agrees) == (True, True)
    assert 0.5 <= found.jaccard <= 1.0
    assert found.seconds > 0
    assert found.scoring > 0


def test_where_nothing_can_be_changed_nothing_is_claimed() -> None:
    learner = Multiclass(trees=20).fit(only_mcc_matters(400, 1), seed=1)
    row = only_mcc_matters(1, 2)
    found = row_fidelity(learner, row, row, range(2))
    assert found.told.method == "shap"
    assert found.fresh.r2 == 0.0
    assert not found.lowered
