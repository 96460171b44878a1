"""What the paper measured and searched: `python -m core bench fidelity`, `search` and `graph`."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from core.domain.words import measuring
from core.services.bench import fidelity as fidelities
from core.services.bench import graph as graphs
from core.services.ship_categorizer.build import bank_payments
from core.settings import settings

COMPANIES = 24

Out = Annotated[Path | None, typer.Option(help="Where the figures go, as JSON.")]


def add_to(app: typer.Typer) -> None:
    """Hang these commands under `bench`."""
    app.command()(fidelity)
    app.command()(search)
    app.command()(graph)


def fidelity(out: Out = None) -> None:
    """How faithfully the paper's CatBoost re-learns the rule steps of an invented bank."""
    found = fidelities.fidelity(bank_payments(fidelities.SEED, COMPANIES), _tell)
    _keep(found, out)
    for name, each in found.items():
        typer.echo(
            f"{name:<14} accuracy {each['test']['accuracy']:.4f}   macro-F1 {each['test']['macro_f1']:.4f}"
        )
    typer.echo(measuring.fidelity(found["rules"]["test"]["accuracy"], fidelities.GOAL))


def search(
    trials: Annotated[int, typer.Option(min=1, help="How many settings each kind of search tries.")] = 20,
    study: Annotated[Path | None, typer.Option(help="Where trials are kept; a study goes on.")] = None,
    out: Out = None,
) -> None:
    """Search settings for the paper's CatBoost at random and by Optuna, on an invented bank."""
    kept = study or settings().home / "studies" / "multiclass.log"
    found = fidelities.searched(bank_payments(fidelities.SEED, COMPANIES), kept, trials, _tell)
    _keep(found, out)
    for name, each in found.items():
        typer.echo(f"{name:<10} macro-F1 {each['test']['macro_f1']:.4f}   {each.get('settings', '')}")


def graph(
    history: Annotated[Path, typer.Option(help="Labelled payments: .csv or .csv.gz.")],
    min_rows: Annotated[int, typer.Option(min=1, help="Labels with fewer rows are left out.")] = 300,
    out: Out = None,
) -> None:
    """What the graph of payers and payees adds, on the newest fifth of a history."""
    found = graphs.graph(history, min_rows, _tell)
    _keep(found, out)
    for name, each in found["learners"].items():
        before, after = each["without"]["accuracy"], each["with"]["accuracy"]
        typer.echo(f"{name:<10} without {before:.4f}   with {after:.4f}   {each['earned']:+.4f}")


def _tell(step: str) -> None:
    typer.echo(step, err=True)


def _keep(found: dict[str, Any], out: Path | None) -> None:
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
