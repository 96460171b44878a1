"""What we said weeks ago, on the Forecast page: the old fan against what happened."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app import session
from app.charts import look
from app.charts.fan import FanStyle
from app.charts.replay import replay_figure
from app.parts import text
from app.parts.viewed import Viewed
from core.domain.handouts import Behind, Fan, Replay, Replayed
from core.domain.words import looking_back as words
from core.services import forecast

_TITLE = "What we said earlier"
_SAID_HERE = "said here"
_WEEKS_BEFORE = 12

StyleOf = Callable[[Fan], FanStyle]


def show(viewed: Viewed, opened: Fan | None, whose: str, style_of: StyleOf) -> None:
    """The whole, and the category that is opened, as they were said; or why there is nothing yet."""
    st.subheader(_TITLE, anchor=False)
    found = session.seen(forecast.behind, viewed.company_id)
    missing = words.nothing_yet(found)
    if missing:
        text.sentence(missing)
        return
    weeks_back = _weeks_back(found)
    seen = session.seen(forecast.replay, viewed.company_id, viewed.currency, weeks_back, whose)
    if seen is None or seen.whole is None:
        text.sentence("Of this currency nothing was said then.")
        return
    mine = [each for each in seen.fans if opened is not None and _same(each.fan, opened)]
    for one in (seen.whole, *mine):
        # What is said here speaks of all its weeks, so all are drawn, however few are shown ahead.
        _one(viewed, seen, one, replace(style_of(one.fan), horizon_weeks=seen.horizon_weeks))
    text.note(words.how_drawn(seen))
    text.note(words.more_to_come(found))


def _weeks_back(found: Behind) -> int:
    choices = [rung.weeks_back for rung in found.rungs]
    chosen = st.radio(
        "Weeks ago",
        choices,
        horizontal=True,
        key="back",
        bind="query-params",
    )
    return int(chosen or choices[0])


def _one(viewed: Viewed, seen: Replay, one: Replayed, style: FanStyle) -> None:
    level = one.fan.key == "balance"
    adding_up = style.adding_up and not level
    style = replace(style, edge=_SAID_HERE, history_weeks=_WEEKS_BEFORE, adding_up=adding_up)
    said = words.headline(seen, one, viewed.names)
    with st.container(border=True, key=f"replay_{one.fan.key}_{one.fan.direction}"):
        text.sentence(said, icon="check" if one.inside_adding and one.inside_adding[-1] else "close")
        st.plotly_chart(
            replay_figure(one, style),
            key=f"replay_chart_{one.fan.key}_{one.fan.direction}",
            config=look.STILL,
            alt=said,
        )
        text.sentence(words.counted(one, adding_up=style.adding_up))
        text.note(words.marks(adding_up=style.adding_up))


def _same(one: Fan, other: Fan) -> bool:
    return (one.key, one.direction) == (other.key, other.direction)
