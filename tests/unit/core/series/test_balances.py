from datetime import date

import pandas as pd

from core.domain.company import BalanceAnchor
from core.series.balances import balance_at, weekly_balance

ROWS = pd.DataFrame(
    {
        "booked_on": ["2026-01-12", "2026-01-06", "2026-01-09", "2026-01-20"],
        "amount_minor": [-300, 1000, -200, 50],
    }
)
ANCHOR = BalanceAnchor(date(2026, 1, 9), 5000, "owner")


def test_the_balance_runs_forward_and_backward_from_the_anchor() -> None:
    days = pd.to_datetime(["2026-01-05", "2026-01-06", "2026-01-09", "2026-01-12", "2026-01-31"])
    assert balance_at(ANCHOR, ROWS, pd.DatetimeIndex(days)).tolist() == [4200, 5200, 5000, 4700, 4750]


def test_each_complete_week_shows_what_stood_on_its_sunday() -> None:
    frame = weekly_balance(ANCHOR, ROWS, date(2026, 1, 6), date(2026, 1, 20))
    assert frame["ds"].dt.strftime("%d %b").tolist() == ["05 Jan", "12 Jan"]
    assert frame["balance_minor"].tolist() == [5000, 4700]


def test_no_rows_leave_the_anchor_standing() -> None:
    frame = weekly_balance(ANCHOR, ROWS.iloc[:0], date(2026, 1, 5), date(2026, 1, 11))
    assert frame["balance_minor"].tolist() == [5000]
