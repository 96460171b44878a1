from datetime import date

import pandas as pd
import pytest

from core.domain.company import BalanceAnchor
from core.series.balances import cash_of

CURRENT, SAVINGS, CARD = 1, 2, 3
ROWS = pd.DataFrame(
    {
        "account_id": [CURRENT, CURRENT, CURRENT, CURRENT, SAVINGS, CARD],
        "booked_on": ["2026-01-12", "2026-01-06", "2026-01-09", "2026-01-20", "2026-01-12", "2026-01-07"],
        "amount_minor": [-300, 1000, -200, 50, 300, -7777],
    }
)
ANCHOR = BalanceAnchor(date(2026, 1, 9), 5000, "owner")
LATE = BalanceAnchor(date(2026, 1, 31), 900, "file")
DAYS = [date(2026, 1, day) for day in (5, 6, 9, 12, 31)]


@pytest.mark.parametrize(
    ("anchors", "stood"),
    [
        ({CURRENT: ANCHOR}, [4200, 5200, 5000, 4700, 4750]),
        ({SAVINGS: LATE}, [600, 600, 600, 900, 900]),
        ({CURRENT: ANCHOR, SAVINGS: LATE}, [4800, 5800, 5600, 5600, 5650]),
    ],
)
def test_cash_runs_forward_and_backward_from_each_accounts_anchor(
    anchors: dict[int, BalanceAnchor], stood: list[int]
) -> None:
    assert cash_of(anchors, ROWS).at(DAYS).tolist() == stood


def test_no_rows_leave_the_anchor_standing() -> None:
    assert cash_of({CURRENT: ANCHOR}, ROWS.iloc[:0]).at(DAYS).tolist() == [5000] * 5
