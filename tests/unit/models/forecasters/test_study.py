import numpy as np
import pandas as pd

from models.forecasters.study import SERVED, as_json, study
from models.forecasters.walk_forward import Walk, lay_out


def walk() -> Walk:
    """Six weekly payers and six monthly ones over 100 weeks."""
    random = np.random.default_rng(1)
    weeks = pd.date_range("2024-01-01", periods=100, freq="7D")
    frames = []
    for row in range(12):
        y = random.gamma(4.0, 25.0, 100) * (row < 6 or np.arange(100) % 4 == row % 4)
        frames.append(pd.DataFrame({"unique_id": f"s{row}", "ds": weeks, "y": y}))
    static = pd.DataFrame({"unique_id": [f"s{row}" for row in range(12)], "category": "it"})
    return lay_out(pd.concat(frames), static, horizon=12, origins=1, stride=12)


def test_the_served_settings_are_the_first_trial_and_the_best_is_the_lowest() -> None:
    told: list[str] = []
    found = study(walk(), trials=2, paths=20, seed=3, tell=told.append)
    assert found[0].settings == SERVED
    assert found[1].settings != SERVED
    document = as_json(found)
    assert document["best"] == min(found, key=lambda trial: trial.all + trial.dense).settings
    assert [trial["dense"] for trial in document["trials"]] == [trial.dense for trial in found]
    assert len(told) == 2
    assert 0.3 < found[0].dense < 2.0
