"""Rule step 3: the owner said "always do this for this payee"."""

import pandas as pd

from core.domain.labels import Decider, Reason
from core.rules.verdicts import Known, Verdict, Verdicts


def decide(rows_frame: pd.DataFrame, known: Known) -> Verdicts:
    """File the rows whose payee and direction the owner has a rule for.

    `rows_frame` has `verdicts.COLUMNS`. A row without a payee never matches.
    """
    if not known.owner_rules:
        return {}
    keys = zip(
        rows_frame["part_id"],
        rows_frame["company"],
        rows_frame["payee_key"],
        rows_frame["direction"],
        strict=True,
    )
    return {
        int(part_id): Verdict(category, Decider.OWNER_RULE, (Reason("owner_rule", payee),))
        for part_id, company, payee, direction in keys
        if payee and (category := known.owner_rules.get((company, payee, direction)))
    }
