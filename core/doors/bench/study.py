"""Which settings suit DeepAR: `python -m core bench study`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from core.services.bench.forecast_study import study_of_files


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command()(study)


def study(
    series: Annotated[Path, typer.Option(help="Weekly series that end before every tested month.")],
    static: Annotated[Path | None, typer.Option(help="What is known of each series.")] = None,
    origins: Annotated[int, typer.Option(min=1, help="How often: the last origins of the file.")] = 2,
    trials: Annotated[int, typer.Option(min=1, help="Settings to try; the served ones are the first.")] = 8,
    paths: Annotated[int, typer.Option(min=20, help="Imagined futures of each series.")] = 100,
    out: Annotated[Path | None, typer.Option(help="Where the trials go, as JSON.")] = None,
) -> None:
    """Try settings of DeepAR on months that are no test, and keep every trial."""
    document = study_of_files(series, static, origins, trials, paths, lambda step: typer.echo(step, err=True))
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    typer.echo(json.dumps(document["results"]["best"]))
