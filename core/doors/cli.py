"""`python -m core`: each verb of Bursar as a command, refusals as one sentence and exit code 2."""

import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from core.domain.errors import BursarError, WorkerRunning
from core.domain.words import errors as words
from core.doors import bench, data, learning, processes
from core.doors.opening import open_here
from core.jobs.worker import Worker
from core.services import backup as backups
from core.services import jobs
from core.settings import settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Bursar: where did the money go, will it last?",
)
app.add_typer(bench.app, name="bench")
data.add_to(app)
learning.add_to(app)

Port = Annotated[int, typer.Option(help="Where the pages are served.")]


def main() -> None:
    """Run one command; exit code 0 done, 2 refused with a sentence."""
    try:
        app(standalone_mode=True)
    except BursarError as error:
        said = words.trouble(error)
        typer.echo(f"{said.happened} {said.next_step}", err=True)
        sys.exit(2)


@app.command()
def run(port: Port = 0, no_open: bool = False) -> None:
    """Start the screen and the worker; stop both with Ctrl-C."""
    chosen = settings() if not port else settings().model_copy(update={"port": port})
    processes.refuse_taken_port(chosen)
    open_here("run", chosen)
    typer.echo(f"Bursar is at http://localhost:{chosen.port} - Ctrl-C stops it.")
    raise typer.Exit(processes.run_both(chosen, open_browser=not no_open))


@app.command()
def screen(port: Port = 0) -> None:
    """Serve the pages alone."""
    chosen = settings() if not port else settings().model_copy(update={"port": port})
    open_here("screen", chosen)
    raise typer.Exit(processes.run_screen(chosen))


@app.command()
def worker() -> None:
    """Do the work that is asked for, alone."""
    try:
        processes.run_worker(Worker(open_here("worker")))
    except WorkerRunning as error:
        typer.echo(words.trouble(error).happened, err=True)
        raise typer.Exit(processes.WORKER_TAKEN) from error


@app.command()
def health() -> None:
    """Exit 0 where this machine's screen answers or its worker lives, else 1; for containers."""
    house = open_here()
    with house.look(house.scope("system")) as unit:
        lives = jobs.worker_lives(unit, socket.gethostname())
    raise typer.Exit(0 if lives or processes.answers(settings()) else 1)


@app.command()
def migrate() -> None:
    """Bring the store to today's tables."""
    open_here()
    typer.echo(f"The store at {settings().home} is up to date.")


@app.command(name="settings")
def show_settings() -> None:
    """Print every setting, its value, and the variable that changes it."""
    for name, value in settings().model_dump().items():
        typer.echo(f"BURSAR_{name.upper()}={value}")


@app.command()
def backup(
    to: Annotated[Path | None, typer.Argument(help="A file or folder; default: the home.")] = None,
) -> None:
    """Write database and models into one zip."""
    house = open_here()
    moment = f"{house.store.clock.now():%Y-%m-%d-%H%M%S}"
    target = to or settings().home
    target = target / f"bursar-{moment}.zip" if target.is_dir() else target
    backups.write(house.store, settings().artifacts, target)
    typer.echo(f"Backed up to {target}.")
