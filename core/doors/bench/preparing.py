"""The files that are measured on, made from public data: `python -m core bench prepare`."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.domain.errors import MeasureRefused
from core.services.bench import birmingham
from core.services.bench.city_series import CITIES, make_series
from core.settings import PROJECT

DATA = PROJECT / "../shared/data"


class City(StrEnum):
    """Public data that can be made into files to measure on."""

    BIRMINGHAM = "birmingham"
    MANCHESTER = "manchester"
    NN5 = "nn5"


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command()(prepare)


def prepare(
    city: City,
    out: Annotated[Path, typer.Argument(help="The folder for the files.")],
    data: Annotated[Path, typer.Option(help="Where the public data lie.")] = DATA,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Weekly series without later days: to choose settings on."),
    ] = None,
) -> None:
    """Make the weekly series forecasts are measured on; of Birmingham the categorizers' files too."""
    source = CITIES[city.value]
    if not (data / source.file).is_file():
        raise MeasureRefused("file_missing", file=source.file)
    if city is City.BIRMINGHAM:
        facts = birmingham.prepare(data.resolve(), out)
        typer.echo(
            f"{facts['history_rows']:,} rows of history and {facts['test_rows']:,} to test "
            f"from {facts['split']} on; {facts['rows_without_label']:,} rows without a label left out. "
            f"They lie in {out}."
        )
    made = make_series(source, data.resolve(), out, until.date() if until else None)
    typer.echo(
        f"{made['series']:,} weekly series until the week of {made['last_week']}; "
        f"{made['series_left_out']:,} with too few payments left out. They lie in {out}."
    )
