"""Labelled payments written as short lines, and a learner that says what it is told."""

from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.batches import batches_of
from models.contracts import Prediction
from models.frames import TRANSACTIONS


def labelled(*lines: str) -> pd.DataFrame:
    """Each line: day of June 2024, company, account, payee, label."""
    rows = pd.DataFrame(
        [line.split() for line in lines], columns=["day", "company", "account", "payee", "category"]
    )
    rows = rows.assign(
        part_id=np.arange(len(rows), dtype=np.int64),
        booked_on=pd.to_datetime("2024-06-" + rows["day"].str.zfill(2)),
        amount=-10.0,
        currency="EUR",
        direction="out",
        text=rows["payee"],
        weight=1.0,
        human=0,
    )
    missing = {name: "" for name in TRANSACTIONS if name not in rows}
    return rows.assign(**missing)


def prediction(categories: str, *rows: tuple[float, ...]) -> Prediction:
    """Probabilities over one-letter categories, one tuple a row."""
    matrix = np.array(rows, dtype=np.float32).reshape(-1, len(categories))
    return Prediction(np.arange(len(matrix)), tuple(categories), matrix)


class Parrot:
    """Answers every row with the last label learned, and keeps how each label came."""

    name = "parrot"

    def __init__(self) -> None:
        self.said = ""
        self.heard: list[tuple[str, int]] = []

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        self.said = history["category"].iloc[-1]
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        ids = rows["part_id"].to_numpy(dtype=np.int64)
        return Prediction(ids, (self.said,), np.ones((len(rows), 1), np.float32))

    def learn(self, rows: pd.DataFrame) -> None:
        self.heard += list(zip(rows["category"], rows["human"].tolist(), strict=True))
        if len(rows):
            self.said = rows["category"].iloc[-1]

    def stream(
        self,
        rows: pd.DataFrame,
        batch: npt.NDArray[np.intp],
        learnt: npt.NDArray[np.bool_] | None = None,
    ) -> Prediction:
        said = []
        for at in batches_of(batch):
            said += [self.said] * (at.stop - at.start)
            self.learn(rows.iloc[at])
        names = tuple(dict.fromkeys(said))
        matrix = np.array([[float(each == name) for name in names] for each in said], dtype=np.float32)
        return Prediction(rows["part_id"].to_numpy(dtype=np.int64), names, matrix)
