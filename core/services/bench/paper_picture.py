"""The paper's box plot made again: how often each category's 80 % bands held, without and with surrogates."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.domain.words import measuring
from core.services.bench.paper_figures import ARMS

NOMINAL = 0.8
_HUES = {"without": "#999999", "with": "#0072B2"}
_WHISKERS = {
    "least": "whislo",
    "quarter": "q1",
    "median": "med",
    "three_quarters": "q3",
    "most": "whishi",
}


def draw_boxes(groups: Mapping[str, Any], path: Path) -> None:
    """Write a picture of "coverage_80_boxes" of every group, in the format that the path's ending names.

    A box holds the middle half of a category's series, its line the median one, the whiskers all.
    """
    from matplotlib.figure import Figure

    shown = {name: each["coverage_80_boxes"] for name, each in groups.items() if all(_boxes(each).values())}
    figure = Figure(figsize=(8, 1.5 + 0.42 * len(shown)), layout="constrained")
    axes = figure.subplots()
    for shift, arm in ((-0.2, "without"), (0.2, "with")):
        boxes = [{_WHISKERS[name]: each[arm][name] for name in _WHISKERS} for each in shown.values()]
        places = [row + shift for row in range(len(shown))]
        hue = _HUES[arm]
        axes.bxp(
            boxes,
            positions=places,
            widths=0.32,
            orientation="horizontal",
            showfliers=False,
            patch_artist=True,
            manage_ticks=False,
            label=measuring.ARM_NAMES[arm],
            boxprops={"facecolor": hue, "edgecolor": "#333333", "alpha": 0.8},
            medianprops={"color": "#000000", "linewidth": 1.5},
        )
    axes.axvline(NOMINAL, color="#D55E00", linewidth=1.2, label=measuring.NOMINAL_NAME)
    axes.set_yticks(range(len(shown)), [name.removeprefix("category:") for name in shown])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel(measuring.COVERAGE_NAME)
    figure.legend(loc="outside upper center", ncols=3, frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=150)


def _boxes(group: Mapping[str, Any]) -> dict[str, Any]:
    return {arm: group["coverage_80_boxes"][arm] for arm in ARMS}
