"""How good categorizers are: `python -m core bench categorize`."""

import json
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from core.domain.words import measuring
from core.doors.bench.preparing import DATA
from core.services.bench.categorize import Request, Stranger, first_test_day
from core.services.bench.categorize import categorize as compare
from core.services.bench.proof import admitted
from core.services.ship_categorizer.public_text import FILE as PUBLIC_TEXT
from core.services.ship_categorizer.public_text import ship_public_text
from models.categorizers.public_learner import PublicTextLearner
from models.categorizers.public_text import PublicText

_COLUMNS = {
    "accuracy": "accuracy",
    "macro_f1": "macro-F1",
    "weighted_f1": "weighted-F1",
    "top3": "top-3",
    "log_loss": "log loss",
    "ece": "ECE",
}


class Labels(StrEnum):
    """What is to be answered: the labels of the file, or the master category each belongs to."""

    OWN = "own"
    MASTER = "master"


def add_to(app: typer.Typer) -> None:
    """Hang these commands under `bench`."""
    app.command()(categorize)


def categorize(  # noqa: PLR0913, PLR0917 - every option of a command is one argument
    history: Annotated[Path, typer.Option(help="Labelled payments to learn from: .csv or .csv.gz.")],
    test: Annotated[Path, typer.Option(help="Labelled payments on later days.")],
    labels: Annotated[
        Labels, typer.Option(help="Answer the file's labels, or master categories.")
    ] = Labels.OWN,
    map_file: Annotated[
        Path | None, typer.Option("--map", help="CSV with the columns label and master.")
    ] = None,
    min_rows: Annotated[
        int, typer.Option(min=1, help="Labels with fewer rows of history are left out.")
    ] = 300,
    out: Annotated[Path | None, typer.Option(help="Where the figures go, as JSON.")] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="A seeded part of the companies, in minutes.")
    ] = False,
    peers: Annotated[bool, typer.Option("--peers", help="The paper's other learners too.")] = False,
    text_model: Annotated[
        Path | None,
        typer.Option(help="A shipped text model for a company's first days; its sources are proven."),
    ] = None,
    data: Annotated[Path, typer.Option(help="Where the public data lie.")] = DATA,
    only: Annotated[list[str] | None, typer.Option(help="Only this learner; may be given again.")] = None,
) -> None:
    """Compare every categorizer on labelled payments."""
    request = Request(history, test, labels.value, map_file, min_rows, quick, tuple(only or ()), peers)
    stranger = _stranger(request, text_model, data)
    document = compare(request, stranger, lambda step: typer.echo(step, err=True))
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    typer.echo("\n".join(table(document["results"])))


def _stranger(request: Request, text_model: Path | None, data: Path) -> Stranger:
    """A text model that has seen no label of these files: the one named, or one made here and now."""
    if request.quick or request.map is None:
        return Stranger(None)
    if text_model is None and not (data / "reference").is_dir():
        return Stranger(None, measuring.skipped("no_public_data"))
    with tempfile.TemporaryDirectory() as made:
        folder = text_model or Path(made) / "public_text"
        if text_model is None:
            ship_public_text(data.resolve(), folder, with_city=False)
        admitted(folder, (request.history, request.test), first_test_day(request))
        return Stranger(PublicTextLearner(PublicText.load(folder / PUBLIC_TEXT)))


def table(results: dict[str, dict[str, dict[str, Any]]]) -> Iterator[str]:
    """The results as lines of plain columns, a block a protocol."""
    width = max((len(name) for learners in results.values() for name in learners), default=0)
    heads = "".join(
        f"{head:>12}" for head in (*_COLUMNS.values(), "files @97", "right", "files @99", "right")
    )
    for protocol, learners in results.items():
        yield protocol
        yield f"  {'':<{width}}{'rows':>9}{heads}{'fit s':>9}{'rows/s':>13}"
        for name, found in learners.items():
            yield f"  {name:<{width}}{found['n']:>9,}{_figures(found)}"
        yield ""


def _figures(found: dict[str, Any]) -> str:
    cells = [_number(found.get(key)) for key in _COLUMNS]
    for target in ("auto_97", "auto_99"):
        filed = found.get(target, {})
        cells += [_number(filed.get("share")), _number(filed.get("precision"))]
    times = f"{found.get('fit_s', 0):>9.1f}{found.get('rows_per_s', 0):>13,}"
    return "".join(f"{cell:>12}" for cell in cells) + times


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
