"""One forecaster's share of a run: measured in a process of its own, kept origin by origin."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from core.domain.errors import MeasureRefused
from core.services.bench.forecasters import forecasters
from core.services.bench.memory import peak_bytes
from core.services.bench.series_files import read_series, read_static
from models.artifacts import sha256_of
from models.forecasters.judged import Judged
from models.forecasters.walk_forward import Effort, Run, Walk, lay_out

SEED = 20_160_401
QUICK_SERIES = 40


@dataclass(frozen=True)
class Request:
    """What is to be measured, as asked for on the command line.

    `workers` is how many processes measure side by side; 0 measures in this one.
    """

    series: Path
    static: Path | None = None
    horizon: int = 12
    origins: int = 4
    stride: int = 12
    models: tuple[str, ...] = ()
    quick: bool = False
    paths: int = 200
    workers: int = 1
    artifact: Path | None = None
    seed: int = SEED


@dataclass(frozen=True)
class Costs:
    """Seconds to learn, seconds to answer at all origins, and megabytes held at most."""

    fit_s: float = 0.0
    predict_s: float = 0.0
    peak_mb: float = 0.0


@dataclass(frozen=True)
class Part:
    """Where one forecaster's answers lie; the name of each file holds all that they depend on."""

    request: Request
    name: str
    folder: Path
    key: str = field(default="")

    @classmethod
    def of(cls, request: Request, name: str, folder: Path) -> "Part":
        """The part under the digest of files, arguments, and the code that answers."""
        facts = {
            "series": sha256_of(request.series),
            "static": sha256_of(request.static) if request.static else "",
            "asked": [request.horizon, request.origins, request.stride, request.quick, request.paths],
            "seed": request.seed,
            "sources": [sha256_of(path) for path in forecasters(request.artifact)[name].sources],
        }
        key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]
        return cls(request, name, folder, key)

    def missing(self, walk: Walk) -> tuple[int, ...]:
        """The origins not measured yet."""
        return tuple(at for at in walk.origins if not (self._file(at).exists() and self._nets(at).exists()))

    def judged(self, walk: Walk) -> tuple[list[Judged], list[Judged]]:
        """The scores of series and of companies' nets at every origin."""
        series = [Judged.load(self._file(origin)) for origin in walk.origins]
        return series, [Judged.load(self._nets(origin)) for origin in walk.origins]

    def costs(self) -> Costs:
        """What it took when it was measured."""
        told = json.loads(self._costs_file().read_text(encoding="utf-8"))
        return Costs(**told)

    def measure(self) -> None:
        """Teach the forecaster, ask it at every origin not yet measured, and keep each answer's scores."""
        walk = walk_of(self.request)
        make = forecasters(self.request.artifact)[self.name].make
        run = Run(walk, Effort(self.request.paths, self.request.seed), lambda: make(walk))
        for origin, series, nets in run.judged(self.missing(walk)):
            nets.save(self._nets(origin))
            series.save(self._file(origin))
            told = Costs(round(run.fit_s, 2), round(run.predict_s, 2), round(peak_bytes() / 2**20))
            self._costs_file().write_text(json.dumps(asdict(told)) + "\n", encoding="utf-8")

    def _file(self, origin: int) -> Path:
        return self.folder / f"{self.name}-{self.key}-{origin}.npz"

    def _nets(self, origin: int) -> Path:
        return self.folder / f"{self.name}-{self.key}-{origin}-nets.npz"

    def _costs_file(self) -> Path:
        return self.folder / f"{self.name}-{self.key}.json"


def walk_of(request: Request) -> Walk:
    """The series of a request and where to stand. Raises MeasureRefused."""
    series, static = read_series(request.series), read_static(request.static)
    if request.quick:
        company_of = {
            str(name): str(each) for name, each in zip(static["unique_id"], static["company"], strict=True)
        }
        kept = _some_series(sorted(set(series["unique_id"])), company_of, request.seed)
        series = series[series["unique_id"].isin(kept)].reset_index(drop=True)
    try:
        return lay_out(
            series, static, horizon=request.horizon, origins=request.origins, stride=request.stride
        )
    except ValueError as error:
        weeks = (series["ds"].max() - series["ds"].min()).days // 7 + 1
        facts = {"origins": request.origins, "stride": request.stride, "horizon": request.horizon}
        raise MeasureRefused("too_few_weeks", weeks=weeks, **facts) from error


def _some_series(names: list[str], company_of: dict[str, str], seed: int) -> set[str]:
    """Whole companies, drawn by seed, until there are forty series; single series where none is known."""
    company = {name: company_of.get(name) or name for name in names}
    order = sorted(set(company.values()))
    np.random.default_rng(seed).shuffle(order)
    kept: set[str] = set()
    for each in order:
        if len(kept) >= QUICK_SERIES:
            break
        kept |= {name for name in names if company[name] == each}
    return kept
