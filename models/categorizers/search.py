"""Finding settings for the paper's CatBoost: at random or by Optuna, every trial kept in a file.

Source: Kotios et al. 2022 search by grid and at random on the validation part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from models.categorizers.multiclass import Multiclass
from models.categorizers.scores import scores

_BLIND = 4
KINDS = ("random", "optuna")


@dataclass(frozen=True)
class Found:
    """The best settings so far: `trees` and CatBoost's own names, macro-F1 on validation, trials done."""

    trees: int
    settings: dict[str, float | int]
    macro_f1: float
    trials: int

    def learner(self) -> Multiclass:
        """An untaught learner with these settings."""
        return Multiclass(trees=self.trees, settings=self.settings)


def search(
    train: pd.DataFrame,
    validate: pd.DataFrame,
    study: Path,
    *,
    kind: str,
    trials: int,
    seed: int,
    tell: Callable[[str], None],
) -> Found:
    """Try settings until the study holds `trials` of them, and name the best.

    A study begun earlier goes on where it ended. `kind` is "random" or "optuna" (its tree-structured
    Parzen estimator). Both frames have `frames.TRANSACTIONS` and `LABEL_COLUMNS`.
    """
    import optuna
    from optuna.storages.journal import JournalFileBackend

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study.parent.mkdir(parents=True, exist_ok=True)
    sampler: Any = optuna.samplers.RandomSampler(seed)
    if kind == "optuna":
        # Its own first draws are random too: another seed, and soon past them, or it repeats the other kind.
        sampler = optuna.samplers.TPESampler(seed=seed + 1, n_startup_trials=_BLIND)
    kept = optuna.create_study(
        study_name=kind,
        storage=optuna.storages.JournalStorage(JournalFileBackend(str(study))),
        sampler=sampler,
        direction="maximize",
        load_if_exists=True,
    )

    def tried(trial: Any) -> float:
        drawn = _drawn(trial)
        learner = Multiclass(trees=drawn.pop("trees"), settings=drawn).fit(train, seed=seed)
        reached = scores(learner.predict(validate), validate["category"]).macro_f1
        tell(f"{kind} {trial.number + 1} of {trials}: macro-F1 {reached:.4f}")
        return reached

    done = sum(trial.state.is_finished() for trial in kept.trials)
    kept.optimize(tried, n_trials=max(trials - done, 0))
    best = dict(kept.best_params)
    return Found(int(best.pop("trees")), best, round(float(kept.best_value), 4), len(kept.trials))


def _drawn(trial: Any) -> dict[str, Any]:
    """One draw of the settings that matter."""
    return {
        "trees": trial.suggest_int("trees", 60, 240, step=30),
        "depth": trial.suggest_int("depth", 3, 7),
        "learning_rate": trial.suggest_float("learning_rate", 0.05, 0.4, log=True),
        "l2_leaf_reg": trial.suggest_float("l2_leaf_reg", 1.0, 20.0, log=True),
        "random_strength": trial.suggest_float("random_strength", 0.2, 4.0, log=True),
    }
