"""Rule step 2: the bank itself says that a row is a fee, a loan, cash or an own transfer."""

import pandas as pd

from core.domain.labels import Decider, Reason
from core.rules import tables
from core.rules.verdicts import Known, Verdict, Verdicts


def decide(rows_frame: pd.DataFrame, known: Known) -> Verdicts:
    """File the rows whose type code names one of the four root categories.

    `rows_frame` has `verdicts.COLUMNS`. Source: tables/type_codes.csv.
    """
    named = tables.answers(tables.load("type_codes"), rows_frame["type_code"])
    hits = rows_frame[named != ""]
    return {
        int(part_id): Verdict(category, Decider.TYPE_CODE, (Reason("type_code", code),))
        for part_id, code, category in zip(hits["part_id"], hits["type_code"], named[hits.index], strict=True)
    }
