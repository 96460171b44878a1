"""The columns that the tree learner reads, made from payments."""

from collections.abc import Set as AbstractSet

import pandas as pd

from models.features.amount import amount_bucket
from models.features.temporal import day_of_month, weekday
from models.features.vendor import code_family

UNKNOWN_ACCOUNT = "unknown"

CATEGORICAL = (
    "mcc",
    "nace",
    "account",
    "type_code",
    "bank_code",
    "direction",
    "standing_order",
    "contactless",
    "mcc_answer",
    "nace_answer",
    "words_answer",
    "mcc_family",
    "nace_family",
)
NUMERIC = ("amount_bucket", "weekday", "day_of_month", "words_probability")
COLUMNS = CATEGORICAL + NUMERIC
WORD_COLUMN = "word_"
"""Further columns start so: what the words of a payee say for each category, 0 to 1."""

_AS_THEY_ARE = CATEGORICAL[:10]


def learner_frame(
    transactions: pd.DataFrame,
    words_answers: pd.DataFrame,
    word_scores: pd.DataFrame,
    known_accounts: AbstractSet[str],
) -> pd.DataFrame:
    """Payments as the tree learner reads them: `COLUMNS`, then `word_scores`; index 0 to n - 1.

    `words_answers` has columns category and probability, one row a payment, as has `word_scores`, one
    column a category. An account outside `known_accounts` becomes "unknown", so that a new company
    meets what was learned across all.
    """
    rows = transactions.reset_index(drop=True)
    frame = rows[list(_AS_THEY_ARE)].copy()
    frame["account"] = rows["account"].where(rows["account"].isin(known_accounts), UNKNOWN_ACCOUNT)
    frame["words_answer"] = words_answers["category"].to_numpy()
    frame["mcc_family"] = code_family(rows["mcc"])
    frame["nace_family"] = code_family(rows["nace"])
    frame["amount_bucket"] = amount_bucket(rows["amount"])
    frame["weekday"] = weekday(rows["booked_on"])
    frame["day_of_month"] = day_of_month(rows["booked_on"])
    frame["words_probability"] = words_answers["probability"].to_numpy()
    return pd.concat([frame[list(COLUMNS)], word_scores.add_prefix(WORD_COLUMN)], axis=1)
