"""Reasons: what matters comes first, the same every time, and a poor fit is not passed off as one."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.categorizers.multiclass import Multiclass
from models.contracts import Factor
from models.explanations.lime_reasons import LimeReasons
from models.explanations.reasons import explain_row, lead, make_ready
from models.explanations.shap_reasons import ShapReasons, importance
from tests.contract.made_payments import made_payments


def only_mcc_matters(count: int, seed: int) -> pd.DataFrame:
    """Every other field is drawn without regard to the category."""
    rows = made_payments(count, seed)
    random = np.random.default_rng(seed + 100)
    codes = {"office": "5111", "vehicle": "5541", "travel": "3501", "supplier": "5099"}
    rows["mcc"] = rows["category"].map(codes).astype(object)
    rows["mcc_answer"] = rows["category"]
    for name in ("payee", "amount", "account"):
        rows[name] = random.permutation(rows[name].to_numpy())
    return rows


@pytest.fixture(scope="module")
def by_mcc() -> Multiclass:
    return Multiclass(trees=40).fit(only_mcc_matters(800, 1), seed=1)


def test_lime_puts_the_merchant_code_first_where_nothing_else_matters(by_mcc: Multiclass) -> None:
    rows, background = only_mcc_matters(10, 2), only_mcc_matters(300, 3)
    found = LimeReasons().explain(by_mcc, rows, background, list(range(10)))
    assert [each.factors[0].name for each in found] == ["mcc"] * 10
    assert [each.factors[0].value for each in found] == rows["mcc"].tolist()
    assert [each.category for each in found] == rows["category"].tolist()
    assert all(each.factors[0].weight > 0.3 for each in found)
    assert all(each.r2 > 0.8 for each in found)


def test_shap_agrees_and_importance_sums_to_one(by_mcc: Multiclass) -> None:
    rows = only_mcc_matters(50, 2)
    found = ShapReasons().explain(by_mcc, rows, rows, [0] * 50)
    assert {each.factors[0].name for each in found} == {"mcc"}
    shares = importance(by_mcc, rows).overall
    assert shares[0].name == "mcc"
    assert shares[0].weight > 0.7
    assert sum(share.weight for share in shares) == pytest.approx(1)


def test_what_a_category_goes_by_is_told_for_each() -> None:
    """Vehicle hangs on the merchant code, payroll on the direction alone."""
    rows = made_payments(600).assign(payee="x", account="a")
    paid = np.arange(len(rows)) % 3 == 0
    rows.loc[paid, ["category", "direction", "mcc", "mcc_answer"]] = ["payroll", "in", "", ""]
    rows.loc[~paid & (rows["mcc"] == ""), ["mcc", "mcc_answer"]] = ["5099", "supplier"]
    found = importance(Multiclass(trees=40).fit(rows, seed=1), rows)
    shares = found.by_category
    assert set(shares) == set(rows["category"])
    assert shares["vehicle"][0].name == "mcc"
    assert all(sum(share.weight for share in each) == pytest.approx(1) for each in shares.values())
    assert shares["payroll"][0].name in {"direction", "mcc"}
    assert found.figures()["drivers"]["vehicle"][0] == ["mcc", round(shares["vehicle"][0].weight, 4)]


def test_where_shap_leads_with_another_sign_the_explanation_is_marked_as_doubtful(
    by_mcc: Multiclass, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, background = only_mcc_matters(1, 2), only_mcc_matters(300, 3)
    assert explain_row(by_mcc, row, background, 1).method == "lime"
    told = ShapReasons().explain(by_mcc, row, background, [1])[0]
    other = replace(told, factors=(Factor("amount", "1.00", 9.0), *told.factors))
    monkeypatch.setattr(ShapReasons, "explain", lambda *_: [other])
    found = explain_row(by_mcc, row, background, 1)
    assert (found.method, found.factors[0].name) == ("doubt", "mcc")


def test_the_runner_up_is_the_learners_second_answer(by_mcc: Multiclass) -> None:
    row = only_mcc_matters(1, 2)
    found = explain_row(by_mcc, row, only_mcc_matters(300, 3), 1)
    order, probability = by_mcc.predict(row).top(2)
    assert found.next_category == by_mcc.categories[order[0, 1]]
    assert found.next_probability == pytest.approx(float(probability[0, 1]), abs=1e-6)


def test_getting_ready_takes_any_learner_and_says_nothing(by_mcc: Multiclass) -> None:
    make_ready(by_mcc)
    make_ready(Multiclass(trees=5).fit(made_payments(1), seed=1))


def test_a_day_is_never_what_leads() -> None:
    signs = (Factor("weekday", "0", 0.9), Factor("mcc", "1", -0.5), Factor("amount", "2.00", 0.1))
    assert lead(signs) == "amount"
    assert lead(signs[:2]) == ""


def test_shap_adds_up_to_the_trees_answer(by_mcc: Multiclass) -> None:
    """Pushes plus a constant are the log odds: rows that differ in pushes differ so in log odds."""
    rows = only_mcc_matters(20, 4)
    model = Multiclass(trees=40).fit(rows, seed=1)
    logs = np.log(model.temperatures.apply(rows, model.predict(rows).probability.astype(float)))
    pushes = model.shap_values(model.features(rows)).sum(axis=2)
    gap = (logs - pushes) - (logs - pushes)[0]
    assert np.abs(gap - gap.mean(axis=1, keepdims=True)).max() < 1e-3


def test_the_same_seed_gives_the_same_factors_in_a_new_process(
    by_mcc: Multiclass, tmp_path: Path, root: Path
) -> None:
    by_mcc.save(tmp_path)
    rows, background = only_mcc_matters(1, 2), only_mcc_matters(300, 3)
    rows.to_pickle(tmp_path / "rows")
    background.to_pickle(tmp_path / "background")
    program = (
        "import sys; import pandas as pd; from pathlib import Path;"
        "from models.categorizers.multiclass import Multiclass;"
        "from models.explanations.reasons import explain_row;"
        "home = Path(sys.argv[1]);"
        "found = explain_row(Multiclass.load(home), pd.read_pickle(home / 'rows'),"
        " pd.read_pickle(home / 'background'), 77);"
        "sys.stdout.write(repr(found))"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    other = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert other.stdout == repr(explain_row(by_mcc, rows, background, 77))


def test_another_seed_keeps_the_two_strongest() -> None:
    learner = Multiclass(trees=40).fit(made_payments(800), seed=1)
    rows, background = made_payments(1, 9), made_payments(300, 3)
    tops = [
        {factor.name for factor in explain_row(learner, rows, background, seed).factors[:2]}
        for seed in (1, 2, 3, 4)
    ]
    assert all(top == tops[0] for top in tops)


class OddFlags(Multiclass):
    """Answers office where an odd number of six fields says yes: no field pushes either way."""

    flags = ("standing_order", "contactless", "account", "type_code", "bank_code", "mcc")

    def believe(self, features: pd.DataFrame) -> np.ndarray:
        odd = (features[list(self.flags)] == "yes").sum(axis=1).to_numpy() % 2
        return np.column_stack([0.05 + 0.9 * odd, 0.95 - 0.9 * odd])


def test_where_a_line_fits_badly_shap_gives_two_signs_at_most() -> None:
    rows = made_payments(900).assign(mcc_answer="", payee="x")
    random = np.random.default_rng(1)
    for name in OddFlags.flags:
        rows[name] = random.choice(["yes", "no"], 900).astype(object)
    learner = OddFlags(trees=20).fit(rows.assign(category=random.permutation(rows["account"])), seed=1)
    found = explain_row(learner, rows.head(1), rows.tail(300), 5)
    assert found.method == "shap"
    assert len(found.factors) <= 2
    assert all(factor.weight > 0 for factor in found.factors)
    assert found.r2 < 0.5
