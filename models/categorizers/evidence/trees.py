"""One boosted model for all categories: whether a candidate is right, given what speaks for it."""

import json
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from models.categorizers.evidence.book import FEATURES, Evidence
from models.categorizers.evidence.rooms import BY_BELIEF, Numbers

TREES = 300
MOST_READ = 90
"""Fewer features than are gathered: the rest only adds noise, and half of the time."""

_FILE = "ranker.cbm"
_READ_FILE = "features.json"
_GLANCE_TREES = 60
_GLANCE_EVERY = 3
_ALWAYS_READ = tuple(at for at, name in enumerate(FEATURES) if name.startswith("corrected:"))

_SETTINGS: dict[str, Any] = {
    "depth": 6,
    "learning_rate": 0.12,
    "border_count": 64,
    "boosting_type": "Plain",
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "rsm": 0.4,
    "allow_writing_files": False,
    "verbose": False,
    "thread_count": 1,
}
_GLANCE = {"learning_rate": 0.3, "iterations": _GLANCE_TREES}
_FEWEST_DRAWN_FROM = 30
"""Of fewer pairs a tree may draw none at all, which CatBoost refuses: then every tree sees all."""

Pairs = npt.NDArray[np.float32]
Right = npt.NDArray[np.bool_]


class CandidateTrees:
    """A binary CatBoost over pairs of payment and candidate; which category it is asked of, it never sees.

    A glance with few trees finds the `MOST_READ` features that tell most on these labels.
    """

    def __init__(self, trees: int = TREES) -> None:
        self.trees = trees
        self.read: tuple[str, ...] = FEATURES
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
            pairs = evidence.features.reshape(-1, len(FEATURES))[there]
            self.read = tuple(FEATURES[at] for at in _most_telling(pairs, right, seed))
            model = CatBoostClassifier(iterations=self.trees, random_seed=seed, **_settings(len(pairs)))
            self._model = model.fit(Pool(pairs[:, self._places()], right, feature_names=list(self.read)))
        return self

    def scores(self, evidence: Evidence) -> npt.NDArray[np.float64]:
        """How likely each candidate is right, asked one by one: (rows, CANDIDATES), 0 where there is none."""
        there = evidence.chosen >= 0
        if self._model is None or not len(there):
            return there.astype(np.float64)
        pairs = evidence.features[:, :, self._places()].reshape(-1, len(self.read))
        raw = self._model.predict(pairs, prediction_type="RawFormulaVal", thread_count=1)
        return np.where(there, 1 / (1 + np.exp(-raw.reshape(there.shape))), 0.0)

    def save(self, folder: Path) -> None:
        """Write the trees, where any grew, and what they read."""
        if self._model is not None:
            self._model.save_model(str(folder / _FILE))
            (folder / _READ_FILE).write_text(json.dumps(self.read), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote."""
        from catboost import CatBoostClassifier

        trees = cls()
        if (folder / _FILE).is_file():
            trees._model = CatBoostClassifier().load_model(str(folder / _FILE))
            trees.read = tuple(json.loads((folder / _READ_FILE).read_text(encoding="utf-8")))
        return trees

    def _places(self) -> list[int]:
        return [FEATURES.index(name) for name in self.read]


def _settings(pairs: int) -> dict[str, Any]:
    if pairs >= _FEWEST_DRAWN_FROM:
        return _SETTINGS
    drawn = {name: value for name, value in _SETTINGS.items() if name != "subsample"}
    return drawn | {"bootstrap_type": "No"}


def _most_telling(pairs: Pairs, right: Right, seed: int) -> list[int]:
    """Positions of the features to read, in their own order; what a correction says is always read.

    What nobody was asked to believe cannot be read, and leaves the choice of the others as it is.
    """
    from catboost import CatBoostClassifier, Pool

    unasked = np.isnan(pairs[:, -len(BY_BELIEF) :]).all()
    there = pairs[:, : len(FEATURES) - len(BY_BELIEF)] if unasked else pairs
    some = slice(None, None, _GLANCE_EVERY)
    if not right[some].any() or right[some].all():
        return list(range(there.shape[1]))
    settings = _settings(len(right[some])) | _GLANCE
    glance = CatBoostClassifier(random_seed=seed, **settings).fit(Pool(there[some], right[some]))
    order = np.argsort(-np.array(glance.get_feature_importance()), kind="stable")
    return sorted({*order[:MOST_READ].tolist(), *_ALWAYS_READ})
