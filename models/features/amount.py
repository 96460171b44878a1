"""How much was paid, as coarsely as habits need it."""

import numpy as np
import pandas as pd


def amount_bucket(amount: pd.Series) -> pd.Series:
    """Size on a logarithmic scale, sign left out: about two buckets for each doubling and a half.

    `amount` in major units; 0 gives 0, 10 gives 4, 1,000 gives 10.
    """
    feature: pd.Series = np.round(1.5 * np.log1p(amount.abs()))
    return feature
