"""Reasons: what matters comes first, the same every time, and a poor fit is not passed off as one."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.categorizers.multiclass import Multiclass
from models.categorizers.served import Served
from models.explanations.lime_reasons import LimeReasons
from models.explanations.reasons import explain_row
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
def by_mcc() -> Served:
    return Served(trees=40).fit(only_mcc_matters(800, 1), seed=1)


def test_lime_puts_the_merchant_code_first_where_nothing_else_matters(by_mcc: Served) -> None:
    rows, background = only_mcc_matters(10, 2), only_mcc_matters(300, 3)
    found = LimeReasons().explain(by_mcc, rows, background, list(range(10)))
    assert [each.factors[0].name for each in found] == ["mcc"] * 10
    assert [each.factors[0].value for each in found] == rows["mcc"].tolist()
    assert [each.category for each in found] == rows["category"].tolist()
    assert all(each.factors[0].weight > 0.3 for each in found)
    assert all(each.r2 > 0.8 for each in found)


def test_shap_agrees_and_importance_sums_to_one(by_mcc: Served) -> None:
    rows = only_mcc_matters(50, 2)
    found = ShapReasons().explain(by_mcc, rows, rows, [0] * 50)
    assert {each.factors[0].name for each in found} == {"mcc"}
    shares = importance(by_mcc, rows)
    assert shares[0].name == "mcc"
    assert shares[0].weight > 0.7
    assert sum(share.weight for share in shares) == pytest.approx(1)


def test_shap_adds_up_to_the_trees_answer(by_mcc: Served) -> None:
    """Pushes plus a constant are the log odds: rows that differ in pushes differ so in log odds."""
    rows = only_mcc_matters(20, 4)
    model = Multiclass(trees=40).fit(rows, seed=1)
    logs = np.log(model.temperatures.apply(rows, model.predict(rows).probability.astype(float)))
    pushes = model.shap_values(rows).sum(axis=2)
    gap = (logs - pushes) - (logs - pushes)[0]
    assert np.abs(gap - gap.mean(axis=1, keepdims=True)).max() < 1e-3


def test_the_same_seed_gives_the_same_factors_in_a_new_process(
    by_mcc: Served, tmp_path: Path, root: Path
) -> None:
    by_mcc.save(tmp_path)
    rows, background = only_mcc_matters(1, 2), only_mcc_matters(300, 3)
    rows.to_pickle(tmp_path / "rows")
    background.to_pickle(tmp_path / "background")
    program = (
        "import sys; import pandas as pd; from pathlib import Path;"
        "from models.categorizers.served import Served; from models.explanations.reasons import explain_row;"
        "home = Path(sys.argv[1]);"
        "found = explain_row(Served.load(home), pd.read_pickle(home / 'rows'),"
        " pd.read_pickle(home / 'background'), 77);"
        "sys.stdout.write(repr(found))"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    other = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert other.stdout == repr(explain_row(by_mcc, rows, background, 77))


def test_another_seed_keeps_the_two_strongest() -> None:
    served = Served(trees=40).fit(made_payments(800), seed=1)
    rows, background = made_payments(1, 9), made_payments(300, 3)
    tops = [
        {factor.name for factor in explain_row(served, rows, background, seed).factors[:2]}
        for seed in (1, 2, 3, 4)
    ]
    assert all(top == tops[0] for top in tops)


def test_where_a_line_fits_badly_shap_gives_two_signs() -> None:
    """The category is whether two flags differ: no single flag pushes either way."""
    rows = made_payments(900).assign(mcc="", mcc_answer="", payee="x", account="a")
    random = np.random.default_rng(1)
    rows["standing_order"] = random.choice(["yes", "no"], 900).astype(object)
    rows["contactless"] = random.choice(["yes", "no"], 900).astype(object)
    rows["direction"] = random.choice(["in", "out"], 900).astype(object)
    odd = (rows[["standing_order", "contactless"]] == "yes").sum(axis=1) + (rows["direction"] == "in")
    rows["category"] = np.where(odd % 2 == 1, "office", "travel").astype(object)
    served = Served(trees=80).fit(rows, seed=1)
    found = explain_row(served, rows.head(1), rows.tail(300), 5)
    assert found.method == "shap"
    assert len(found.factors) == 2
    assert found.r2 < 0.5


def test_a_row_is_explained_within_a_second(by_mcc: Served) -> None:
    rows, background = only_mcc_matters(6, 2), only_mcc_matters(300, 3)
    explain_row(by_mcc, rows.head(1), background, 1)
    began = time.perf_counter()
    for at in range(1, 6):
        explain_row(by_mcc, rows.iloc[[at]], background, at)
    assert (time.perf_counter() - began) / 5 < 1
