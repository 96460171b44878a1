"""The paper's experiment with surrogates, printed as its two tables: `bench forecast --paper`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from core.domain.words import measuring
from core.services.bench.paper_figures import ARMS
from core.services.bench.paper_forecast import PaperRequest, paper_of_files
from core.services.bench.paper_picture import draw_boxes

_PAPER_HELPED = {"coverage_80": ("80 %", 14), "coverage_95": ("95 %", 10)}
"""In how many of 17 categories, by the paper's text."""
_FIGURES = {
    "seasonal_error": ("seas. error", ",.0f"),
    "mase": ("MASE", ".3f"),
    "smape": ("sMAPE", ".3f"),
    "msis": ("MSIS", ".2f"),
    "sql": ("SQL", ".3f"),
    "wql_pooled": ("WQL", ".3f"),
    "coverage_50": ("50 %", ".3f"),
    "coverage_80": ("80 %", ".3f"),
    "coverage_95": ("95 %", ".3f"),
    "rcov_80": ("80 % rand.", ".3f"),
    "above_q90": ("above q90", ".3f"),
}
_DIFFERENCES = ("mase", "msis", "sql", "coverage_80", "coverage_95", "rcov_80")
_NAME = 30


def run_paper(
    series: Path, static: Path | None, request: PaperRequest, out: Path | None, kept: Path | None
) -> None:
    """Make the experiment, print its tables, and write JSON and box plot where `out` names a file.

    `kept` is the folder for what each origin gave, from which a run that was broken off goes on.
    """
    document = paper_of_files(series, static, request, kept, lambda step: typer.echo(step, err=True))
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        draw_boxes(document["results"]["groups"], out.with_suffix(".png"))
    typer.echo("\n".join(_printed(document["results"])))


def _printed(found: Mapping[str, Any]) -> Iterator[str]:
    groups = found["groups"]
    for arm in ARMS:
        yield measuring.ARM_NAMES[arm]
        yield from _arm(groups, arm)
        yield ""
    yield from _differences(groups)
    yield ""
    yield from _stationary(groups)
    yield ""
    yield from _summary(found["summary"])


def _arm(groups: Mapping[str, Any], arm: str) -> Iterator[str]:
    yield f"{'':<{_NAME}}{'series':>7}" + "".join(f"{title:>12}" for title, _ in _FIGURES.values())
    for name, each in groups.items():
        told = [_number(each[arm][figure], shape) for figure, (_, shape) in _FIGURES.items()]
        yield f"{_short(name):<{_NAME}}{each[arm]['series']:>7}" + "".join(f"{one:>12}" for one in told)


def _differences(groups: Mapping[str, Any]) -> Iterator[str]:
    titles = [_FIGURES[figure][0] for figure in _DIFFERENCES]
    yield f"{measuring.DIFFERENCE_NAME:<{_NAME}}" + "".join(f"{title:>27}" for title in titles)
    for name, each in groups.items():
        told = [_change(each["difference"][figure]) for figure in _DIFFERENCES]
        yield f"{_short(name):<{_NAME}}" + "".join(f"{one:>27}" for one in told)


def _stationary(groups: Mapping[str, Any]) -> Iterator[str]:
    tested = {name: each["dickey_fuller"] for name, each in groups.items() if "dickey_fuller" in each}
    if tested:
        yield f"{measuring.STATIONARY_NAME:<{_NAME}}{'windows':>9}{'tested':>9}{'share':>9}"
    for name, each in tested.items():
        share = _number(each["stationary"], ".3f")
        yield f"{_short(name):<{_NAME}}{each['windows']:>9,}{each['tested']:>9,}{share:>9}"


def _summary(summary: Mapping[str, Any]) -> Iterator[str]:
    count = summary["categories"]
    for figure, (band, papers) in _PAPER_HELPED.items():
        told = summary[figure]
        yield measuring.bands_helped(band, told["higher"], told["nearer"], count, papers)
    for figure in ("mase", "sql"):
        yield measuring.errors_fell(_FIGURES[figure][0], summary[figure]["lower"], count)


def _short(name: str) -> str:
    plain = name.removeprefix("category:")
    return plain if len(plain) < _NAME else plain[: _NAME - 2] + "…"


def _number(value: float | None, shape: str) -> str:
    return "-" if value is None else format(value, shape)


def _change(each: Mapping[str, Any]) -> str:
    if each["mean"] is None:
        return "-"
    return f"{each['mean']:+.3f} ({each['low']:+.3f} {each['high']:+.3f}) {each['sign']}"
