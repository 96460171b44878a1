import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from core.domain.errors import MeasureRefused
from core.services.bench import birmingham
from core.services.bench.categorize import Lost, Request, Stranger, categorize, regressions
from core.services.bench.files import read_labelled


def silence(step: str) -> None:
    """Nobody listens."""


CITY = (
    "date,amount,merchant,card,vat_code,account,cost_centre_code\n"
    "2016-04-01,20.00,rail,99,VR,Vehicle Fuel,C1\n"
    "2016-03-31,10.5,shop,42,VR,Stationery,C1\n"
    "2014-01-05,-7.0,shop,42,VR,,C2\n"
    "2014-01-05,0,hut,42,VR,Stationery,C2\n"
)


def made(folder: Path, name: str, month: str, seed: int) -> Path:
    """A file of 600 payments of five companies, labels mostly by payee."""
    random = np.random.default_rng(seed)
    path = folder / name
    with path.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["date", "amount", "text", "account", "company", "label"])
        for at in range(600):
            payee = int(random.integers(8))
            label = payee % 2 if random.random() < 0.9 else 1
            day = f"{month}-{1 + at // 25:02d}"
            words = [day, -10, f"shop {'abcdefgh'[payee] * 4}", "1", f"k{at % 5}", ("fuel", "pens")[label]]
            writer.writerow(words)
    return path


@pytest.fixture
def request_for(tmp_path: Path) -> Request:
    return Request(
        made(tmp_path, "history.csv", "2016-01", 1),
        made(tmp_path, "test.csv", "2016-02", 2),
        min_rows=100,
        only=("majority", "memory_updated"),
    )


def test_one_run_tells_what_it_was_made_of(request_for: Request) -> None:
    document = categorize(request_for, Stranger(None), silence)
    meta = json.loads(json.dumps(document["meta"]))
    assert meta["rows"] == {"history": 600, "test": 600}
    assert len(meta["inputs"]["history"]["sha256"]) == 64
    assert meta["left_out"]["history_label_too_rare"] == 0
    assert set(meta["versions"]) >= {"python", "numpy", "pandas", "catboost"}
    assert document["results"]["prequential_day"]["memory_updated"]["accuracy"] > 0.8


def test_the_same_request_gives_the_same_figures(request_for: Request) -> None:
    def figures() -> dict[str, float]:
        results = categorize(request_for, Stranger(None), silence)["results"]
        return {protocol: each["memory_updated"].get("log_loss") for protocol, each in results.items()}

    assert figures() == figures()


def test_masters_need_a_map(request_for: Request) -> None:
    with pytest.raises(MeasureRefused, match="map_missing"):
        categorize(Request(request_for.history, request_for.test, labels="master"), Stranger(None), silence)


def test_an_unknown_learner_is_refused(request_for: Request) -> None:
    with pytest.raises(MeasureRefused, match=r"learner_unknown.*magic"):
        categorize(Request(request_for.history, request_for.test, only=("magic",)), Stranger(None), silence)


def test_a_point_lost_is_a_regression_and_half_a_point_is_not() -> None:
    before = {"frozen": {"bursar": {"accuracy": 0.8}}, "prequential": {"bursar": {"accuracy": 0.9}}}
    now = {"frozen": {"bursar": {"accuracy": 0.795}}, "prequential": {"bursar": {"accuracy": 0.88}}}
    assert regressions(before, now, 0.01) == [Lost("prequential", 0.9, 0.88)]


def test_city_payments_become_history_test_and_map(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / birmingham.CITY).write_bytes(gzip.compress(CITY.encode()))
    facts = birmingham.prepare(tmp_path / "data", tmp_path / "out")
    assert (facts["history_rows"], facts["test_rows"], facts["rows_without_label"]) == (2, 1, 1)
    history, _ = read_labelled(tmp_path / "out" / birmingham.HISTORY)
    assert history["amount"].tolist() == [0.0, -10.5]
    assert history[["account", "company", "label"]].iloc[1].tolist() == ["42", "C1", "Stationery"]
    assert "Vehicle Fuel,vehicle" in (tmp_path / "out" / birmingham.MAP).read_text()


def test_the_same_city_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / birmingham.CITY).write_bytes(gzip.compress(CITY.encode()))
    birmingham.prepare(tmp_path, tmp_path / "one")
    birmingham.prepare(tmp_path, tmp_path / "two")
    for name in (birmingham.HISTORY, birmingham.TEST):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
