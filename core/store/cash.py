"""What a company has in cash: its anchored accounts of one currency, with their payments."""

from datetime import date

import pandas as pd

from core.domain.company import CASH_KINDS
from core.series.balances import balance_at
from core.store import frames, people
from core.store.unit import Unit


def cash_minor(unit: Unit, company_id: int, currency: str, on: date) -> int | None:
    """What stands in all current and savings accounts; None where one has no anchored balance."""
    accounts = [
        account
        for account in people.accounts(unit, company_id)
        if account.currency == currency and account.kind in CASH_KINDS
    ]
    cash = 0
    for account in accounts:
        if account.anchor is None:
            return None
        rows = frames.balance_rows_frame(unit, company_id, account.id)
        cash += int(balance_at(account.anchor, rows, pd.DatetimeIndex([on]))[0])
    return cash if accounts else None
