"""How long a large bank file takes to come in: `python -m core bench bring-in`."""

import json
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer

from core import flow, importers
from core.demo.made import made_statement
from core.domain.bank_file import Statement
from core.domain.errors import MeasureRefused
from core.domain.handouts import Answers
from core.exporters.statements import bursar_csv, camt053, mt940, ofx, plain_csv
from core.services import bring_in, categorize
from core.services.bench.made_from import commit
from core.services.bench.memory import peak_bytes, used_bytes
from core.settings import PROJECT, Settings

UNTIL = date(2026, 11, 1)
SEED = 77
RESULTS = PROJECT / "tests" / "bench" / "results" / "bring_in.json"
_WRITERS: dict[str, tuple[str, Callable[[Statement], bytes]]] = {
    "csv": ("made.csv", plain_csv.write),
    "bursar_csv": ("made_bursar.csv", bursar_csv.write),
    "ofx": ("made.ofx", ofx.write),
    "mt940": ("made.sta", mt940.write),
    "camt053": ("made.xml", camt053.write),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One step with one file: seconds by the clock and of the processor, and the most memory it took.

    `file_times` is that memory as a multiple of the file's size; it counts from what the process
    held before it opened the file.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    file_times: float

    def told(self) -> str:
        """The figures in a line."""
        seconds = f"{self.wall_s:7.2f} s, of processor {self.cpu_s:7.2f} s"
        return f"{seconds}, at most {self.peak_mb:7.1f} MB, {self.file_times:4.1f} x the file"


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command(name="bring-in")(bench_bring_in)


def bench_bring_in(
    rows: Annotated[int, typer.Option(help="Payments in each file.")] = 100_000,
    kinds: Annotated[str, typer.Option(help="Formats, with commas between.")] = "csv,ofx,mt940,camt053",
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Time how a made file of each kind is read and checked, then stored, then sorted by rules."""
    chosen = [kind for each in kinds.split(",") if (kind := each.strip())]
    for kind in chosen:
        if kind not in _WRITERS:
            raise MeasureRefused("unknown_kind", kind=kind, kinds=", ".join(_WRITERS))
    results: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in _written(Path(folder), rows, chosen):
            size_mb = round(path.stat().st_size / 1e6, 1)
            steps = _apart(_read, path) | _apart(_store, path)
            results[kind] = {"file_mb": size_mb, **{name: asdict(each) for name, each in steps.items()}}
            for name, each in steps.items():
                typer.echo(f"{kind:<10} {size_mb:6.1f} MB  {name:<6} {each.told()}")
            path.unlink()
    meta = {"rows": rows, "made_from": commit(), "python": platform.python_version()}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"meta": meta, "results": results}, indent=1) + "\n", encoding="utf-8")


def _written(folder: Path, rows: int, kinds: list[str]) -> Iterator[tuple[str, Path]]:
    statement = made_statement(rows, UNTIL, SEED)
    for kind in kinds:
        name, write = _WRITERS[kind]
        path = folder / name
        path.write_bytes(write(statement))
        yield kind, path


def _apart(step: Callable[[Path], dict[str, Measured]], path: Path) -> dict[str, Measured]:
    """What a step measures in a fresh process, whose memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(step, (path,))


def _read(path: Path) -> dict[str, Measured]:
    """Reading and checking alone, which is what a person sees before saying yes."""
    clock = _Clock(path)
    importers.read(path.read_bytes(), path.name)
    return {"read": clock.stop()}


def _store(path: Path) -> dict[str, Measured]:
    """Reading, checking and storing in a fresh store; then sorting, which looks at every row."""
    with tempfile.TemporaryDirectory() as home:
        house = flow.open_house(Settings(home=Path(home), today=UNTIL))
        scope = house.scope("local")
        answers = Answers(company_name="Made Company")
        clock = _Clock(path)
        with house.unit(scope) as unit:
            file = bring_in.read(unit, path.name, path.read_bytes(), answers)
            company_id = bring_in.store(unit, file, answers).company_id
        stored = clock.stop()
        clock = _Clock(path)
        with house.unit(scope) as unit:
            categorize.by_rules(unit, company_id)
        return {"store": stored, "sort": clock.stop()}


class _Clock:
    """Measures from here on."""

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        self.held = used_bytes()
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def stop(self) -> Measured:
        """What was used since."""
        wall, cpu = time.perf_counter() - self.wall, time.process_time() - self.cpu
        peak = peak_bytes() - self.held
        return Measured(round(wall, 2), round(cpu, 2), round(peak / 1e6, 1), round(peak / self.size, 1))
