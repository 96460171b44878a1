"""One boosted model for all categories: whether a candidate is right, given what speaks for it."""

from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from models.categorizers.evidence.book import FEATURES, Evidence
from models.categorizers.evidence.rooms import Numbers

TREES = 300
FILE = "ranker.cbm"

_SETTINGS = {
    "depth": 6,
    "learning_rate": 0.12,
    "border_count": 64,
    "boosting_type": "Plain",
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "rsm": 0.3,
    "allow_writing_files": False,
    "verbose": False,
    "thread_count": 1,
}


class CandidateTrees:
    """A binary CatBoost over pairs of payment and candidate; which category it is asked of, it never sees."""

    def __init__(self, trees: int = TREES) -> None:
        self.trees = trees
        self._model: Any = None

    def fit(self, evidence: Evidence, truth: Numbers, *, seed: int) -> Self:
        """Learn which candidate (rows, CANDIDATES) was right; `truth` (rows,) are positions.

        Where all candidates are right, or none, there is nothing to tell apart and no tree grows.
        """
        from catboost import CatBoostClassifier, Pool

        there = evidence.chosen.ravel() >= 0
        right = (evidence.chosen == truth[:, None]).ravel()[there]
        self._model = None
        if right.any() and not right.all():
            read = evidence.features.reshape(-1, len(FEATURES))[there]
            model = CatBoostClassifier(iterations=self.trees, random_seed=seed, **_SETTINGS)
            self._model = model.fit(Pool(read, right, feature_names=list(FEATURES)))
        return self

    def scores(self, evidence: Evidence) -> npt.NDArray[np.float64]:
        """How likely each candidate is right, asked one by one: (rows, CANDIDATES), 0 where there is none."""
        there = evidence.chosen >= 0
        if self._model is None or not len(there):
            return there.astype(np.float64)
        read = evidence.features.reshape(-1, len(FEATURES))
        raw = self._model.predict(read, prediction_type="RawFormulaVal", thread_count=1)
        return np.where(there, 1 / (1 + np.exp(-raw.reshape(there.shape))), 0.0)

    def save(self, folder: Path) -> None:
        """Write the trees, where any grew."""
        if self._model is not None:
            self._model.save_model(str(folder / FILE))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote."""
        from catboost import CatBoostClassifier

        trees = cls()
        if (folder / FILE).is_file():
            trees._model = CatBoostClassifier().load_model(str(folder / FILE))
        return trees
