"""The order of the machine's rule steps: the one place where a step is added."""

from collections.abc import Callable, Sequence

import pandas as pd

from core.rules import mcc, nace, own_transfers, owner_rules, type_codes
from core.rules.verdicts import Known, Verdicts

Step = Callable[[pd.DataFrame, Known], Verdicts]

BEFORE_LEARNING: tuple[Step, ...] = (own_transfers.decide, type_codes.decide, owner_rules.decide)
"""Their answers stand whatever the learner thinks."""

AFTER_LEARNING: tuple[Step, ...] = (nace.decide, mcc.decide)
"""Asked only where there is no memory of the payee and the learner is unsure."""


def first_answers(rows_frame: pd.DataFrame, known: Known, steps: Sequence[Step]) -> Verdicts:
    """What the steps say, first answer wins.

    `rows_frame` has `verdicts.COLUMNS` and one row a part. Own transfers are found across the rows
    handed in, so hand in every account of a company and the days around a new file.
    """
    verdicts: Verdicts = {}
    for step in steps:
        still_open = rows_frame[~rows_frame["part_id"].isin(list(verdicts))]
        verdicts |= step(still_open, known)
    return verdicts
