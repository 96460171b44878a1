"""A city's card payments as labelled payments to learn from."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from core.domain.categories import ROOT_CATEGORIES, UNCATEGORISED
from core.rules import tables
from models.features.columns import UNKNOWN_ACCOUNT
from models.features.text import normalize_payees
from models.frames import LABEL_COLUMNS, TRANSACTIONS

CITY = "birmingham_pcard_to_2016.csv.gz"
TRAIN_UNTIL = date(2016, 3, 31)
"""Later days of the city are kept for judging and never enter a shipped artifact."""
LEFT_OUT_COST_CENTER = "RUF0F"
"""The city's largest cost center plays the part of a new company in tests."""

_COLUMNS = [*TRANSACTIONS, *LABEL_COLUMNS]


def city_payments(shared_data: Path) -> pd.DataFrame:
    """The city's card payments up to `TRAIN_UNTIL` with the master category of their ledger account.

    Cost centers are companies; cards are not told apart, for a card number says nothing elsewhere.
    The left-out cost center, and rows whose ledger account has no learnable category, are not there.
    """
    columns = ["date", "amount", "merchant", "account", "cost_centre_code"]
    rows = pd.read_csv(shared_data / CITY, usecols=columns, parse_dates=["date"], keep_default_na=False)
    category = rows["account"].map(tables.birmingham_accounts()).fillna("")
    learnable = ~category.isin([*ROOT_CATEGORIES, UNCATEGORISED, ""])
    kept = learnable & (rows["date"] <= pd.Timestamp(TRAIN_UNTIL))
    kept &= rows["cost_centre_code"] != LEFT_OUT_COST_CENTER
    rows, category = rows[kept], category[kept]
    amount = -rows["amount"].astype(float)
    return payments(
        rows.assign(
            company="city/" + rows["cost_centre_code"],
            account=UNKNOWN_ACCOUNT,
            booked_on=rows["date"],
            amount=amount,
            currency="GBP",
            direction=np.where(amount > 0, "in", "out"),
            payee=normalize_payees(rows["merchant"], rows["merchant"]),
            category=category,
        )
    )


def payments(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of `models.frames`, text "" where the source has none; the raw text is not kept."""
    rows = rows.reset_index(drop=True)
    rows = rows.assign(part_id=np.arange(len(rows)), weight=1.0, human=0, text="")
    missing = {name: "" for name in TRANSACTIONS if name not in rows}
    return rows.assign(**missing)[_COLUMNS].astype(dict.fromkeys(_text_columns(), object))


def _text_columns() -> list[str]:
    return [name for name, column in (TRANSACTIONS | LABEL_COLUMNS).items() if column.kind == "text"]
