import json
from pathlib import Path

import numpy as np
import pytest

from models.forecasters.study import SERVED
from tests.unit.core.doors.test_bench_forecast_by_hand import written
from tests.unit.core.doors.test_cli import Here


def test_a_study_keeps_every_trial_with_what_it_was_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Six payers over 60 weeks, judged at one origin, 12 weeks before the end."""
    amounts = np.random.default_rng(4).gamma(3.0, 20.0, (6, 60)).round(2)
    path = written(tmp_path / "s.csv", {f"s{at}": [str(y) for y in row] for at, row in enumerate(amounts)})
    out = tmp_path / "study.json"
    asked = ["--series", path, "--origins", "1", "--trials", "1", "--paths", "20", "--out", str(out)]
    code, _, err = Here(monkeypatch, capsys)("bench", "study", *asked)
    assert code == 0, err
    document = json.loads(out.read_text())
    assert document["meta"]["series"] == 6
    assert len(document["meta"]["origins"]) == 1
    assert [trial["settings"] for trial in document["results"]["trials"]] == [SERVED]
