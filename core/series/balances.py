"""What stood in accounts through time: balances somebody vouches for, plus the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.domain.company import BalanceAnchor


@dataclass(frozen=True, eq=False)
class Cash:
    """What stands in some accounts together at the end of any day, in minor units.

    `booked` are the days on which it moved, in order; `minor` what stood before the first of them, then
    from each of them on.
    """

    booked: npt.NDArray[np.datetime64]
    minor: npt.NDArray[np.int64]

    def at(self, days: Sequence[date]) -> npt.NDArray[np.int64]:
        """What stood at the end of each of these days."""
        wanted = np.array(days, dtype="datetime64[D]")
        return self.minor[np.searchsorted(self.booked, wanted, side="right")]


def cash_of(anchors: Mapping[int, BalanceAnchor], rows_frame: pd.DataFrame) -> Cash:
    """The accounts of these anchors taken together; before an anchor its account runs backward from it.

    `rows_frame` has account_id, booked_on and amount_minor, in any order; other accounts' rows are left out.
    """
    rows = rows_frame[rows_frame["account_id"].isin(list(anchors))]
    booked = pd.to_datetime(rows["booked_on"]).to_numpy("datetime64[D]")
    minor = rows["amount_minor"].to_numpy(dtype=np.int64)
    anchored_on = rows["account_id"].map({id_: np.datetime64(each.on) for id_, each in anchors.items()})
    told = minor[booked <= pd.to_datetime(anchored_on).to_numpy("datetime64[D]")].sum()
    start = sum(each.minor for each in anchors.values()) - int(told)
    order = np.argsort(booked, kind="stable")
    return Cash(booked[order], start + np.concatenate(([0], minor[order].cumsum())))
