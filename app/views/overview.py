"""Overview: will I be all right?"""

from typing import Any

import pandas as pd
import streamlit as st

from app import session
from app.charts import look
from app.charts.fan import FanStyle, fan_figure
from app.charts.spending import spending_figure
from app.parts import facts, notices, text, weeks
from app.parts.viewed import Viewed
from core.domain.categories import UNCATEGORISED, Side
from core.domain.handouts import BalanceOdds, Outlook, Overview
from core.domain.words import labels, numbers
from core.domain.words import outlook as words
from core.domain.words import overview as overview_words
from core.services import companies, forecast, overview, transactions

_BOX: dict[str, Any] = {"border": True, "height": "stretch"}


def show(viewed: Viewed) -> None:
    """One sentence on the next twelve weeks, the fan, four figures, three facts, the spending."""
    outlook = session.seen(forecast.outlook, viewed.company_id, viewed.currency)
    seen = session.seen(
        overview.overview,
        viewed.company_id,
        viewed.currency,
        viewed.period.from_on,
        viewed.period.to_on,
    )
    st.title("Will you be all right?", anchor=False)
    text.headline(words.headline(outlook, viewed.today))
    if outlook is not None:
        _fan(viewed, outlook)
    if seen is None:
        return
    _figures(viewed, outlook, seen)
    facts.show(viewed, seen)
    _spending(viewed, seen)


def _fan(viewed: Viewed, outlook: Outlook) -> None:
    fan = outlook.balance or outlook.cash_flow
    if fan is None:
        return
    limit = None
    if outlook.odds is not None:
        limit = numbers.float_of(outlook.odds.limit_minor, outlook.odds.currency)
    style = FanStyle(currency=fan.currency, limit=limit, clickable=True, palette=session.palette())
    figure = fan_figure(fan.history_frame, fan.fan_frame, style)
    st.plotly_chart(
        figure,
        key="overview_fan",
        config=look.STILL,
        on_select=weeks.choose,
        selection_mode="points",
        alt=words.headline(outlook, viewed.today),
    )
    text.note(words.made_of(fan))
    text.note(words.being_drawn(outlook.drawing))
    weeks.show(viewed, outlook)


def _figures(viewed: Viewed, outlook: Outlook | None, seen: Overview) -> None:
    odds = outlook.odds if outlook else None
    with st.container(horizontal=True, key="figures"):
        if seen.cash_minor is not None:
            st.metric("Cash", numbers.minor_about(seen.cash_minor, seen.currency), **_BOX)
        if odds is not None:
            st.metric(
                f"Tightest week, {numbers.day_short(odds.tightest_week)}",
                numbers.money_about(odds.tightest_median, odds.currency),
                **_BOX,
            )
            _limit(viewed, odds)
        st.metric("Not sorted for sure", numbers.minor_about(seen.open_minor, seen.currency), **_BOX)


def _limit(viewed: Viewed, odds: BalanceOdds) -> None:
    """The chance below the limit, and the limit itself to be changed right there."""
    with st.container(border=True, height="stretch"):
        limit = numbers.minor_about(odds.limit_minor, odds.currency)
        st.metric(f"Chance below {limit}", numbers.in_100_short(odds.below))
        with st.popover("Change the limit", icon=":material/edit:"):
            st.number_input(
                f"Warn me below ({odds.currency})",
                value=numbers.float_of(odds.limit_minor, odds.currency),
                step=500.0,
                format="%.0f",
                key="limit",
                on_change=_set_limit,
                args=(viewed.company_id, odds.currency),
            )


def _set_limit(company_id: int, currency: str) -> None:
    def now() -> None:
        with session.act() as unit:
            companies.set_limit(unit, company_id, numbers.minor_of(st.session_state["limit"], currency))

    notices.attempt(now)


def _spending(viewed: Viewed, seen: Overview) -> None:
    st.subheader("Where it went", anchor=False)
    text.sentence(overview_words.spent(seen))
    if seen.spending_frame.empty:
        return
    frame = _named(seen.spending_frame, viewed.names)
    text.note(
        "Solid: filed. Hatched: guessed or not sorted yet. "
        "The upright mark is what is usual for you in such a period."
    )
    st.plotly_chart(
        spending_figure(frame, seen.currency, session.palette()),
        key="overview_spending",
        config=look.STILL,
        alt=overview_words.spent(seen),
    )
    for came_back in _refunds(frame, seen.currency):
        text.note(came_back)


def _named(spending_frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """With the categories' names; what is not sorted counts as guessed."""
    unsorted = spending_frame["category"] == UNCATEGORISED
    return spending_frame.assign(
        name=[labels.category(key, names) for key in spending_frame["category"]],
        guessed_minor=spending_frame["guessed_minor"].where(~unsorted, spending_frame["out_minor"]),
    )


def _refunds(frame: pd.DataFrame, currency: str) -> list[str]:
    spending = [each.key for each in transactions.categories() if each.side is Side.OUT]
    shown = frame[frame["category"].isin(spending) & (frame["in_minor"] < frame["out_minor"])]
    columns = (shown[name] for name in ("name", "out_minor", "in_minor"))
    notes = (
        overview_words.refunds(str(name), int(out), int(back), currency)
        for name, out, back in zip(*columns, strict=True)
    )
    return [note for note in notes if note]
