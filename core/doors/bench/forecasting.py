"""How good forecasts are: `python -m core bench forecast`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from core.domain.words import measuring
from core.doors.bench.paper_forecast import run_paper
from core.services.bench.forecast import JUDGED_GROUPS
from core.services.bench.forecast import forecast as compare
from core.services.bench.forecast_parts import Request
from core.services.bench.forecasters import NAMED_BASELINE, ORACLE, SERVED
from core.services.bench.paper_forecast import PaperRequest

ENOUGH_SERIES = 10
_COLUMNS = {
    "sql": "SQL",
    "mase": "MASE",
    "smape": "sMAPE",
    "msis": "MSIS",
    "wql_pooled": "WQL",
    "coverage_50": "50 %",
    "coverage_80": "80 %",
    "coverage_95": "95 %",
    "rcov_80": "80 % r",
    "rcov_95": "95 % r",
    "above_q90": "> q90",
    "rabove_q90": "> q90 r",
    "total_coverage_80": "total 80",
    "total_rcov_80": "total 80r",
    "total_is_80": "total IS",
    "gain_share": "gain",
}
_WIDTH = 10


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command()(forecast)


def forecast(  # noqa: PLR0913, PLR0917 - every option of a command is one argument
    series: Annotated[Path, typer.Option(help="Weekly series: unique_id, ds (a Monday), y.")],
    static: Annotated[
        Path | None, typer.Option(help="unique_id, company, category, nace, size of each series.")
    ] = None,
    horizon: Annotated[int, typer.Option(min=1, help="How many weeks are forecast.")] = 12,
    origins: Annotated[int, typer.Option(min=1, help="How often: the last origins of the file.")] = 4,
    stride: Annotated[int, typer.Option(min=1, help="Weeks from one origin to the next.")] = 12,
    models: Annotated[
        list[str] | None, typer.Option(help="Only these: names with commas, or given again.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where the figures go, as JSON; a run that was cut off goes on.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Some forty series, in minutes.")] = False,
    paths: Annotated[int, typer.Option(min=20, help="Imagined futures of each series.")] = 200,
    workers: Annotated[int, typer.Option(min=0, help="Processes side by side; 0 measures in this one.")] = 1,
    artifact: Annotated[
        Path | None, typer.Option(help="A shipped forecaster; its sources are proven first.")
    ] = None,
    paper: Annotated[
        bool, typer.Option("--paper", help="The paper's experiment instead: with and without surrogates.")
    ] = False,
) -> None:
    """Compare every forecaster on weekly series, all of them taught before the first tested week."""
    names = tuple(name.strip() for given in models or () for name in given.split(",") if name.strip())
    request = Request(series, static, horizon, origins, stride, names, quick, paths, workers, artifact)
    kept_in = out.with_name(f"{out.name}.parts") if out is not None else None
    if paper:
        run_paper(series, static, PaperRequest(origins=origins, paths=paths), out, kept_in)
        return
    document = compare(request, lambda step: typer.echo(step, err=True), kept_in)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(as_json(document), encoding="utf-8")
    typer.echo("\n".join(table(document)))


def as_json(document: Mapping[str, Any]) -> str:
    """The document with one line a forecaster and group: short enough to be read and compared."""
    groups = ",\n".join(
        f" {json.dumps(group)}: {{\n"
        + ",\n".join(f"  {json.dumps(name)}: {json.dumps(found)}" for name, found in models.items())
        + "\n }"
        for group, models in document["results"].items()
    )
    meta = json.dumps(document["meta"], indent=1)
    return f'{{\n"meta": {meta},\n"results": {{\n{groups}\n}}\n}}\n'


def table(document: Mapping[str, Any]) -> Iterator[str]:
    """The results as lines of plain columns: whole groups, weeks ahead, and categories of ten series."""
    results = document["results"]
    width = max((len(name) for models in results.values() for name in models), default=0)
    for group in JUDGED_GROUPS:
        if group in results:
            yield from _block(group, results[group], width)
    yield from _short("week ahead", "horizon:", results, 1)
    yield from _short("category", "category:", results, ENOUGH_SERIES)
    if ORACLE in document["meta"]["cheats"]:
        yield measuring.CHEATS
    for name, why in document["meta"]["skipped"].items():
        yield f"{name}: {why}"


def _block(group: str, models: Mapping[str, Mapping[str, Any]], width: int) -> Iterator[str]:
    heads = "".join(f"{head:>{_WIDTH}}" for head in _COLUMNS.values())
    last = f"{'to h. 52':>{_WIDTH}}{'p':>7}{'fit s':>8}{'ask s':>8}{'MB':>7}"
    yield group
    yield f"  {'':<{width}}{'series':>8}{heads}{last}"
    for name, found in models.items():
        cells = "".join(f"{_number(found.get(key)):>{_WIDTH}}" for key in _COLUMNS)
        other = found.get(f"against_{NAMED_BASELINE}") or {}
        change, p = other.get("change"), other.get("p")
        told = f"{'-' if change is None else f'{change:+.1%}':>{_WIDTH}}{'-' if p is None else f'{p:.3f}':>7}"
        costs = f"{found['fit_s']:>8.1f}{found['predict_s']:>8.1f}{found['peak_mb']:>7,.0f}"
        yield f"  {name:<{width}}{found['series']:>8,}{cells}{told}{costs}"
    yield ""


def _short(head: str, prefix: str, results: Mapping[str, Any], fewest: int) -> Iterator[str]:
    """One line a group: what is served beside plain history."""
    lines = []
    for group, models in results.items():
        served, plain = models.get(SERVED), models.get(NAMED_BASELINE)
        if group.startswith(prefix) and served and plain and served["series"] >= fewest:
            cells = (served["sql"], plain["sql"], served["rcov_80"], served["rcov_95"], served["rabove_q90"])
            told = "".join(f"{_number(cell):>{_WIDTH}}" for cell in cells)
            lines.append(f"  {group.removeprefix(prefix):<40.40}{served['series']:>8,}{told}")
    if lines:
        yield f"{head:<42}{'series':>8}{'SQL':>{_WIDTH}}{'h. 52':>{_WIDTH}}{'80 % r':>{_WIDTH}}" + (
            f"{'95 % r':>{_WIDTH}}{'> q90 r':>{_WIDTH}}"
        )
        yield from lines
        yield ""


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.4f}" if abs(value) < 100 else f"{value:,.0f}"
