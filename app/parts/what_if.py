"""What-if on the Forecast page: suppose something, see the odds move; nothing of it is stored."""

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from app import session
from app.charts import look
from app.charts.beside import beside
from app.charts.fan import FanStyle, fan_figure
from app.parts import notices, supposed, text
from app.parts.viewed import Viewed
from core.domain.errors import BursarError
from core.domain.handouts import Outlook, WhatIf
from core.domain.weeks import WEEK
from core.domain.what_if import Assumption, CategoryMoved, MonthlyPayment, PayerLate
from core.domain.words import numbers
from core.domain.words import outlook as outlook_words
from core.domain.words import what_if as words
from core.services import forecast

_TROUBLE = "what_if_trouble"
_USUAL_DAYS, _USUAL_PERCENT = 30, 10.0
_WIDE, _NARROW = 380, 170


def show(viewed: Viewed, outlook: Outlook) -> None:
    """What is supposed and what it does to the odds, then a place to suppose more."""
    st.subheader("What if?", anchor=False)
    asked = supposed.of(viewed)
    if asked:
        _answer(viewed, outlook, asked)
    with st.container(border=True, key="what_if"):
        _ask(viewed, outlook)
        # A refusal stands where the question was asked: the head of the page may be out of sight.
        notices.show_trouble_left(told_at=_TROUBLE)
    text.note(words.NOT_STORED)


def _answer(viewed: Viewed, plain: Outlook, asked: tuple[Assumption, ...]) -> None:
    """The sentence, the picture and one line an assumption; new data may have made one impossible."""
    try:
        seen = session.seen(forecast.what_if, viewed.company_id, viewed.currency, asked, plain.whose)
    except BursarError as error:
        notices.show_trouble(error)
        seen = None
    if seen is not None:
        text.strong(words.headline(plain, seen))
        _picture(plain, seen)
        for at, effect in enumerate(seen.effects):
            with st.container(horizontal=True, vertical_alignment="center", key=f"supposed_{at}"):
                text.sentence(words.effect(effect, viewed.names, seen.horizon_weeks))
                st.button(
                    "Remove", key=f"unsuppose_{at}", type="tertiary", on_click=_remove, args=(viewed, at)
                )
        if any(isinstance(each, PayerLate) for each in asked):
            text.note(words.HOW_LATE)
    if seen is None or len(asked) > 1:
        st.button("Remove all of it", key="unsuppose_all", on_click=supposed.keep, args=(viewed, ()))


def _picture(plain: Outlook, seen: WhatIf) -> None:
    """The moved fan, of the balance where there are odds, with the plain one dotted beside it."""
    odds = seen.odds if plain.odds is not None else None
    before, after = (plain.balance, seen.balance) if odds else (plain.cash_flow, seen.cash_flow)
    if before is None or after is None:
        return
    style = FanStyle(
        currency=after.currency,
        limit=numbers.float_of(odds.limit_minor, odds.currency) if odds else None,
        adding_up=odds is None,
        palette=session.palette(),
    )
    figure = beside(fan_figure(after.history_frame, after.fan_frame, style), before.fan_frame, style)
    st.plotly_chart(figure, key="what_if_fan", config=look.STILL, alt=words.headline(plain, seen))
    text.note(words.BESIDE if odds else words.BESIDE_ADDING_UP)


def _ask(viewed: Viewed, outlook: Outlook) -> None:
    kinds = {words.LATE: _late, words.MOVED: _moved, words.NEW: _new}
    kind = st.radio("Suppose", list(kinds), horizontal=True, key="what_if_kind")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        made = kinds[kind](viewed, outlook)
        if made is not None:
            st.button("Show what it does", key="suppose", on_click=_add, args=(viewed, made))


def _late(viewed: Viewed, outlook: Outlook) -> Callable[[], Assumption] | None:
    payers = session.seen(forecast.payers, viewed.company_id, viewed.currency)
    if not payers:
        text.note(words.NOBODY_PAYS)
        return None
    names = {each.payee_key: words.payer(each) for each in payers}
    key, days = _key("payer", viewed, outlook), _key("days", viewed, outlook)
    st.selectbox("Payer", list(names), format_func=lambda each: names[each], key=key, width=_WIDE)
    st.number_input("Days late", value=_USUAL_DAYS, step=1, key=days, width=_NARROW)
    return lambda: PayerLate(st.session_state[key], int(st.session_state[days] or 0))


def _moved(viewed: Viewed, outlook: Outlook) -> Callable[[], Assumption] | None:
    fans = {(fan.key, fan.direction): outlook_words.fan_name(fan, viewed.names) for fan in outlook.fans}
    if not fans:
        text.note(words.NOTHING_DRAWN)
        return None
    key, percent = _key("category", viewed, outlook), _key("percent", viewed, outlook)
    st.selectbox("Category", list(fans), format_func=lambda each: fans[each], key=key, width=_WIDE)
    st.number_input(
        "Percent more (minus: less)",
        value=_USUAL_PERCENT,
        step=5.0,
        format="%.1f",
        key=percent,
        width=_NARROW,
    )
    day = _day("From", viewed, outlook)

    def made() -> Assumption:
        category, direction = st.session_state[key]
        return CategoryMoved(category, direction, float(st.session_state[percent] or 0.0), _from(day))

    return made


def _new(viewed: Viewed, outlook: Outlook) -> Callable[[], Assumption]:
    way, amount = _key("way", viewed, outlook), _key("amount", viewed, outlook)
    st.selectbox("The payment", list(words.WAYS), format_func=words.WAYS.__getitem__, key=way, width=_NARROW)
    st.number_input(
        f"Amount a month ({viewed.currency})",
        value=None,
        step=100.0,
        format="%.2f",
        placeholder="for example 2500",
        key=amount,
        width=_NARROW + 30,
    )
    day = _day("First on", viewed, outlook)

    def made() -> Assumption:
        minor = numbers.minor_of(st.session_state[amount] or 0, viewed.currency)
        return MonthlyPayment(st.session_state[way], minor, _from(day))

    return made


def _day(label: str, viewed: Viewed, outlook: Outlook) -> str:
    """A day within the weeks ahead, at first the first of the next month; returns its key."""
    key = _key("day", viewed, outlook)
    first, last = outlook.first_week, outlook.first_week + outlook.horizon_weeks * WEEK - timedelta(days=1)
    next_month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    st.date_input(
        label, value=next_month, min_value=first, max_value=last, format="DD/MM/YYYY", key=key, width=_NARROW
    )
    return key


def _from(key: str) -> date:
    found = st.session_state[key]
    assert isinstance(found, date)
    return found


def _key(name: str, viewed: Viewed, outlook: Outlook) -> str:
    """What was chosen for one company and week fits no other."""
    return f"what_if_{name}_{viewed.company_id}_{viewed.currency}_{outlook.first_week}"


def _add(viewed: Viewed, made: Callable[[], Assumption]) -> None:
    def now() -> None:
        wanted = (*supposed.of(viewed), made())
        session.seen(forecast.what_if, viewed.company_id, viewed.currency, wanted)
        supposed.keep(viewed, wanted)

    notices.attempt(now, told_at=_TROUBLE)


def _remove(viewed: Viewed, at: int) -> None:
    now = supposed.of(viewed)
    supposed.keep(viewed, now[:at] + now[at + 1 :])
