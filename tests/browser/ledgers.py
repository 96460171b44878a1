"""A city team's real card payments, and the file a bank would hand out of them."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd

from core.rules.tables import birmingham_accounts
from core.services.ship_categorizer import CITY
from models.features.text import normalize_payees

AFTER_THE_DATA = "2016-12-31"


def ledger_of(shared_data: Path, cost_center: str) -> pd.DataFrame:
    """A row a payment: card, day, signed pence, merchant, payee, ledger account and its true category."""
    rows = pd.read_csv(shared_data / CITY, dtype=str, keep_default_na=False)
    rows = rows[rows["cost_centre_code"] == cost_center].reset_index(drop=True)
    return pd.DataFrame(
        {
            "card": rows["card"],
            "day": [date.fromisoformat(day) for day in rows["date"]],
            "minor": [-round(float(amount) * 100) for amount in rows["amount"]],
            "merchant": rows["merchant"].str.split().str.join(" "),
            "payee": normalize_payees(rows["merchant"], rows["merchant"]),
            "account": rows["account"],
            "truth": rows["account"].map(birmingham_accounts()).fillna(""),
        }
    )


def bank_csv(ledger: pd.DataFrame) -> bytes:
    """The payments as any bank hands them out; nothing in it says how the team filed them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["Date", "Description", "Amount", "Currency", "Account"])
    for row in ledger.itertuples():
        writer.writerow(
            [row.day.strftime("%d/%m/%Y"), row.merchant, f"{row.minor / 100:.2f}", "GBP", row.card]
        )
    return text.getvalue().encode()
