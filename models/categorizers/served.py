"""What Bursar serves: the tree learner's belief, weighed against what the company decided before."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.acceptance import TARGET
from models.categorizers.memory import Memory
from models.categorizers.multiclass import TREES, Multiclass
from models.categorizers.public_text import PublicText
from models.categorizers.scores import top_answers
from models.contracts import Prediction
from models.features.vendor import has_codes

if TYPE_CHECKING:
    from models.categorizers.weighing import Weighing

FOLDS = 5
_FOLD = "fold_"
TRUSTED_FROM = 0.80
"""Below this, and with no memory of the payee, the code tables answer in the learner's place."""


@dataclass(frozen=True)
class Answers:
    """A prediction, and for each row what it rests on.

    `accepted` (rows,) are right often enough to be filed without asking; `sources` (rows,) is "memory",
    "model" or "words", whatever said most; `trusted` (rows,) is False where the payee is new and the
    learner unsure; `count` of `out_of` (rows,) earlier labels of the payee agree with the answer.
    """

    prediction: Prediction
    accepted: npt.NDArray[np.bool_]
    sources: npt.NDArray[np.object_]
    trusted: npt.NDArray[np.bool_]
    count: npt.NDArray[np.int64]
    out_of: npt.NDArray[np.int64]


class Served:
    """A company's own labels over CatBoost over merchant words, and the means to check it fairly.

    `weighing` is taught when the product is shipped and passed on from champion to challenger. Beside
    the champion's trees it keeps up to five more, each taught without one fifth of the payees that a
    person labelled: they answer for those payees when the judge asks.
    """

    name = "bursar"

    def __init__(
        self, words: PublicText | None = None, trees: int = TREES, weighing: "Weighing | None" = None
    ) -> None:
        self.model = Multiclass(words, trees)
        self.weighing = weighing
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

    def predict_with(
        self, transactions: pd.DataFrame, labelled: pd.DataFrame, target: float = TARGET
    ) -> Answers:
        """The served answer: the learner's belief weighed against what was decided before.

        `labelled` keeps `frames.TRANSACTIONS` and `LABEL_COLUMNS`, oldest decision first; what one
        company decided never answers another. `target`, one of `acceptance.TARGETS`, is how often what
        is filed without asking is to be right.
        """
        belief, memory = self.predict(transactions), Memory.from_frame(labelled)
        prediction, accepted = self._weighed(transactions, belief, labelled, target)
        answer, sure = top_answers(prediction)
        said = memory.answer(transactions)
        agrees = (said["category"] == answer).to_numpy()
        return Answers(
            prediction=prediction,
            accepted=accepted,
            sources=np.where(agrees, "memory", self._sources(transactions, answer)),
            trusted=accepted | (said["out_of"] > 0).to_numpy() | (sure >= TRUSTED_FROM),
            count=np.where(agrees, said["count"], 0),
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
        if self.weighing is not None:
            self.weighing.save(folder)
        for number, learner in self.folds.items():
            (folder / f"{_FOLD}{number}").mkdir()
            learner.save(folder / f"{_FOLD}{number}")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote."""
        # Imported at first use: it brings compiled code along, which a screen must not wait for.
        from models.categorizers.weighing import Weighing

        served = cls()
        served.model = Multiclass.load(folder)
        served.weighing = Weighing.load(folder)
        for number in range(FOLDS):
            if (folder / f"{_FOLD}{number}").is_dir():
                served.folds[number] = Multiclass.load(folder / f"{_FOLD}{number}")
        return served

    def _weighed(
        self, transactions: pd.DataFrame, belief: Prediction, labelled: pd.DataFrame, target: float
    ) -> tuple[Prediction, npt.NDArray[np.bool_]]:
        """The answers and which are filed; where nothing was taught to weigh, the belief stands."""
        if self.weighing is None:
            return belief, top_answers(belief)[1] >= target
        weighed = self.weighing.answer(transactions, belief, labelled)
        return weighed, self.weighing.accepts(weighed, transactions, labelled, target)

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
