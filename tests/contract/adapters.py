"""Served learners with verbs of their own, behind a categorizer's, so that one suite checks them all.

`SPARED` names the checks a learner does not owe, and why.
"""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd

from models.categorizers.lexicon import Lexicon
from models.categorizers.memory import Memory
from models.categorizers.public_learner import PublicTextLearner
from models.categorizers.public_text import DIRECTIONS, PublicText
from models.categorizers.ranker import Ranker
from models.categorizers.served import Served
from models.categorizers.weighing import Weighing
from models.categorizers.words import WordsTable
from models.contracts import Prediction
from tests.contract.checks_categorizers import history
from tests.contract.made_payments import KINDS, in_order

COMPANIES = 4
TREES = 30
SHIPPED = Path(__file__).parents[2] / "models/shipped/categorizer"
LATEST_WEIGHS_MOST = {"check_order_of_training_rows_is_of_no_account": "the newest label weighs most"}
ANSWERS_STRANGERS = {"check_no_lesson_is_refused": "it answers before anybody has filed anything"}
NO_FILE = {"check_saved_is_loaded": "what it knows are the labels in the store"}
NO_CHANCE = {"check_same_seed_same_answers": "it takes no seed"}
MORE_THAN_TAUGHT = {"check_one_category": "it knows more categories than the lesson names"}

Spared = ClassVar[Mapping[str, str]]


class ByLabels:
    """A learner that takes in labels as they arrive: taught the oldest row first, then asked."""

    SPARED: Spared = LATEST_WEIGHS_MOST
    kind: type

    def __init__(self) -> None:
        self.learner = self.made()
        self.name = self.learner.name

    @classmethod
    def made(cls) -> Any:
        """An untaught one."""
        return cls.kind()

    @property
    def categories(self) -> tuple[str, ...]:
        categories: tuple[str, ...] = self.predict(history().head(0)).categories
        return categories

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        self.learner.fit(in_order(transactions), seed=seed)
        return self

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        return self.learner.answer(transactions)

    def save(self, folder: Path) -> None:
        self.learner.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The labels are in the store, not in the file: they are taken in again."""
        loaded = cls()
        loaded.learner = cls.kind.load(folder)
        loaded.learner.learn(in_order(history()))
        return loaded

    def untouched(self) -> Any:
        """The learner itself, in a copy that may be taught more."""
        return deepcopy(self.learner)


class FewTrees(ByLabels):
    """What the product serves a company, with fewer trees than it ships."""

    kind = Ranker

    @classmethod
    def made(cls) -> Ranker:
        return Ranker(TREES)


class FirstDays(ByLabels):
    """A company's first days: its own labels over public text; `fit` itself learns nothing."""

    SPARED: Spared = LATEST_WEIGHS_MOST | ANSWERS_STRANGERS | NO_FILE | NO_CHANCE | MORE_THAN_TAUGHT
    kind = PublicTextLearner

    @classmethod
    def made(cls) -> PublicTextLearner:
        return PublicTextLearner(public_text(history()))

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        super().fit(transactions, seed=seed).learner.learn(in_order(transactions))
        return self


class Remembered:
    """Memory alone; what it leaves open is the probability of no category."""

    SPARED: Spared = (
        LATEST_WEIGHS_MOST
        | ANSWERS_STRANGERS
        | NO_FILE
        | NO_CHANCE
        | {"check_one_category": "one label leaves room for doubt"}
    )
    name = "memory"

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        self.memory = Memory.from_frame(in_order(transactions))
        self.categories = (*self.memory.categories, "")
        return self

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        said = self.memory.answer(transactions)
        shares = np.zeros((len(said), len(self.categories)), dtype=np.float32)
        places = pd.Index(self.categories).get_indexer(pd.Index(said["category"]))
        shares[:, -1] = 1 - said["probability"]
        shares[np.arange(len(said)), places] += said["probability"].to_numpy(np.float32)
        return Prediction(said["part_id"].to_numpy(np.int64), self.categories, shares)


