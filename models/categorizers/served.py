"""What Bursar serves: the tree learner's belief, moved by what the company decided before."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.memory import Memory
from models.categorizers.multiclass import TREES, Multiclass
from models.categorizers.public_text import PublicText
from models.contracts import Prediction
from models.features.vendor import has_codes

FOLDS = 5
_FOLD = "fold_"
TRUSTED_FROM = 0.80
"""Below this, and with no memory of the payee, the code tables answer in the learner's place."""


@dataclass(frozen=True)
class Answers:
    """A prediction, and for each row what it rests on.

    `sources` (rows,) is "memory", "model" or "words", whatever said most; `trusted` (rows,) is False
    where the payee is new and the learner unsure; `count` of `out_of` (rows,) earlier labels of the
    payee agree with the answer.
    """

    prediction: Prediction
    sources: npt.NDArray[np.object_]
    trusted: npt.NDArray[np.bool_]
    count: npt.NDArray[np.int64]
    out_of: npt.NDArray[np.int64]


class Served:
    """Memory over CatBoost over merchant words, and the means to check it fairly.

    Beside the champion's trees it keeps up to five more, each taught without one fifth of the payees
    that a person labelled: they answer for those payees when the judge asks.
    """

    name = "bursar"

    def __init__(self, words: PublicText | None = None, trees: int = TREES) -> None:
        self.model = Multiclass(words, trees)
        self.folds: dict[int, Multiclass] = {}

    @property
    def categories(self) -> tuple[str, ...]:
        """Every category it can answer, in the order of a prediction's columns."""
        return self.model.categories

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        """Learn from labelled payments; where persons labelled some, also without each fifth of those."""
        self.model.fit(transactions, seed=seed)
        labelled = transactions.loc[transactions["human"] > 0, ["company", "payee"]].drop_duplicates()
        pairs = pd.MultiIndex.from_frame(labelled)
        asked = pd.MultiIndex.from_frame(transactions[["company", "payee"]]).isin(pairs)
        fold = fold_of(transactions["payee"])
        self.folds = {}
        for number in sorted(set(fold[asked].tolist())):
            others = transactions[~(asked & (fold == number))]
            if len(others):
                learner = Multiclass(self.model.words, self.model.trees)
                self.folds[number] = learner.fit_like(self.model, others, seed=seed)
        return self

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        """What the learner alone believes: for payments nobody has decided the like of."""
        return self.model.predict(transactions)

    def predict_with(self, transactions: pd.DataFrame, memory: Memory) -> Answers:
        """The served answer: the learner's belief moved towards what was decided before."""
        alone = self.predict(transactions)
        categories = tuple(dict.fromkeys(alone.categories + memory.categories))
        belief = np.zeros((len(transactions), len(categories)))
        belief[:, : len(alone.categories)] = alone.probability
        blended = memory.blend(transactions, belief, categories)
        remembered = memory.blend(transactions, np.zeros_like(belief), categories)
        rows, best = np.arange(len(blended)), _best(blended)
        said = memory.answer(transactions)
        answer = np.array(categories, dtype=object)[best]
        by_memory = remembered[rows, best] > blended[rows, best] / 2
        return Answers(
            prediction=Prediction(alone.part_ids, categories, blended.astype(np.float32)),
            sources=np.where(by_memory, "memory", self._sources(transactions, answer)),
            trusted=(said["out_of"] > 0).to_numpy() | (blended[rows, best] >= TRUSTED_FROM),
            count=np.where(said["category"] == answer, said["count"], 0),
            out_of=said["out_of"].to_numpy(),
        )

    def predict_held_out(self, transactions: pd.DataFrame) -> Prediction:
        """What the learner believes without any person's label of the row's own payee."""
        answers = self.predict(transactions)
        probability = answers.probability.copy()
        fold = fold_of(transactions["payee"])
        for number, learner in self.folds.items():
            rows = np.flatnonzero(fold == number)
            other = learner.predict(transactions.iloc[rows])
            columns = np.array([answers.categories.index(category) for category in other.categories])
            probability[rows] = 0.0
            probability[np.ix_(rows, columns)] = other.probability
        return Prediction(answers.part_ids, answers.categories, probability)

    def features(self, transactions: pd.DataFrame) -> pd.DataFrame:
        """The columns that the trees read, one row a payment."""
        return self.model.features(transactions)

    def save(self, folder: Path) -> None:
        """Write the champion's trees, and each fold's in a folder of its own."""
        self.model.save(folder)
        for number, learner in self.folds.items():
            (folder / f"{_FOLD}{number}").mkdir()
            learner.save(folder / f"{_FOLD}{number}")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote."""
        served = cls()
        served.model = Multiclass.load(folder)
        for number in range(FOLDS):
            if (folder / f"{_FOLD}{number}").is_dir():
                served.folds[number] = Multiclass.load(folder / f"{_FOLD}{number}")
        return served

    def _sources(
        self, transactions: pd.DataFrame, answer: npt.NDArray[np.object_]
    ) -> npt.NDArray[np.object_]:
        """Says words where no code is given and the payee's words name the same category."""
        features = self.model.features(transactions)
        by_words = (features["words_answer"].to_numpy() == answer) & ~has_codes(transactions).to_numpy()
        return np.where(by_words, "words", "model").astype(object)


def fold_of(payees: pd.Series) -> npt.NDArray[np.intp]:
    """Which fifth of the payees each belongs to, the same in every process."""
    return np.asarray(pd.util.hash_pandas_object(payees, index=False) % FOLDS, dtype=np.intp)


def _best(probability: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    if not len(probability):
        return np.zeros(0, dtype=np.intp)
    return np.asarray(probability.argmax(axis=1), dtype=np.intp)
