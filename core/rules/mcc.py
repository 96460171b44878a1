"""The last rule step: the card scheme's merchant code, where nothing better is known."""

import pandas as pd

from core.domain.labels import Decider, Reason
from core.rules import tables
from core.rules.verdicts import Known, Verdict, Verdicts


def decide(rows_frame: pd.DataFrame, known: Known) -> Verdicts:
    """File the rows whose merchant category code names a category, refunds alike.

    `rows_frame` has `verdicts.COLUMNS`. Source: tables/mcc.csv.
    """
    named = answers(rows_frame)
    hits = rows_frame[named != ""]
    return {
        int(part_id): Verdict(category, Decider.MCC_TABLE, (Reason("mcc", code),))
        for part_id, code, category in zip(hits["part_id"], hits["mcc"], named[hits.index], strict=True)
    }


def answers(rows_frame: pd.DataFrame) -> pd.Series:
    """What the table says of each row, "" where nothing; same index. Needs mcc."""
    return tables.answers(tables.load("mcc"), rows_frame["mcc"])
