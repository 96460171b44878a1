"""How good forecasts are: `python -m core bench forecast`."""

from pathlib import Path
from typing import Annotated

import typer

from core.doors.bench.forecast_table import as_json, table
from core.doors.bench.paper_forecast import run_paper
from core.services.bench.forecast import forecast as compare
from core.services.bench.forecast_parts import Request
from core.services.bench.paper_forecast import PaperRequest


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
