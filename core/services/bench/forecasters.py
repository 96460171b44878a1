"""Who forecasts, under which name; `bursar` is what the product serves."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import models.forecasters as rooms
from models.forecasters.anchored import Anchored
from models.forecasters.blend import Bursar
from models.forecasters.deepar import DeepAR
from models.forecasters.peers import paper, statistical
from models.forecasters.peers.boosted import BoostedQuantiles
from models.forecasters.peers.windows import AsShipped, Oracle, SeasonalNaive, Window, Zero
from models.forecasters.walk_forward import Learner, Walk

SERVED, SHIPPED, ORACLE = "bursar", "bursar_shipped", "oracle"
ANCHORED, DEEPAR = "anchored", "deepar"
"""The two that what is served is blended from, each by itself."""
NAMED_BASELINE = "history_52"
"""What the goals are set against; named before any of them was measured."""
QUICK = ("zero", "seasonal_naive", "history_13", NAMED_BASELINE, SERVED, ORACLE)
_HOUSE = Path(rooms.__file__).parent
_SHARED = ("walk_forward", "judged", "scores", "grid", "history")
_LENGTHS = (13, 26, 52, 104)
WINDOWS = tuple(f"history_{weeks}" for weeks in _LENGTHS)
"""Plain history in every length: which was best is known in hindsight only."""
_LEARNED = (ANCHORED, DEEPAR, SERVED, SHIPPED)
_PACKAGES = dict.fromkeys(("auto_ets", "auto_theta", "auto_arima", "croston", "tsb"), statistical.PACKAGE)


@dataclass(frozen=True)
class Forecasts:
    """How to make one untaught forecaster for a walk, and the files its answers depend on."""

    make: Callable[[Walk], Learner]
    sources: tuple[Path, ...]


def forecasters(artifact: Path | None = None) -> dict[str, Forecasts]:
    """Every compared forecaster; a shipped one too where its folder, already admitted, is named."""
    peers: dict[str, dict[str, Callable[[Walk], Learner]]] = {
        "windows": {
            "zero": lambda _: Zero(),
            "seasonal_naive": lambda _: SeasonalNaive(),
            **{f"history_{weeks}": _window(weeks, blocks=False) for weeks in _LENGTHS},
            **{f"history_{weeks}_blocks": _window(weeks, blocks=True) for weeks in _LENGTHS},
        },
        "statistical": {name: _from(make) for name, make in statistical.statistical_peers().items()},
        "boosted": {"catboost": lambda _: BoostedQuantiles()},
        "paper": {"deepar_paper": lambda _: paper.PaperDeepAR()},
    }
    known = {
        name: Forecasts(make, _sources(room))
        for room, makers in peers.items()
        for name, make in makers.items()
    }
    own = tuple(sorted(_HOUSE.glob("*.py")))
    known[ANCHORED] = Forecasts(lambda _: Anchored(), own)
    known[DEEPAR] = Forecasts(lambda _: DeepAR(), own)
    known[SERVED] = Forecasts(lambda _: Bursar(), own)
    known[ORACLE] = Forecasts(lambda walk: Oracle(walk.to_come()), _sources("windows"))
    if artifact is not None:
        known[SHIPPED] = Forecasts(
            lambda _: AsShipped(Bursar.load(artifact)), (*own, artifact / "manifest.json")
        )
    return known


def is_baseline(name: str) -> bool:
    """Whether a forecaster is one to be beaten: neither ours nor the one that cheats."""
    return name not in {*_LEARNED, ORACLE}


def missing_package(name: str) -> str:
    """The package a forecaster needs and which is not installed; "" where none is missing."""
    package = _PACKAGES.get(name, "")
    return package if package and find_spec(package) is None else ""


def _sources(room: str) -> tuple[Path, ...]:
    """The files that the answers of a peers' room depend on."""
    files = [*(f"{name}.py" for name in _SHARED), "peers/futures.py", f"peers/{room}.py"]
    return tuple(_HOUSE / file for file in files)


def _window(weeks: int, *, blocks: bool) -> Callable[[Walk], Learner]:
    return lambda _: Window(weeks, blocks=blocks)


def _from(make: Callable[[], Learner]) -> Callable[[Walk], Learner]:
    return lambda _: make()
