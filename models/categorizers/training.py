"""What a categorizer is taught again: shipped rows, rows that rules decided, and persons' labels."""

import pandas as pd

from models.categorizers.public_text import PublicText

ROWS_A_DECISION = 5
MOST_DECIDED_ROWS = 3_000

_DECISION = ["company", "payee", "direction", "category"]


def training_frame(replay: pd.DataFrame, labelled: pd.DataFrame, words: PublicText) -> pd.DataFrame:
    """Shipped rows and a store's own, in the shares that teach without drowning either.

    One decision about a payee may cover hundreds of payments: the newest 5 of them speak for it, whether
    a person or a rule decided, and rules have at most 3,000 rows in all. `labelled` keeps
    `frames.TRANSACTIONS` and `LABEL_COLUMNS`; the answer adds words_answer and words_probability.
    """
    human = labelled["human"] > 0
    own = pd.concat(
        [
            _newest(labelled[human], ROWS_A_DECISION),
            _newest(labelled[~human], ROWS_A_DECISION).tail(MOST_DECIDED_ROWS),
        ]
    )
    answers = words.answer(own["payee"].tolist(), own["direction"].tolist())
    own = own.assign(
        words_answer=answers["category"].to_numpy(dtype=object),
        words_probability=answers["probability"].to_numpy(dtype=float),
    )
    return pd.concat([replay, own[replay.columns]], ignore_index=True) if len(own) else replay


def _newest(rows: pd.DataFrame, count: int) -> pd.DataFrame:
    by_age = rows.sort_values(["booked_on", "part_id"], kind="stable")
    return by_age.groupby(_DECISION, sort=False).tail(count)
