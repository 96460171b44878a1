"""A categorizer whose answers add up to more than one; the contract suite must not let it through."""

import dataclasses

import pandas as pd

from models.categorizers.multiclass import Multiclass
from models.contracts import Prediction


class Broken(Multiclass):
    """The paper's model, a tenth too sure of everything."""

    name = "broken"

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        """Answer with probabilities of 110 % in all."""
        answer = super().predict(transactions)
        return dataclasses.replace(answer, probability=answer.probability * 1.1)