class NamesAlone:
    """Public text alone, its counted words taken from the lesson."""

    SPARED: Spared = (
        ANSWERS_STRANGERS
        | NO_CHANCE
        | MORE_THAN_TAUGHT
        | {
            "check_order_of_columns_is_of_no_account": "it is handed names and directions, no frame",
            "check_labels_are_not_read": "it is handed names and directions, no frame",
        }
    )
    name = "public_text"

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        self._take(public_text(transactions))
        return self

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        said = self.text.scores(transactions["payee"].tolist(), transactions["direction"].tolist())
        return Prediction(transactions["part_id"].to_numpy(), self.categories, said.astype(np.float32))

    def save(self, folder: Path) -> None:
        self.text.save(folder / "text.csv.gz")

    @classmethod
    def load(cls, folder: Path) -> Self:
        loaded = cls()
        loaded._take(PublicText.load(folder / "text.csv.gz"))
        return loaded

    def _take(self, text: PublicText) -> None:
        self.text, self.categories = text, text.categories


class Weighed:
    """Trees and bars taught by a few companies, each a part of the lesson, and then told its labels."""

    SPARED: Spared = (
        LATEST_WEIGHS_MOST
        | MORE_THAN_TAUGHT
        | ANSWERS_STRANGERS
        | {"check_two_payments_are_lesson_enough": "whole companies teach it, before it is shipped"}
    )
    name = "weighing"

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        rows = in_order(transactions)
        shared = rows.assign(company=[f"c{at % COMPANIES}" for at in range(len(rows))])
        self._take(Weighing.taught(shared, believed(shared), seed=seed), rows)
        return self

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        return self.weighing.answer(transactions, believed(transactions), self.labelled)

    def save(self, folder: Path) -> None:
        self.weighing.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        loaded, weighing = cls(), Weighing.load(folder)
        assert weighing is not None
        loaded._take(weighing, in_order(history()))
        return loaded

    def _take(self, weighing: Weighing, labelled: pd.DataFrame) -> None:
        self.weighing, self.labelled = weighing, labelled.assign(human=1)
        self.categories = self.predict(labelled.head(0)).categories


class TheProduct:
    """What a company's payments are filed by: the learner's belief weighed against its owner's labels."""

    SPARED: Spared = LATEST_WEIGHS_MOST
    name = "bursar"

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        served = Served(trees=TREES, weighing=Weighing.load(SHIPPED)).fit(transactions, seed=seed)
        self._take(served, in_order(transactions))
        return self

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        return self.served.predict_with(transactions, self.labelled).prediction

    def save(self, folder: Path) -> None:
        self.served.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        loaded = cls()
        loaded._take(Served.load(folder), in_order(history()))
        return loaded

    def _take(self, served: Served, labelled: pd.DataFrame) -> None:
        self.served, self.labelled, self.categories = served, labelled.assign(human=1), served.categories


def public_text(rows: pd.DataFrame) -> PublicText:
    """Words of trade, one of them known, the others counted in the payees of these rows."""
    votes = rows.groupby(["payee", "category"]).size().rename("votes").reset_index()
    categories = tuple(sorted(set(rows["category"]) | set(KINDS)))
    return PublicText(
        categories,
        {direction: np.full(len(categories), 1 / len(categories)) for direction in DIRECTIONS},
        Lexicon.from_entries([("hotel", "travel", 3)]),
        Lexicon.from_entries([("acme", "supplier", 1)]),
        WordsTable.from_votes(votes.assign(whole=False)),
    )


def believed(rows: pd.DataFrame) -> Prediction:
    """A learner that goes by merchant codes alone."""
    categories = tuple(sorted(KINDS))
    shares = np.full((len(rows), len(categories)), 0.25, dtype=np.float32)
    for at, category in enumerate(categories):
        coded = (rows["mcc_answer"] == category).to_numpy()
        shares[coded] = 0.1
        shares[coded, at] = 0.7
    return Prediction(rows["part_id"].to_numpy(np.int64), categories, shares)


ADAPTERS: dict[str, tuple[type, ...]] = {
    "Memory": (Remembered,),
    "PublicText": (NamesAlone,),
    "PublicTextLearner": (FirstDays,),
    "Ranker": (FewTrees,),
    "Served": (Served, TheProduct),
    "Weighing": (Weighed,),
}
"""Who is checked in whose name."""
