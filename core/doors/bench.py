"""Measurements anybody can repeat: `python -m core bench ...`."""

import typer

app = typer.Typer(no_args_is_help=True, help="Measure, with figures and the command that made them.")
