"""The paper's categorizer: one CatBoost over codes, account, words, amount and calendar.

Source: Kotios et al. 2022, "Deep learning enhancing banking services", J Big Data 9:100.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.calibrate import Temperatures, find_temperatures
from models.categorizers.public_text import PublicText
from models.categorizers.words import WordsTable
from models.contracts import Prediction
from models.features.columns import CATEGORICAL, UNKNOWN_ACCOUNT, learner_frame
from models.frames import LABEL_COLUMNS, TRANSACTIONS, FrameError, check_frame

TREES = 120
THREADS = 2
_COLD_SHARE = 0.35
"""Share of accounts nobody corrected that training hides: new companies are then no surprise."""
_CALIBRATION_SHARE = 0.2
_MODEL_FILE = "model.cbm"
_FACTS_FILE = "multiclass.json"
_WORDS_FILE = "public_text.csv.gz"
_TAUGHT_FILE = "taught_words.csv.gz"

# Short lists of codes are split one by one, longer ones scored with one prior and no combinations: many
# times faster at the same accuracy. Words come as numbers of
# our own, for with text features CatBoost 1.2.10 gives its ShapValues to the wrong columns.
_SETTINGS: dict[str, Any] = {
    "loss_function": "MultiClass",
    "depth": 5,
    "learning_rate": 0.2,
    "l2_leaf_reg": 6.0,
    "border_count": 32,
    "boosting_type": "Plain",
    "one_hot_max_size": 255,
    "max_ctr_complexity": 1,
    "simple_ctr": ["Borders:CtrBorderCount=15:Prior=0.5/1"],
    "combinations_ctr": ["Borders:CtrBorderCount=15:Prior=0.5/1"],
    "has_time": True,
    "allow_writing_files": False,
    "logging_level": "Silent",
}


class Multiclass:
    """CatBoost over all categories at once; knows no payee's history, that is memory's part."""

    name = "multiclass"

    def __init__(
        self,
        words: PublicText | None = None,
        trees: int = TREES,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.words = words or PublicText.empty()
        self.taught_words = WordsTable((), {})
        self.trees = trees
        self.settings = dict(settings or {})
        self.categories: tuple[str, ...] = ()
        self.known_accounts: frozenset[str] = frozenset()
        self.temperatures = Temperatures()
        self._model: Any = None

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        """Learn from labelled payments, then find out on later rows of other payees how sure to be.

        The order of rows does not matter. A column words_answer with words_probability, where given,
        takes the place of the public text's own answers. Raises FrameError where no row is given.
        """
        rows = _in_time_order(transactions)
        older, newer = _split_for_calibration(rows)
        if len(older) and len(newer):
            self._learn(older, seed)
            truth = pd.Index(self.categories).get_indexer(pd.Index(newer["category"]))
            self.temperatures = find_temperatures(newer, self._raw(self.features(newer)), truth)
        self._learn(rows, seed)
        return self

    def fit_like(self, calibrated: "Multiclass", transactions: pd.DataFrame, *, seed: int) -> Self:
        """Learn from labelled payments as `fit` does, but take over another's calibration."""
        self.temperatures = calibrated.temperatures
        self._learn(_in_time_order(transactions), seed)
        return self

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        """How likely each category is for each payment; an empty frame gives no rows."""
        check_frame(transactions, TRANSACTIONS)
        part_ids = transactions["part_id"].to_numpy(dtype=np.int64)
        if not len(transactions):
            return Prediction(part_ids, self.categories, np.zeros((0, len(self.categories)), np.float32))
        probability = self.believe(self.features(transactions))
        return Prediction(part_ids, self.categories, probability.astype(np.float32))

    def believe(self, features: pd.DataFrame) -> npt.NDArray[np.float64]:
        """How likely each category is for payments as the trees read them: (rows, categories)."""
        return self.temperatures.apply(features, self._raw(features))

    def features(self, transactions: pd.DataFrame, votes: pd.DataFrame | None = None) -> pd.DataFrame:
        """The payments as the trees read them, see `features.columns.learner_frame`.

        With `votes` the words of a payee speak as if it had not been learned from itself.
        """
        payees = transactions["payee"].tolist()
        if "words_answer" in transactions:
            answers = transactions[["words_answer", "words_probability"]]
            answers = answers.set_axis(["category", "probability"], axis=1)
        else:
            answers = self.words.answer(payees, transactions["direction"].tolist())
        scores = self.taught_words.scores(payees, votes)
        return learner_frame(transactions, answers, scores, self.known_accounts)

    def shap_values(self, features: pd.DataFrame) -> npt.NDArray[np.float64]:
        """The exact push of each column of `features` on each category: (rows, categories, columns).

        In log odds. Source: CatBoost's ShapValues.
        """
        if self._model is None or not len(features):
            return np.zeros((len(features), len(self.categories), len(features.columns)))
        pool = _pool(features)
        values = self._model.get_feature_importance(pool, type="ShapValues", thread_count=THREADS)
        pushes: npt.NDArray[np.float64] = values[:, :, :-1]
        return pushes

    def save(self, folder: Path) -> None:
        """Write trees, words table and facts into an existing folder."""
        facts = {
            "categories": self.categories,
            "known_accounts": sorted(self.known_accounts),
            "temperatures": [self.temperatures.coded, self.temperatures.uncoded],
            "trees": self.trees,
        }
        (folder / _FACTS_FILE).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        self.words.save(folder / _WORDS_FILE)
        self.taught_words.save(folder / _TAUGHT_FILE)
        if self._model is not None:
            self._model.save_model(str(folder / _MODEL_FILE))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote."""
        facts = json.loads((folder / _FACTS_FILE).read_text(encoding="utf-8"))
        learner = cls(PublicText.load(folder / _WORDS_FILE), trees=facts["trees"])
        learner.taught_words = WordsTable.load(folder / _TAUGHT_FILE)
        learner.categories = tuple(facts["categories"])
        learner.known_accounts = frozenset(facts["known_accounts"])
        learner.temperatures = Temperatures(*facts["temperatures"])
        if len(learner.categories) > 1:
            learner._model = _classifier()
            learner._model.load_model(str(folder / _MODEL_FILE))
        return learner

    def _learn(self, rows: pd.DataFrame, seed: int) -> None:
        self.categories = tuple(sorted(set(rows["category"])))
        self.known_accounts = _seen_accounts(rows, seed)
        votes = _votes(rows)
        self.taught_words = WordsTable.from_votes(votes)
        self._model = None
        if len(self.categories) > 1:
            model = _classifier(
                **self.settings, iterations=self.trees, random_seed=seed, thread_count=THREADS
            )
            model.fit(_pool(self.features(rows, votes), rows["category"], rows["weight"]))
            self._model = model
            self.categories = tuple(str(category) for category in model.classes_)

    def _raw(self, features: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Probabilities over `self.categories`, uncalibrated; certain where only one is known."""
        if self._model is None:
            return np.ones((len(features), len(self.categories)))
        pool = _pool(features)
        probability: npt.NDArray[np.float64] = self._model.predict_proba(pool, thread_count=THREADS)
        return probability


