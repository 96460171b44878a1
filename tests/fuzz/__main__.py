"""Every reader on spoiled files: `python -m tests.fuzz [--minutes N] [--reader KIND] [--found FOLDER]`.

Guided by the lines it reaches where atheris is installed (`pip install atheris`, Linux on Intel only), else
by chance. Says per reader how many files were read in how many minutes; ends with 1 where something broke.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.faults import Faults
from tests.fuzz.mutations import spoiled
from tests.fuzz.target import fault, kinds, seeds

_COUNTED = re.compile(r"number_of_executed_units: (\d+)")


def main() -> int:
    """Fuzz the readers one after the other, each for its share of the minutes."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=5.0)
    asked.add_argument("--reader", choices=kinds())
    asked.add_argument("--found", type=Path, default=Path(tempfile.mkdtemp(prefix="bursar-fuzz-")))
    given = asked.parse_args()
    chosen = [given.reader] if given.reader else kinds()
    guided = find_spec("atheris") is not None
    _say(
        f"{'guided by atheris' if guided else 'by chance, atheris is not installed'}; faults in {given.found}"
    )
    broken = 0
    for kind in chosen:
        found = Faults(given.found / kind)
        found.folder.mkdir(parents=True, exist_ok=True)
        started = time.monotonic()
        seconds = 60 * given.minutes / len(chosen)
        count = _guided(kind, seconds, found) if guided else _by_chance(kind, seconds, found)
        minutes = (time.monotonic() - started) / 60
        _say(f"{kind:12} {count:>9,} files in {minutes:.2f} minutes, {len(found.told())} faults")
        for what, path in found.told():
            _say(f"  {what}: {path}")
        broken += len(found.told())
    return 1 if broken else 0


def _by_chance(kind: str, seconds: float, found: Faults) -> int:
    until, count = time.monotonic() + seconds, 0
    for data in spoiled(seeds(kind), seed=1):
        found.note(fault(kind, data), data)
        count += 1
        if time.monotonic() > until:
            break
    return count


def _guided(kind: str, seconds: float, found: Faults) -> int:
    """A process of its own, as the engine never returns; one that dies by itself is a fault, too."""
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(kind)):
            (Path(folder) / f"seed{number}").write_bytes(data)
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.fuzz.guided",
                kind,
                str(max(1, int(seconds))),
                folder,
                found.folder,
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    counted = _COUNTED.search(done.stderr)
    if done.returncode or counted is None:
        found.note(f"the process ended with {done.returncode}: {done.stderr[-400:]}", b"")
    return int(counted[1]) if counted else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
