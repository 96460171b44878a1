"""How long a person waits: `python -m core bench app`."""

import json
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from core import flow
from core.demo.made import made_file
from core.domain.handouts import Answers, RowLine
from core.domain.jobs import JobKind
from core.domain.labels import Correction, Reach, RowFilter
from core.doors.bench import waiting_ahead
from core.flow import House
from core.jobs.worker import Worker
from core.services import explain, jobs, transactions
from core.settings import PROJECT, Settings

UNTIL = date(2026, 11, 1)
SEED = 77
RESULTS = PROJECT / "tests" / "bench" / "results" / "app.json"


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command(name="app")(bench_app)


@dataclass(frozen=True)
class Measured:
    """Milliseconds of one act over many rounds."""

    name: str
    p50_ms: float
    p95_ms: float
    rounds: int


def bench_app(
    rows: Annotated[int, typer.Option(help="Payments in the made store.")] = 100_000,
    rounds: Annotated[int, typer.Option(help="How often each act is timed.")] = 60,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Time what a person waits for: page, correction, undo, why panel of a made store; fans of the demo."""
    with tempfile.TemporaryDirectory() as home:
        house = flow.open_house(Settings(home=Path(home), today=UNTIL))
        started = time.monotonic()
        company_id = _filled(house, rows)
        filled_s = round(time.monotonic() - started, 1)
        measured = list(_measured(house, company_id, rounds))
    with tempfile.TemporaryDirectory() as home:
        house = flow.open_house(Settings(home=Path(home), today=UNTIL))
        measured += [_timed(name, acts) for name, acts in waiting_ahead.acts(house, house.scope("local"))]
    meta = {"rows": rows, "rounds": rounds, "filled_s": filled_s, "python": platform.python_version()}
    figures = {
        each.name: {"p50_ms": each.p50_ms, "p95_ms": each.p95_ms, "rounds": each.rounds} for each in measured
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"meta": meta, "results": figures}, indent=1) + "\n", encoding="utf-8")
    for each in measured:
        typer.echo(f"{each.name:<22} p50 {each.p50_ms:8.1f} ms   p95 {each.p95_ms:8.1f} ms")


def _filled(house: House, rows: int) -> int:
    """The company of a store with this many sorted rows."""
    scope = house.scope("local")
    data = made_file(rows, UNTIL, SEED)
    done = flow.bring_in(house, scope, "made.csv", data, Answers(company_name="Made Company"))
    with house.unit(scope) as unit:
        for job in jobs.recent(unit, done.company_id):
            if job.kind is not JobKind.CATEGORIZE:
                jobs.cancel(unit, job.id)
    Worker(house).work_off()
    return done.company_id


def _measured(house: House, company_id: int, rounds: int) -> Iterator[Measured]:
    scope = house.scope("local")
    rng = np.random.default_rng(SEED)
    with house.look(scope) as unit:
        total = transactions.page(unit, company_id, RowFilter(), 1).total
    pages = rng.integers(1, total // transactions.PAGE_ROWS, rounds)

    def page(number: int, rows: RowFilter) -> None:
        with house.look(scope) as unit:
            transactions.page(unit, company_id, rows, number)

    yield _timed("page of rows", [partial(page, int(at), RowFilter()) for at in pages])
    yield _timed("page of a search", [partial(page, 1, RowFilter(search="ltd payment"))] * rounds)
    yield _timed("page of a category", [partial(page, 1, RowFilter(categories=("supplier",)))] * rounds)
    lines = [_line(house, company_id, int(at)) for at in pages]
    yield from _corrections(house, company_id, lines)
    yield _why(house, lines[:20])


def _corrections(house: House, company_id: int, lines: list[RowLine]) -> Iterator[Measured]:
    """One row, then its whole payee, each undone again."""
    scope = house.scope("local")
    for reach in (Reach.ROW, Reach.PAYEE):
        acts: list[int] = []

        def correct(line: RowLine, reach: Reach = reach, acts: list[int] = acts) -> None:
            wish = Correction(company_id, line.part_id, _other(line), reach)
            ripple = flow.correct(house, scope, wish)
            assert ripple.act_id is not None
            acts.append(ripple.act_id)

        yield _timed(f"correction, {reach.value}", [partial(correct, line) for line in lines])
        undos = [partial(flow.undo, house, scope, act) for act in reversed(acts)]
        yield _timed(f"undo, {reach.value}", undos)


def _why(house: House, lines: list[RowLine]) -> Measured:
    """The panel of rows whose explanation is stored."""
    scope = house.scope("local")
    with house.unit(scope) as unit:
        for line in lines:
            explain.ask(unit, line.part_id)
    Worker(house).work_off()

    def panel(part_id: int) -> None:
        with house.look(scope) as unit:
            assert transactions.row(unit, part_id).explanation is not None

    return _timed("stored why panel", [partial(panel, line.part_id) for line in lines])


def _line(house: House, company_id: int, page_no: int) -> RowLine:
    with house.look(house.scope("local")) as unit:
        return transactions.page(unit, company_id, RowFilter(), page_no).rows[0]


def _other(line: RowLine) -> str:
    return "office" if line.category != "office" else "supplier"


def _timed(name: str, acts: Sequence[Callable[[], object]]) -> Measured:
    times = []
    for act in acts:
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    p95 = float(np.quantile(times, 0.95))
    return Measured(name, round(statistics.median(times), 2), round(p95, 2), len(times))
