"""Overview: spending against the usual, what is open, and three things to know."""

from datetime import date, timedelta

import pandas as pd

from core.domain.categories import OWN_TRANSFER, UNCATEGORISED, Side
from core.domain.handouts import FactToKnow, Overview
from core.rules.categories import categories
from core.store import frames, people, reads
from core.store.cash import anchored_cash
from core.store.unit import Unit

__all__ = ["dismiss", "overview"]

PERIODS_BEFORE = 6
UNUSUAL = 0.35
"""A category is told of where it is this share above its usual."""
REFUNDS_TOLD = 0.05
MOST_FACTS = 3

_MONEY = ["out_minor", "in_minor", "guessed_minor"]


def overview(unit: Unit, company_id: int, currency: str, from_on: date, to_on: date) -> Overview | None:
    """What the Overview shows of one currency and period; None where the company has no rows."""
    data_until = people.data_until(unit, company_id)
    if data_until is None:
        return None
    spending = _spending_frame(unit, company_id, currency, (from_on, to_on))
    groups = frames.open_groups_frame(unit, company_id, (from_on, to_on))
    waiting = groups[groups["currency"] == currency]
    facts = [*_unusual(spending, to_on), *_waiting(unit, waiting), *_refunds(spending, to_on)]
    away = people.dismissed(unit, company_id)
    cash = anchored_cash(unit, company_id, currency)
    return Overview(
        data_until=data_until,
        currency=currency,
        rows=int(spending["rows"].sum()),
        open_minor=int(waiting["money_minor"].sum()),
        open_rows=int(waiting["rows"].sum()),
        cash_minor=None if cash is None else int(cash.at([data_until])[0]),
        spending_frame=spending,
        period=(from_on, to_on),
        facts=tuple(fact for fact in facts if fact.key not in away)[:MOST_FACTS],
    )


def dismiss(unit: Unit, company_id: int, fact_key: str) -> None:
    """Put a thing to know away for good."""
    people.dismiss(unit, company_id, fact_key)


def _spending_frame(unit: Unit, company_id: int, currency: str, period: tuple[date, date]) -> pd.DataFrame:
    """Sums of the period by category with `usual_minor`, the mean of the like periods before."""
    length = (period[1] - period[0]) + timedelta(days=1)
    first_day = people.data_from(unit, company_id)
    starts = [period[0] - length * back for back in range(1, PERIODS_BEFORE + 1)]
    starts = [start for start in starts if first_day is not None and start >= first_day]
    now = _sums(unit, company_id, currency, period)
    before = [
        _sums(unit, company_id, currency, (start, start + length - timedelta(days=1))) for start in starts
    ]
    usual = _mean_out(before)
    merged = now.merge(usual, on="category", how="outer").fillna(
        dict.fromkeys([*_MONEY, "rows", "usual_minor"], 0)
    )
    merged = merged[merged["category"] != OWN_TRANSFER].assign(currency=currency)
    whole = dict.fromkeys([*_MONEY, "rows", "usual_minor"], "int64")
    return merged.astype(whole).sort_values("out_minor", ascending=False, ignore_index=True)


def _sums(unit: Unit, company_id: int, currency: str, span: tuple[date, date]) -> pd.DataFrame:
    frame = frames.category_sums_frame(unit, company_id, span)
    return frame[frame["currency"] == currency].drop(columns="currency")


def _mean_out(periods: list[pd.DataFrame]) -> pd.DataFrame:
    if not periods:
        return pd.DataFrame({"category": pd.Series(dtype=object), "usual_minor": pd.Series(dtype="float64")})
    sums = pd.concat(periods).groupby("category")["out_minor"].sum().reset_index()
    sums["usual_minor"] = sums["out_minor"] / len(periods)
    return sums.drop(columns="out_minor")


def _unusual(spending: pd.DataFrame, to_on: date) -> list[FactToKnow]:
    """Categories well above their usual, largest difference first."""
    named = spending[spending["category"] != UNCATEGORISED]
    above = named[named["usual_minor"] > 0].assign(
        more=lambda frame: frame["out_minor"] - frame["usual_minor"]
    )
    above = above[above["more"] > above["usual_minor"] * UNUSUAL].sort_values("more", ascending=False)
    return [
        FactToKnow(
            f"category_up/{row['category']}/{to_on}",
            "category_up",
            {
                "category": row["category"],
                "out_minor": int(row["out_minor"]),
                "usual_minor": int(row["usual_minor"]),
                "currency": row["currency"],
            },
        )
        for _, row in above.head(MOST_FACTS).iterrows()
    ]


def _waiting(unit: Unit, groups: pd.DataFrame) -> list[FactToKnow]:
    """The payee with most money of the period that nobody has confirmed."""
    return [
        FactToKnow(
            f"largest_open/{row['payee_key']}/{row['direction']}",
            "largest_open",
            {
                "payee": reads.line(unit, int(row["part_id"])).payee,
                "money_minor": int(row["money_minor"]),
                "rows": int(row["rows"]),
                "currency": row["currency"],
            },
        )
        for _, row in groups.sort_values("money_minor", ascending=False).head(1).iterrows()
    ]


def _refunds(spending: pd.DataFrame, to_on: date) -> list[FactToKnow]:
    """Spending categories of which more than a twentieth came back."""
    spent_on = {each.key for each in categories() if each.side is Side.OUT}
    back = spending[
        spending["category"].isin(spent_on)
        & (spending["in_minor"] > spending["out_minor"] * REFUNDS_TOLD)
        & (spending["in_minor"] < spending["out_minor"])
    ].nlargest(1, "in_minor")
    return [
        FactToKnow(
            f"refunds/{row['category']}/{to_on}",
            "refunds",
            {
                "category": row["category"],
                "in_minor": int(row["in_minor"]),
                "out_minor": int(row["out_minor"]),
                "currency": row["currency"],
            },
        )
        for _, row in back.iterrows()
    ]
