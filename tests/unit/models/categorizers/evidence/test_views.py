"""Moments the trees are shown: as much as was known then, and not more."""

import numpy as np
import pandas as pd

from models.categorizers.evidence.book import FEATURES, LabelBook
from models.categorizers.evidence.views import views
from tests.contract.made_payments import made_payments

OWN_LABELS = FEATURES.index("labels:company")
CORRECTED = FEATURES.index("corrected:company+payee")


def history(companies: int) -> pd.DataFrame:
    rows = pd.concat([made_payments(60, seed=at, company=f"company {at}") for at in range(companies)])
    return rows.sort_values("booked_on", kind="stable").reset_index(drop=True)


def test_some_moments_are_of_companies_that_told_nothing() -> None:
    evidence, truth = views(history(10), LabelBook(), seed=1)
    cold = np.isnan(evidence.features[:, 0, OWN_LABELS])
    assert len(truth) == len(evidence.chosen)
    assert 0.1 < cold.mean() < 0.4


def test_a_lone_company_is_always_warm() -> None:
    evidence, _ = views(history(1), LabelBook(), seed=1)
    assert not np.isnan(evidence.features[:, 0, OWN_LABELS]).any()


def test_a_correction_is_mostly_kept_to() -> None:
    """Where a person just corrected, the next label of the pair is the corrected one."""
    evidence, truth = views(history(10), LabelBook(), seed=1)
    after = (evidence.features[:, :, CORRECTED] == 1).any(axis=1)
    named = evidence.chosen[after, (evidence.features[after, :, CORRECTED] == 1).argmax(axis=1)]
    assert after.sum() > 5
    assert (named == truth[after]).mean() > 0.8


def test_the_book_holds_all_of_history_afterwards() -> None:
    rows, book = history(6), LabelBook()
    views(rows, book, seed=1)
    again = LabelBook()
    views(rows, again, seed=2)
    assert book.categories == again.categories == tuple(rows["category"].unique())
