import hashlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from models.artifacts import verify_artifact
from models.forecasters.blend import Bursar
from tests.contract.checks_forecasters import company

FOLDER = Path("models/shipped/forecaster")


def fingerprint(folder: Path) -> str:
    series, static = company()
    forecast = Bursar.load(folder).forecast(series, static, horizon_weeks=12, paths=50, seed=4)
    return hashlib.sha256(forecast.paths.tobytes()).hexdigest()


def test_the_shipped_forecaster_is_whole_small_and_saw_nothing_after_march_2016(root: Path) -> None:
    manifest = verify_artifact(root / FOLDER)
    assert manifest.kind == "forecaster"
    assert {source.name for source in manifest.sources} >= {"invented bank"}
    assert manifest.sources
    assert not manifest.reaching(date(2016, 4, 1))
    assert sum(path.stat().st_size for path in (root / FOLDER).iterdir()) < 3_000_000


def test_it_learned_from_enough_to_know_sales_from_repairs(root: Path) -> None:
    """Weekly sales of 60 to 2,000 give a fan around their mean of about 960, without zeros at its middle."""
    series, static = company()
    static = static.replace({"category": {"rent": "premises", "repairs": "premises"}})
    forecast = Bursar.load(root / FOLDER).forecast(series, static, horizon_weeks=12, paths=200, seed=4)
    medians = {
        name: float(sorted(paths.ravel())[paths.size // 2])
        for name, paths in zip(forecast.unique_ids, forecast.paths, strict=True)
    }
    assert medians["sales"] == pytest.approx(960, rel=0.25)
    assert medians["repairs"] < 50


def test_a_new_process_draws_the_same_futures(root: Path) -> None:
    code = (
        "from pathlib import Path;"
        "from tests.unit.models.forecasters.test_shipped import fingerprint, FOLDER;"
        "import sys; sys.stdout.write(fingerprint(FOLDER))"
    )
    other = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert other.stdout == fingerprint(root / FOLDER)
    assert other.stderr == ""
