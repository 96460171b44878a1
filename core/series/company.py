"""A company's payments as the weekly series that are drawn, learned from and compared."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from core.domain.company import CASH_KINDS, Account
from core.series.transfers import netted_transfers
from core.series.weekly import weekly_series_frame


def company_weekly_frame(
    rows_frame: pd.DataFrame, accounts: Iterable[Account], data_from: date, data_until: date
) -> pd.DataFrame:
    """Weekly series of all accounts, own transfers among cash accounts of one currency netted.

    `rows_frame` has the columns weekly series are summed from; the answer those of `weekly.COLUMNS`.
    """
    pools: dict[str, int] = {}
    pool_of = {
        account.id: pools.setdefault(account.currency, account.id)
        for account in accounts
        if account.kind in CASH_KINDS
    }
    return weekly_series_frame(netted_transfers(rows_frame, pool_of), data_from, data_until)
