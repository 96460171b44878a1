"""The first moments of `python -m tests.fuzz`, the same ones every time; and everything that once broke."""

from itertools import islice
from pathlib import Path

import pytest

from tests.fuzz.faults import Faults
from tests.fuzz.mutations import spoiled
from tests.fuzz.target import fault, kinds, seeds

FILES = 150


@pytest.mark.parametrize("kind", kinds())
def test_no_spoiled_file_breaks_a_reader(kind: str) -> None:
    start = seeds(kind)
    assert start
    faults = {
        what: data for data in (*start, *islice(spoiled(start, seed=7), FILES)) if (what := fault(kind, data))
    }
    assert faults == {}


def test_the_same_seed_spoils_alike() -> None:
    start = seeds("bai2")
    assert list(islice(spoiled(start, 3), 20)) == list(islice(spoiled(start, 3), 20))


def test_a_fault_is_kept_once_with_its_shortest_bytes(tmp_path: Path) -> None:
    faults = Faults(tmp_path)
    for data in (b"long one", b"short", b"longer one"):
        faults.note("KeyError in x.py, read", data)
    faults.note("", b"nothing")
    assert [(what, path.read_bytes()) for what, path in faults.told()] == [
        ("KeyError in x.py, read", b"short")
    ]
