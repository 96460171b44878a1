"""What a company has in cash: its anchored accounts of one currency, with their payments."""

from core.domain.company import CASH_KINDS
from core.series.balances import Cash, cash_of
from core.store import frames, people
from core.store.unit import Unit


def anchored_cash(unit: Unit, company_id: int, currency: str) -> Cash | None:
    """All current and savings accounts; None where there is none or one has no anchored balance."""
    accounts = [
        account
        for account in people.accounts(unit, company_id)
        if account.currency == currency and account.kind in CASH_KINDS
    ]
    anchors = {account.id: account.anchor for account in accounts if account.anchor is not None}
    if not accounts or len(anchors) < len(accounts):
        return None
    return cash_of(anchors, frames.balance_rows_frame(unit, company_id))
