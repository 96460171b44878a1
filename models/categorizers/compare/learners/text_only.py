"""What the words on the statement say by themselves: letters in a row, and one weight for each."""

import warnings
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.learners.unmoved import Unmoved
from models.contracts import Prediction

_FEATURES = 60_000
STEPS = 100
_REGULARITY = 8.0


class TextOnly(Unmoved):
    """Character 2- to 4-grams of the payee in a multinomial logistic regression; knows no account.

    Equal payees with equal labels are one weighted example: the same optimum, many times faster.
    """

    name = "text_only"

    def __init__(self, steps: int = STEPS) -> None:
        self.steps = steps
        self._categories: tuple[str, ...] = ()
        self._shares: npt.NDArray[np.float64] = np.zeros(0)
        self._words: Any = None
        self._model: Any = None

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Learn which letters go with which label."""
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        examples = history.groupby(["payee", "category"], sort=True).size().rename("rows").reset_index()
        self._categories = tuple(sorted(set(examples["category"])))
        self._model = None
        shares = history["category"].value_counts(normalize=True)[[*self._categories]]
        self._shares = np.asarray(shares, dtype=np.float64)
        if len(self._categories) > 1 and (examples["payee"].str.strip() != "").any():
            self._words = TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 4), max_features=_FEATURES, sublinear_tf=True
            )
            letters = self._words.fit_transform(examples["payee"])
            model = LogisticRegression(C=_REGULARITY, max_iter=self.steps, tol=1e-3)
            with warnings.catch_warnings():
                # Stopped early on purpose: the last steps cost most and change no answer.
                warnings.simplefilter("ignore", ConvergenceWarning)
                self._model = model.fit(letters, examples["category"], sample_weight=examples["rows"])
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """How likely each label is by the letters; each distinct payee is read once.

        Where no payee has a letter, it gives the shares of the labels.
        """
        part_ids = rows["part_id"].to_numpy(dtype=np.int64)
        if self._model is None or not len(rows):
            shares = np.tile(self._shares.astype(np.float32), (len(rows), 1))
            return Prediction(part_ids, self._categories, shares)
        at, payees = pd.factorize(rows["payee"])
        said = self._model.predict_proba(self._words.transform(payees)).astype(np.float32)
        return Prediction(part_ids, self._categories, said[at])
