"""The rule step before the last: the trade of whoever is paid."""

import pandas as pd

from core.domain.codes import TypeCode
from core.domain.labels import Decider, Direction, Reason
from core.rules import tables
from core.rules.verdicts import Known, Verdict, Verdicts


def decide(rows_frame: pd.DataFrame, known: Known) -> Verdicts:
    """File the rows whose beneficiary's trade names a category.

    `rows_frame` has `verdicts.COLUMNS`. Source: tables/nace.csv.
    """
    named = answers(rows_frame)
    hits = rows_frame[named != ""]
    return {
        int(part_id): Verdict(category, Decider.NACE_TABLE, (Reason("nace", code),))
        for part_id, code, category in zip(
            hits["part_id"], hits["counterparty_nace"], named[hits.index], strict=True
        )
    }


def answers(rows_frame: pd.DataFrame) -> pd.Series:
    """What the table says of each row, "" where nothing; same index.

    Money in says nothing: the trade of a customer is no expense of ours. A refund to a card is
    still the purchase's trade. Needs counterparty_nace, direction and type_code.
    """
    named = tables.answers(tables.load("nace"), rows_frame["counterparty_nace"])
    paid = (rows_frame["direction"] == Direction.OUT) | (rows_frame["type_code"] == TypeCode.CARD_REFUND)
    return named.where(paid, "")
