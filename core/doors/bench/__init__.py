"""Measurements anybody can repeat: `python -m core bench ...`."""

import typer

from core.doors.bench import (
    beginning,
    bringing_in,
    checking,
    explaining,
    forecasting,
    learners,
    paper,
    preparing,
    reading,
    study,
    waiting,
)

app = typer.Typer(no_args_is_help=True, help="Measure, with figures and the command that made them.")


@app.callback()
def measurements() -> None:
    """Measure, with figures and the command that made them."""


waiting.add_to(app)
preparing.add_to(app)
learners.add_to(app)
beginning.add_to(app)
explaining.add_to(app)
paper.add_to(app)
forecasting.add_to(app)
checking.add_to(app)
study.add_to(app)
reading.add_to(app)
bringing_in.add_to(app)
