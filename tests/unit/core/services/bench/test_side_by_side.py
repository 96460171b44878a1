import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.services.bench.side_by_side import one_by_one, side_by_side


@dataclass(frozen=True)
class Errand:
    """Writes a file, stops, or is killed as by the kernel when memory is short."""

    path: Path
    fate: str = ""

    def measure(self) -> None:
        if self.fate == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fate:
            raise ValueError(self.fate)
        self.path.write_text(str(os.getpid()))


def test_one_that_is_killed_or_stops_harms_no_other(tmp_path: Path) -> None:
    fates = ["killed", "", "loss is nan", ""]
    errands = [Errand(tmp_path / str(at), fate) for at, fate in enumerate(fates)]
    told = {errand.path.name: why for errand, why in side_by_side(errands, 2)}
    assert told == {
        "0": "its process was ended from outside (exit status -9); memory may have run out",
        "1": "",
        "2": "ValueError: loss is nan",
        "3": "",
    }
    homes = {(tmp_path / name).read_text() for name in "13"}
    assert len(homes) == 2
    assert str(os.getpid()) not in homes


@pytest.mark.parametrize("fate", ["", "loss is nan"])
def test_without_workers_all_is_done_here(tmp_path: Path, fate: str) -> None:
    errand = Errand(tmp_path / "here", fate)
    assert list(one_by_one([errand])) == [(errand, f"ValueError: {fate}" if fate else "")]
    assert fate or errand.path.read_text() == str(os.getpid())
