"""An account's balance through time: one balance somebody vouches for, plus the rows."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.domain.company import BalanceAnchor
from core.domain.weeks import WEEK, first_open_week, monday


def balance_at(
    anchor: BalanceAnchor, rows_frame: pd.DataFrame, days: pd.DatetimeIndex
) -> npt.NDArray[np.int64]:
    """What stood in the account at the end of each day, in minor units; before the anchor too.

    `rows_frame` has booked_on and amount_minor of this account, in any order.
    """
    rows = rows_frame.assign(booked_on=pd.to_datetime(rows_frame["booked_on"])).sort_values("booked_on")
    sums = np.concatenate(([0], rows["amount_minor"].to_numpy(dtype=np.int64).cumsum()))
    booked = rows["booked_on"].to_numpy()
    until_day = sums[np.searchsorted(booked, days.to_numpy(), side="right")]
    until_anchor = sums[np.searchsorted(booked, np.datetime64(anchor.on, "ns"), side="right")]
    balances: npt.NDArray[np.int64] = anchor.minor + until_day - until_anchor
    return balances


def weekly_balance(
    anchor: BalanceAnchor, rows_frame: pd.DataFrame, data_from: date, data_until: date
) -> pd.DataFrame:
    """The balance at the end of every complete week: ds (its Monday) and balance_minor."""
    weeks = pd.date_range(monday(data_from), first_open_week(data_until), freq="7D", inclusive="left")
    return pd.DataFrame(
        {"ds": weeks, "balance_minor": balance_at(anchor, rows_frame, weeks + WEEK - timedelta(days=1))}
    )
