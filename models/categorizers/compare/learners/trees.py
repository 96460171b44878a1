"""The paper's CatBoost as one of the compared: any labels, no history of payees."""

from typing import Self

import pandas as pd

from models.categorizers.compare.learners.unmoved import Unmoved
from models.categorizers.multiclass import Multiclass
from models.contracts import Prediction


class Trees(Unmoved):
    """`Multiclass` taught with the newest rows of the history, at most `most_rows` of them."""

    name = "multiclass"

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self._model = Multiclass()

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Learn from the newest rows."""
        self._model = Multiclass().fit(history.tail(self.most_rows), seed=seed)
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """How likely each label is for each payment."""
        return self._model.predict(rows)