def _classifier(**more: Any) -> Any:
    from catboost import CatBoostClassifier

    return CatBoostClassifier(**(_SETTINGS | more))


def _pool(features: pd.DataFrame, label: pd.Series | None = None, weight: pd.Series | None = None) -> Any:
    from catboost import Pool

    return Pool(
        features,
        label=None if label is None else label.to_numpy(),
        weight=None if weight is None else weight.to_numpy(),
        cat_features=list(CATEGORICAL),
    )


def _votes(rows: pd.DataFrame) -> pd.DataFrame:
    """A payee's words count by how many payments it has, many counting little more than one.

    Weights stay out of it: what one owner means by a word must not outweigh what all others mean.
    """
    votes = rows.groupby(["payee", "category"]).size().rename("votes").reset_index()
    return votes.assign(votes=np.log1p(votes["votes"].astype(float)), whole=False)


def _in_time_order(transactions: pd.DataFrame) -> pd.DataFrame:
    check_frame(transactions, TRANSACTIONS | LABEL_COLUMNS)
    if not len(transactions):
        raise FrameError("column 'category' has no rows to learn from")
    return transactions.sort_values(["booked_on", "part_id"], kind="stable", ignore_index=True)


def _split_for_calibration(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Older rows of one half of the payees, and each company's newest fifth of the other half.

    A payee met before is memory's business: what the trees say about it must be checked on payees
    that they have not met.
    """
    age = rows.groupby("company")["booked_on"].rank(pct=True, method="first")
    newest = age > 1 - _CALIBRATION_SHARE
    held_back = _in_part(rows["payee"], 0.5)
    return rows[~newest & ~held_back], rows[newest & held_back]


def _seen_accounts(rows: pd.DataFrame, seed: int) -> frozenset[str]:
    accounts = rows.groupby("account")["human"].max()
    names = accounts.index.to_series()
    hidden = _in_part(names + f"/{seed}", _COLD_SHARE) & (accounts == 0)
    return frozenset(names[~hidden]) - {UNKNOWN_ACCOUNT}


def _in_part(values: pd.Series, share: float) -> pd.Series:
    """A share of the distinct values, the same in every process."""
    return pd.util.hash_pandas_object(values, index=False) % 1000 < share * 1000
