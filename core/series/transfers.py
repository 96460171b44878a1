"""Own transfers among the cash accounts of one currency, netted: they move no cash."""

from collections.abc import Mapping

import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.weeks import monday


def netted_transfers(rows_frame: pd.DataFrame, pool_of: Mapping[int, int]) -> pd.DataFrame:
    """The same rows, with own transfers of pooled accounts summed by week under their pool.

    What leaves one cash account and enters another cancels; what goes to a card or a loan stays.
    `pool_of` names the account that stands for all cash accounts of its currency. `rows_frame` has
    the columns weekly series are summed from.
    """
    pooled = (rows_frame["category"] == OWN_TRANSFER) & rows_frame["account_id"].isin(list(pool_of))
    moves = rows_frame[pooled]
    if moves.empty:
        return rows_frame
    net = (
        moves.assign(
            account_id=moves["account_id"].map(dict(pool_of)),
            booked_on=[monday(day) for day in moves["booked_on"]],
        )
        .groupby(["account_id", "category", "booked_on", "currency"], as_index=False)["amount_minor"]
        .sum()
    )
    net = net[net["amount_minor"] != 0]
    net["direction"] = ["in" if minor > 0 else "out" for minor in net["amount_minor"]]
    netted: pd.DataFrame = pd.concat([rows_frame[~pooled], net], ignore_index=True)
    return netted
