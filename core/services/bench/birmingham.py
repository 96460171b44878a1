"""Files to measure on, made from a city's card payments."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from core.rules import tables
from models.artifacts import sha256_of

CITY = "birmingham_pcard_to_2016.csv.gz"
SPLIT = date(2016, 4, 1)
HISTORY, TEST, MAP, ORIGIN = "history.csv.gz", "test.csv.gz", "map.csv", "origin.json"

_COLUMNS = {
    "date": "date",
    "amount": "amount",
    "merchant": "text",
    "card": "account",
    "cost_centre_code": "company",
    "account": "label",
}


def prepare(shared_data: Path, out: Path, split: date = SPLIT) -> dict[str, Any]:
    """Write history, test, the map from ledger accounts to masters, and where the rows come from.

    Card = account, cost center = company, ledger account = label, amount x -1; rows without a label
    are left out and counted. Rows before `split` are history. Returns what is written into `ORIGIN`.
    Raises FileNotFoundError where the city's file is missing.
    """
    source = shared_data / CITY
    rows = pd.read_csv(source, usecols=list(_COLUMNS), dtype=str, keep_default_na=False)
    rows = rows.rename(columns=_COLUMNS)[list(_COLUMNS.values())]
    amounts = pd.to_numeric(rows["amount"])
    rows["amount"] = [f"{0 - amount:.2f}" for amount in amounts]
    labelled = rows[rows["label"].str.strip() != ""]
    before = labelled["date"] < split.isoformat()
    out.mkdir(parents=True, exist_ok=True)
    for name, part in ((HISTORY, labelled[before]), (TEST, labelled[~before])):
        ordered = part.sort_values("date", kind="stable")
        ordered.to_csv(out / name, index=False, compression={"method": "gzip", "mtime": 0})
    accounts = pd.DataFrame(sorted(tables.birmingham_accounts().items()), columns=["label", "master"])
    accounts.to_csv(out / MAP, index=False)
    facts = {
        "source": CITY,
        "sha256": sha256_of(source),
        "split": split.isoformat(),
        "history_rows": int(before.sum()),
        "test_rows": int((~before).sum()),
        "rows_without_label": len(rows) - len(labelled),
    }
    (out / ORIGIN).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts
