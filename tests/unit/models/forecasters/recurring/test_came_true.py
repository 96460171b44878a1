"""Whether the odds come true, on public payments of a later year than those that taught them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.forecasters.recurring.ahead import HORIZON_DAYS, learn_past, look_back
from models.forecasters.recurring.chances import chances, signs

AREAS = ("Corporate Services", "Manchester Leisure")
ORIGINS = ("2017-01-31", "2017-06-30")
GRACE = np.timedelta64(HORIZON_DAYS + 60, "D")


def spent(shared_data: Path) -> pd.DataFrame:
    """Two service areas's payments to the end of 2017."""
    rows = pd.read_csv(shared_data / "manchester_spend_2010_2018.csv.gz")
    rows = rows[rows["service_area"].isin(AREAS) & (rows["date"] < "2018")].reset_index(drop=True)
    return pd.DataFrame(
        {
            "payment_id": rows.index.to_numpy(dtype=np.int64),
            "account": rows["service_area"],
            "booked_on": pd.to_datetime(rows["date"]),
            "amount": -rows["amount"].astype(float),
            "payee": rows["supplier"].fillna("").str.lower(),
            "category": rows["expense_type"].fillna(""),
        }
    )


@pytest.mark.slow
def test_of_payments_said_to_come_about_so_many_came(shared_data: Path) -> None:
    payments = spent(shared_data)
    said, came = [], []
    for day in ORIGINS:
        then = np.datetime64(day, "D")
        past = learn_past(payments, then, "GB")
        for stream, dues, fate in look_back(payments, then, then + GRACE, "GB"):
            said += chances(signs(stream, dues, then), past.weights).tolist()
            came += fate.came.tolist()
    told = pd.DataFrame({"said": said, "came": np.array(came, dtype=float)})
    assert len(told) > 100
    assert told["came"].mean() == pytest.approx(told["said"].mean(), abs=0.1)
    likely = told["said"] > 0.6
    assert told[likely]["came"].mean() == pytest.approx(told[likely]["said"].mean(), abs=0.12)
    assert told[likely]["came"].mean() > told[~likely]["came"].mean() + 0.15
