"""How well bank files are read: `python -m core bench read`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from core.domain.words import measuring
from core.services.bench.reading import measure

_VALUES = ("rows", "sum", "opening", "closing", "lines", "payees")
_COUNTS = ("files", "read", "refused", "crashed")


def add_to(app: typer.Typer) -> None:
    """Hang this command under `bench`."""
    app.command(name="read")(bench_read)


def bench_read(
    tree: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder of bank files.")],
    expected: Annotated[
        Path | None,
        typer.Option(help="A JSON list of file, n, sum, open and close, as other readers have them."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where the figures go, as JSON.")] = None,
    no_known_layouts: Annotated[
        bool, typer.Option("--no-known-layouts", help="Read tables without what is known of their banks.")
    ] = False,
) -> None:
    """Read every bank file below a folder and hold it against what is known of it.

    Equal of given: rows, their sum, opening and closing balance, the day and amount
    of every line, and who stands at it.
    Differences that were looked into and found right stand below the table and count in neither.
    """
    document = measure(tree, expected, not no_known_layouts, _tell)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    heads = "".join(f"{name:>9}" for name in (*_COUNTS, *_VALUES, "silent", "seconds"))
    typer.echo(f"{'':<12}{heads}")
    for kind, told in document["by_kind"].items():
        typer.echo(_line(kind, told))
    typer.echo(_line("all", document["totals"]))
    for kind, told in document["by_kind"].items():
        if told["judgeable"]:
            typer.echo(measuring.right_at_first(kind, told["right"], told["judgeable"]))
    for told in document["files"]:
        for value, why in told["judged"].items():
            typer.echo(measuring.judged(told["file"], value, why))
    typer.echo(measuring.no_statements(document["totals"]["not_a_statement"]))


def _line(name: str, told: Mapping[str, Any]) -> str:
    counts = "".join(f"{told[each]:>9}" for each in _COUNTS)
    equal = ""
    for value in _VALUES:
        given = told[value]["equal"] + told[value]["differs"]
        equal += f"{told[value]['equal']}/{given}".rjust(9)
    return f"{name:<12}{counts}{equal}{told['silently_wrong']:>9}{told['seconds']:>9.2f}"


def _tell(done: int, files: int) -> None:
    typer.echo(measuring.files_read(done, files), err=True)
