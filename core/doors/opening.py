"""Open the home folder for one command: logs first, then the store."""

import typer

from core import flow
from core.flow import House
from core.logs import start_logs
from core.settings import Settings, settings


def open_here(process: str = "cli", chosen: Settings | None = None) -> House:
    """The open house of this command; `process` names its log file."""
    given = chosen or settings()
    given.make_home()
    start_logs(given.logs, process)
    return flow.open_house(given)


def say_step(step: int, steps: int, doing: str) -> None:
    """Tell whoever waits at the command line how far long work is."""
    typer.echo(f"  {step} of {steps}: {doing}", err=True)
