"""The paper's other learners, each as its library has it, on the same numbers.

Source: Kotios et al. 2022, Table 5: XGBoost, QDA and others beside CatBoost, by F1 and training time.
"""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
import pandas as pd

from models.categorizers.compare.learners.unmoved import Unmoved
from models.categorizers.peers.inputs import Inputs
from models.contracts import Prediction

THREADS = 1


class TablePeer(Unmoved):
    """A classifier with `fit` and `predict_proba`, taught with the newest `most_rows` rows."""

    def __init__(
        self,
        name: str,
        make: Callable[[int], Any],
        most_rows: int,
        inputs: Callable[[], Inputs] = Inputs,
    ) -> None:
        self.name = name
        self._new_inputs = inputs
        self.most_rows = most_rows
        self._make = make
        self._inputs = Inputs()
        self._model: Any = None
        self._known: tuple[int, ...] = ()

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Learn from the newest rows; what is counted is counted over all of the history."""
        self._inputs = self._new_inputs().fit(history, seed)
        numbers, labels = self._inputs.learned_from(history, self.most_rows)
        # Of a single row no spread can be estimated, which discriminants need.
        plenty = np.bincount(labels, minlength=len(self._inputs.categories))[labels] > 1
        known, dense = np.unique(labels[plenty], return_inverse=True)
        self._known = tuple(int(at) for at in known)
        self._model = self._make(seed).fit(numbers[plenty], dense) if len(known) > 1 else None
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """How likely each label is for each payment; one that the newest rows hardly have has 0."""
        part_ids = rows["part_id"].to_numpy(dtype=np.int64)
        names = self._inputs.categories
        probability = np.zeros((len(rows), len(names)), dtype=np.float32)
        if len(rows) and self._model is None:
            probability[:, self._known or range(len(names))] = 1 / max(len(self._known or names), 1)
        elif len(rows):
            probability[:, self._known] = _sound(self._model.predict_proba(self._inputs.of(rows)))
        return Prediction(part_ids, names, probability)


def table_peers(most_rows: int, inputs: Callable[[], Inputs] = Inputs) -> dict[str, Callable[[], TablePeer]]:
    """Every such peer by its name in the table, untaught; a tenth as many rows where it keeps them all."""
    makers: dict[str, tuple[Callable[[int], Any], int]] = {
        "random_forest": (_random_forest, most_rows),
        "nearest": (_nearest, most_rows // 2),
        "logistic": (_logistic, most_rows),
        "naive_bayes": (_naive_bayes, most_rows),
        "lda": (_lda, most_rows),
        "qda": (_qda, most_rows),
        "xgboost": (_xgboost, most_rows),
    }
    return {name: _maker(name, make, rows, inputs) for name, (make, rows) in makers.items()}


def _maker(
    name: str, make: Callable[[int], Any], most_rows: int, inputs: Callable[[], Inputs]
) -> Callable[[], TablePeer]:
    return lambda: TablePeer(name, make, most_rows, inputs)


def _sound(said: Any) -> Any:
    """Discriminants of nearly flat classes may overflow: where nothing finite is left, all are alike."""
    clean = np.nan_to_num(np.asarray(said, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    total = clean.sum(axis=1, keepdims=True)
    return np.where(total > 0, clean / np.where(total > 0, total, 1.0), 1.0 / clean.shape[1])


def _random_forest(seed: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(150, min_samples_leaf=2, n_jobs=THREADS, random_state=seed)


def _nearest(seed: int) -> Any:
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), KNeighborsClassifier(15, weights="distance", n_jobs=THREADS))


def _logistic(seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=300, tol=1e-3))


def _naive_bayes(seed: int) -> Any:
    from sklearn.naive_bayes import GaussianNB

    return GaussianNB(var_smoothing=1e-3)


def _lda(seed: int) -> Any:
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    return LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.05)


def _qda(seed: int) -> Any:
    from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis

    return QuadraticDiscriminantAnalysis(solver="eigen", shrinkage=0.1)


def _xgboost(seed: int) -> Any:
    from xgboost import XGBClassifier

    return XGBClassifier(
        n_estimators=60,
        max_depth=5,
        learning_rate=0.2,
        subsample=0.7,
        colsample_bytree=0.3,
        max_bin=64,
        tree_method="hist",
        n_jobs=THREADS,
        random_state=seed,
    )
