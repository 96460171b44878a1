"""One reader under atheris, which keeps the inputs that reach new lines; run by `python -m tests.fuzz`."""

import sys
from pathlib import Path

import atheris

from tests.fuzz.faults import Faults

with atheris.instrument_imports(include=["core.importers", "core.domain"]):
    from tests.fuzz.target import MOST_BYTES, MOST_SECONDS, fault


def main(kind: str, seconds: str, seeds: str, found: str) -> None:
    """Fuzz one reader for so many seconds; faults go to the folder `found`, the engine never returns."""
    faults = Faults(Path(found))

    def one(data: bytes) -> None:
        faults.note(fault(kind, data), data)

    limits = (f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", f"-timeout={3 * MOST_SECONDS}")
    arguments = (*limits, "-rss_limit_mb=2500", "-print_final_stats=1", "-seed=1", seeds)
    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
