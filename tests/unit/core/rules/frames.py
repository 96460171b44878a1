"""Small frames of payments as the rule steps take them."""

import pandas as pd

from core.domain.labels import direction_of
from core.rules.verdicts import COLUMNS

_PLAIN = {
    "company": 1,
    "account_id": 1,
    "booked_on": "2026-03-02",
    "amount_minor": -1000,
    "currency": "EUR",
    "payee_key": "",
    "text": "",
    "counterparty": "",
    "counterparty_account": "",
    "counterparty_nace": "",
    "mcc": "",
    "type_code": "",
}


def payments(*rows: dict[str, object]) -> pd.DataFrame:
    """One row a dict, numbered from 1; what a dict leaves out is plain."""
    full = [{"part_id": place, **_PLAIN, **row} for place, row in enumerate(rows, start=1)]
    frame = pd.DataFrame(full)
    frame["direction"] = [direction_of(minor).value for minor in frame["amount_minor"]]
    return frame[list(COLUMNS)]
