"""Forecast: what comes next, and why?"""

from dataclasses import replace

import streamlit as st

from app import session
from app.charts import look
from app.charts.fan import FanStyle, fan_figure
from app.parts import coming, replay, text, track, what_if
from app.parts.viewed import Viewed
from core.domain.handouts import Fan, Outlook
from core.domain.words import numbers
from core.domain.words import outlook as words
from core.services import forecast

_FITTING, _WEEKLY, _ADDING = "As it fits best", "Week by week", "Adding up"
_SPARSE = 0.5
_ACROSS = 3
_FIRST = 6
_SMALL, _LARGE = 190, 380
_OPEN = "open_fan"
_BALANCE = "balance"


def show(viewed: Viewed) -> None:
    """The whole first, then one fan a category, most doubt first, then what we said earlier."""
    served = session.seen(forecast.outlook, viewed.company_id, viewed.currency)
    st.title("What comes next?", anchor=False)
    if served is None:
        text.headline(words.flow_headline(None, viewed.today))
        return
    # What is said first follows from the controls below it.
    first = st.container()
    weeks, shape, whose = _controls(served)
    outlook = session.seen(forecast.outlook, viewed.company_id, viewed.currency, whose) or served
    with first:
        text.headline(words.flow_headline(outlook, viewed.today))
    drawing = words.being_drawn(outlook.drawing)
    if drawing:
        st.info(drawing, icon=":material/draw:")
    chosen = _chosen(outlook)
    if chosen is not None:
        _large(viewed, outlook, chosen, _style(chosen, weeks, shape, _LARGE))
    what_if.show(viewed, outlook)
    for title, way in (("Money out", "out"), ("Money in", "in")):
        fans = [fan for fan in outlook.fans if fan.direction == way]
        if fans:
            st.subheader(title, anchor=False)
            _small_multiples(viewed, fans, weeks, shape)
    replay.show(viewed, chosen, outlook.whose, lambda fan: _style(fan, weeks, shape, _LARGE))
    coming.show(viewed)


def _controls(outlook: Outlook) -> tuple[int, str, str]:
    """How many weeks, week by week or adding up, and whose fan; all part of the address."""
    choices = [weeks for weeks in (4, 8, 12) if weeks <= outlook.horizon_weeks]
    names = {words.whose(each): each for each in outlook.offered}
    with st.container(horizontal=True, key="forecast_controls"):
        weeks = st.radio(
            "Weeks ahead",
            choices,
            index=len(choices) - 1,
            horizontal=True,
            key="weeks",
            bind="query-params",
        )
        shape = st.radio(
            "Drawn",
            [_FITTING, _WEEKLY, _ADDING],
            horizontal=True,
            key="shape",
            bind="query-params",
            help="Adding up shows the running total, which reads better where most weeks are empty.",
        )
        whose = st.radio(
            "Whose fan",
            list(names),
            horizontal=True,
            key="whose",
            bind="query-params",
            help=words.WHOSE_HELP,
        )
    return int(weeks), str(shape), names[str(whose)]


def _chosen(outlook: Outlook) -> Fan | None:
    wanted = st.session_state.get(_OPEN)
    whole = outlook.balance or outlook.cash_flow
    offered = [*outlook.fans, *([outlook.cash_flow] if outlook.cash_flow else [])]
    return next((fan for fan in offered if (fan.key, fan.direction) == wanted), whole)


def _large(viewed: Viewed, outlook: Outlook, fan: Fan, style: FanStyle) -> None:
    """One fan in full size with its sentence, what it is made of and how such fans did before."""
    said = words.fan_said(outlook, fan, viewed.names, style.horizon_weeks)
    with st.container(border=True, key="large_fan"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(words.fan_name(fan, viewed.names), anchor=False, width="stretch")
            _elsewhere(outlook, fan)
        text.sentence(said)
        if fan.key == _BALANCE and outlook.odds is not None:
            limit = numbers.float_of(outlook.odds.limit_minor, outlook.odds.currency)
            style = replace(style, adding_up=False, limit=limit)
        figure = fan_figure(fan.history_frame, fan.fan_frame, style)
        st.plotly_chart(figure, key="fan_large", config=look.STILL, alt=said)
        text.note(words.made_of(fan, outlook.whose))
        text.note(words.drifting(fan))
        if fan.key != _BALANCE:
            track.note(viewed, fan, outlook.whose)


def _elsewhere(outlook: Outlook, fan: Fan) -> None:
    """Back to the whole, which is cash where there is a balance, and in minus out else."""
    if fan.key == _BALANCE and outlook.cash_flow is not None:
        name, which = "Show in minus out", (outlook.cash_flow.key, outlook.cash_flow.direction)
        st.button(name, key="flow", type="tertiary", on_click=_open, args=(which,))
    elif fan is not outlook.cash_flow or outlook.balance is not None:
        st.button("Show the whole again", key="whole", type="tertiary", on_click=_open, args=(None,))


def _small_multiples(viewed: Viewed, fans: list[Fan], weeks: int, shape: str) -> None:
    way = fans[0].direction
    shown = fans if st.session_state.get(f"all_{way}") else fans[:_FIRST]
    for start in range(0, len(shown), _ACROSS):
        columns = st.columns(_ACROSS, gap="medium")
        for column, fan in zip(columns, shown[start : start + _ACROSS], strict=False):
            with column.container(border=True, key=f"fan_{fan.key}_{fan.direction}"):
                _small(viewed, fan, weeks, shape)
    if len(shown) < len(fans):
        name = f"Show all {len(fans)}, the surest last"
        st.button(name, key=f"show_all_{way}", on_click=_show_all, args=(way,))


def _show_all(way: str) -> None:
    st.session_state[f"all_{way}"] = True


def _small(viewed: Viewed, fan: Fan, weeks: int, shape: str) -> None:
    style = _style(fan, weeks, shape, _SMALL)
    with st.container(horizontal=True, vertical_alignment="center"):
        text.strong(words.fan_name(fan, viewed.names))
        st.button(
            "Enlarge",
            key=f"enlarge_{fan.key}_{fan.direction}",
            type="tertiary",
            on_click=_open,
            args=((fan.key, fan.direction),),
        )
    said = words.total(fan, viewed.names, weeks)
    st.plotly_chart(
        fan_figure(fan.history_frame, fan.fan_frame, style),
        key=f"small_{fan.key}_{fan.direction}",
        config=look.STILL,
        alt=said,
    )
    text.note(words.total_short(fan, weeks, adding_up=style.adding_up))
    text.note(words.redrawn(fan))


def _style(fan: Fan, weeks: int, shape: str, height: int) -> FanStyle:
    sparse = fan.active_share < _SPARSE
    return FanStyle(
        currency=fan.currency,
        adding_up=shape == _ADDING or (shape == _FITTING and sparse),
        horizon_weeks=weeks,
        height=height,
        labels=height == _LARGE,
        palette=session.palette(),
    )


def _open(which: tuple[str, str] | None) -> None:
    st.session_state[_OPEN] = which
