"""Is what is served as good as it was? `python -m core bench check`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from core.domain.words import measuring
from core.doors.bench.preparing import DATA
from core.services.bench import birmingham
from core.services.bench.categorize import check as categorize_again
from core.services.bench.forecast import check as forecast_again
from core.settings import PROJECT

RESULTS = PROJECT / "tests" / "bench" / "results"
CATEGORIZED, FORECAST = RESULTS / "categorize_quick.json", RESULTS / "forecast_quick.json"


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command()(check)


def check(
    data: Annotated[Path, typer.Option(help="Where the public data lie.")] = DATA,
    against: Annotated[Path, typer.Option(help="Figures of categorize --quick.")] = CATEGORIZED,
    forecast_against: Annotated[Path, typer.Option(help="Figures of forecast --quick.")] = FORECAST,
) -> None:
    """Measure what is served quickly; exit 1 where it sorts or forecasts over 1 % worse than it did."""
    if not (data / birmingham.CITY).is_file():
        typer.echo(measuring.NO_DATA)
        return
    lost = categorize_again(_read(against), data.resolve(), _tell)
    for each in lost:
        typer.echo(measuring.lost(each.protocol, each.before, each.now))
    if not lost:
        typer.echo(measuring.HELD)
    if not forecast_against.is_file():
        typer.echo(measuring.NO_FORECASTS)
        raise typer.Exit(1 if lost else 0)
    worse = forecast_again(_read(forecast_against), data.resolve(), _tell)
    for group, before, now in worse:
        typer.echo(measuring.forecast_lost(group, before, now))
    if not worse:
        typer.echo(measuring.FORECAST_HELD)
    if lost or worse:
        raise typer.Exit(1)


def _read(path: Path) -> dict[str, object]:
    document: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return document


def _tell(step: str) -> None:
    typer.echo(step, err=True)
