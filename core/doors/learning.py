"""Commands about learning: sort, learn, look ahead, rebuild what is shipped."""

from pathlib import Path
from typing import Annotated

import typer

from core import flow
from core.domain.company import Company, Scope
from core.domain.words import numbers, verdicts
from core.doors import processes
from core.doors.opening import open_here, say_step
from core.flow import House
from core.jobs import training
from core.registry.shelf import CATEGORIZER, FORECASTER
from core.services import companies, ship_forecaster, versions
from core.services.ship_categorizer import build_categorizer
from core.settings import PROJECT, settings

SEED = 1


def add_to(app: typer.Typer) -> None:
    """Hang these commands under the root."""
    app.command()(categorize)
    app.command()(forecast)
    app.command()(retrain)
    app.command()(shipped)
    app.command(hidden=True)(train)


def categorize() -> None:
    """Sort every company's rows with the model that serves."""
    house = open_here()
    scope = house.scope("system")
    version_id, folder, listed = _serving(house, scope, CATEGORIZER)
    served = house.shelf.categorizer(folder)
    for company in listed:
        counts = flow.sort_with_model(house, scope, company.id, served, version_id)
        typer.echo(f"{company.name}: {numbers.count(counts.changed, 'row')} changed")


def forecast() -> None:
    """Draw every company's series whose data changed."""
    house = open_here()
    scope = house.scope("system")
    version_id, folder, listed = _serving(house, scope, FORECASTER)
    forecaster = house.shelf.forecaster(folder)
    for company in listed:
        drawn = flow.look_ahead(house, scope, company.id, forecaster, version_id)
        typer.echo(f"{company.name}: {drawn} series drawn")


def retrain() -> None:
    """Learn from the corrections and let the judge decide which model serves."""
    house = open_here()
    typer.echo(verdicts.sentence(training.train(house, house.scope("system"), say_step)))


def train(job_id: int) -> None:
    """Do one retraining job; the worker starts this as a process of its own and keeps its input open."""
    processes.end_with_input()
    house = open_here()
    training.train_job(house, house.scope("system"), job_id)


def shipped(
    data: Annotated[Path, typer.Option(help="Where the public data lie.")] = PROJECT / "../shared/data",
    seed: int = SEED,
) -> None:
    """Train the artifacts a fresh machine starts with anew, from public data."""
    target = settings().shipped
    build_categorizer(data.resolve(), target / "categorizer", seed)
    typer.echo("The categorizer is built.")
    ship_forecaster.build_forecaster(data.resolve(), target / "forecaster", seed)
    typer.echo("The forecaster is built.")


def _serving(house: House, scope: Scope, kind: str) -> tuple[int, str, list[Company]]:
    """The model that serves, where it lies, and every company it serves."""
    with house.look(scope) as unit:
        return *versions.serving(unit, kind), companies.listed(unit)
