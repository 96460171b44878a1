"""Labelled payments that travel with a shipped categorizer: rows to learn again, rows to be judged by."""

from pathlib import Path

import pandas as pd

from models.frames import LABEL_COLUMNS, TRANSACTIONS, check_frame

REPLAY = "replay.csv.gz"
FROZEN = "frozen.csv.gz"

_KINDS = {"whole": "int64", "number": "float64", "text": "object"}
_CONTRACT = TRANSACTIONS | LABEL_COLUMNS


def save_examples(path: Path, payments: pd.DataFrame) -> None:
    """Write labelled payments as zipped CSV, the same bytes for the same rows."""
    payments.to_csv(path, index=False, compression={"method": "gzip", "mtime": 0}, date_format="%Y-%m-%d")


def load_examples(path: Path) -> pd.DataFrame:
    """Read what `save_examples` wrote; raises FrameError where a column is amiss."""
    kinds = {name: _KINDS[column.kind] for name, column in _CONTRACT.items() if column.kind in _KINDS}
    payments = pd.read_csv(
        path, keep_default_na=False, dtype=kinds | {"words_answer": "object"}, parse_dates=["booked_on"]
    )
    return check_frame(payments, _CONTRACT)
