"""Whether explanations can be believed: `python -m core bench explain`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from core.services.bench import explain as trial
from core.settings import PROJECT, settings

RESULTS = PROJECT / "tests" / "bench" / "results" / "explain.json"

_ASKED = {
    "jaccard": "three strongest signs the same at 10 seeds (Jaccard), at least",
    "r2": "fit on 1,000 fresh changes (median R2), at least",
    "effective": "effective sample of these changes (least), at least",
    "lowered": "first reason taken away lowers the odds (share), at least",
    "agrees": "first reason is SHAP's too (share), at least",
    "p95_ms": "time of one explanation, 95 of 100 (ms), at most",
}

_BESIDE = {
    "p95_cpu_ms": "work of one explanation, 95 of 100 (ms of one core)",
    "times_scoring_1000_rows": "its time, in times of scoring 1,000 payments (median)",
    "r2_of_single_values": "fit where each changed field takes one other value (median R2)",
    "r2_fair_share": "payments that few signs explain (share with R2 of .5 or more)",
    "would_be_share": "payments with one change that would turn the answer (share)",
}


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command()(explain)


def explain(
    rows: Annotated[int, typer.Option(min=1, help="Payments to explain.")] = 200,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Try the explanations of the shipped model on companies it never saw."""
    document = trial.explain(
        settings().shipped / "categorizer", rows, lambda step: typer.echo(step, err=True)
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    typer.echo("\n".join(_table(document["results"])))


def _table(results: dict[str, Any]) -> Iterator[str]:
    for name, asked in _ASKED.items():
        held = results["goals"][name]
        said = "reached" if held["reached"] else "missed"
        yield f"{asked:<62}{held['goal']:>8,.2f}{held['figure']:>12,.3f}  {said}"
    for name, asked in _BESIDE.items():
        yield f"{asked:<70}{results['figures'][name]:>12,.3f}"
