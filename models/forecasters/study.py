"""Which settings suit DeepAR: tried by Optuna on months that are no test, every trial kept.

Source: the paper searches its networks' settings on the validation part; Akiba et al. 2019 (Optuna).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from models.forecasters.deepar import DROPOUT, EPOCHS, HIDDEN, RATE, DeepAR
from models.forecasters.figures import Scored
from models.forecasters.history import History
from models.forecasters.scores import known_mean
from models.forecasters.walk_forward import Effort, Learner, Run, Walk, density_groups

SERVED: dict[str, Any] = {"epochs": EPOCHS, "rate": RATE, "hidden": HIDDEN, "dropout": DROPOUT}
"""What is served; always the first trial, so that the others are seen beside it."""
_BLIND = 4


@dataclass(frozen=True)
class Trial:
    """Settings tried, and their SQL over that of the last 52 weeks' history: of all series, of dense ones."""

    settings: dict[str, float | int]
    all: float
    dense: float
    fit_s: float

    @property
    def aim(self) -> float:
        """What the study makes small: all and dense series count alike."""
        return (self.all + self.dense) / 2


def study(walk: Walk, *, trials: int, paths: int, seed: int, tell: Callable[[str], None]) -> list[Trial]:
    """Teach DeepAR anew for every trial before the walk's first origin and judge it at all of them.

    A trial takes one to three minutes on one core for 450 series.
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    effort = Effort(paths, seed)
    base, _ = _losses(walk, effort, History)
    found: list[Trial] = []

    def tried(trial: Any) -> float:
        settings = _drawn(trial)
        losses, seconds = _losses(walk, effort, lambda: DeepAR(**settings, stop_after=settings["epochs"]))
        shares = [round(loss / plain, 4) for loss, plain in zip(losses, base, strict=True)]
        found.append(Trial(settings, shares[0], shares[1], seconds))
        tell(f"{len(found)} of {trials}: {found[-1].aim:.4f} of plain history with {settings}")
        return found[-1].aim

    kept = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed, n_startup_trials=_BLIND))
    kept.enqueue_trial(SERVED)
    kept.optimize(tried, n_trials=trials)
    return found


def as_json(found: list[Trial]) -> dict[str, Any]:
    """Every trial and the best, plain values for a file."""
    best = min(found, key=lambda trial: trial.aim)
    return {"trials": [asdict(trial) for trial in found], "best": best.settings, "served": SERVED}


def _losses(walk: Walk, effort: Effort, make: Callable[[], Learner]) -> tuple[tuple[float, float], float]:
    """Mean SQL of all and of dense series, and the seconds it took to learn."""
    run = Run(walk, effort, make)
    scored = Scored.of([series for _, series, _ in run.judged(walk.origins)])
    dense = scored.only(density_groups(walk)["dense"])
    means = tuple(float(known_mean(each.sql()[None])[0]) for each in (scored, dense))
    return (means[0], means[1]), round(run.fit_s, 1)


def _drawn(trial: Any) -> dict[str, Any]:
    return {
        "epochs": trial.suggest_int("epochs", 6, 20, step=2),
        "rate": trial.suggest_float("rate", 5e-4, 8e-3, log=True),
        "hidden": trial.suggest_categorical("hidden", [32, 48, 64]),
        "dropout": trial.suggest_categorical("dropout", [0.0, 0.1, 0.2]),
    }
