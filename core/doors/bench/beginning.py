"""How soon a new company is sorted well: `python -m core bench beginnings`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from core.domain.errors import MeasureRefused
from core.services.bench import beginnings as trial
from core.services.ship_categorizer import CITY, city_payments
from core.services.ship_categorizer.build import bank_payments, never_taught
from core.settings import PROJECT, settings

DATA = PROJECT / "../shared/data"
RESULTS = PROJECT / "tests" / "bench" / "results" / "beginnings.json"
COMPANIES = 12


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command()(beginnings)


def beginnings(
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
    data: Annotated[Path, typer.Option(help="Where the public data lie.")] = DATA,
) -> None:
    """Let the shipped model sort companies it never met, while their owners sort payee after payee."""
    if not (data / CITY).is_file():
        raise MeasureRefused("file_missing", file=CITY)
    city_frame = city_payments(data.resolve())
    sources = {
        "city": city_frame[never_taught(city_frame)],
        "invented bank": bank_payments(trial.SEED, COMPANIES),
    }
    documents = {name: _measured(rows) for name, rows in sources.items()}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(documents, indent=1) + "\n", encoding="utf-8")
    for name, document in documents.items():
        typer.echo("\n".join(_table(name, document["results"])))


def _measured(rows: pd.DataFrame) -> dict[str, Any]:
    return trial.beginnings(settings().shipped / "categorizer", rows, lambda step: typer.echo(step, err=True))


def _table(name: str, results: dict[str, Any]) -> Iterator[str]:
    yield f"{name:<20}{'payees':>14}{'rows':>8}{'right':>8}{'ECE':>8}{'filed':>8}{'of these right':>15}"
    for count, learners in results.items():
        for learner, each in learners.items():
            precision = each["filed"]["precision"]
            right = "-" if precision is None else f"{precision:.3f}"
            yield (
                f"{learner:<20}{count:>14}{each['n']:>8,}{each['accuracy']:>8.3f}{each['ece']:>8.3f}"
                f"{each['filed']['share']:>8.3f}{right:>15}"
            )
