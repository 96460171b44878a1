"""Coming payments on the Forecast page: by date, with odds, to confirm or to strike."""

import streamlit as st

from app import session
from app.parts import notices, text
from app.parts.viewed import Viewed
from core import flow
from core.domain.handouts import ComingPayment, StreamLine
from core.domain.recurring import Said
from core.domain.words import coming as words
from core.domain.words import review
from core.services import recurring

_FIRST = 10
_WIDTHS = (3, 1)
"""What is said beside its buttons; on a phone the buttons stand below."""
_ALL = "all_coming"


def show(viewed: Viewed) -> None:
    """What is due, the next first, then what was struck."""
    found = session.seen(recurring.coming, viewed.company_id, viewed.currency)
    st.subheader("Coming payments", anchor=False)
    text.sentence(words.headline(found))
    if found.payments:
        text.note(words.HOW_FOUND)
    shown = found.payments if st.session_state.get(_ALL) else found.payments[:_FIRST]
    told: set[int] = set()
    for one in shown:
        _one(viewed, one, first=one.line.stream_id not in told)
        told.add(one.line.stream_id)
    if len(shown) < len(found.payments):
        st.button(f"Show all {len(found.payments)}", key="show_all_coming", on_click=_show_all)
    _struck(found.struck)


def _one(viewed: Viewed, one: ComingPayment, *, first: bool) -> None:
    """A due date; the stream's rhythm and buttons stand with its first one."""
    line = one.line
    key = f"{line.stream_id}_{one.on}"
    with st.container(border=True, key=f"due_{key}"):
        said, buttons = st.columns(_WIDTHS, vertical_alignment="center")
        with said.container(gap="xxsmall"):
            text.strong(f"{words.when(one)}: {line.payee or review.NO_PAYEE}", words.amount(one))
            how = words.rhythm(line, viewed.names) if first else ""
            text.note(f"{words.chance(one).capitalize()}. {how}")
        if not first:
            return
        with buttons.container(horizontal=True, horizontal_alignment="right"):
            if line.said is Said.CONFIRMED:
                _button("Not sure after all", Said.NOTHING, line, "leave")
            else:
                _button("It is coming", Said.CONFIRMED, line, "confirm")
            _button("Strike it", Said.STRUCK, line, "strike")


def _struck(lines: tuple[StreamLine, ...]) -> None:
    if not lines:
        return
    with st.expander(f"You struck these ({len(lines)})"):
        for line in lines:
            with st.container(horizontal=True, vertical_alignment="center", key=f"struck_{line.stream_id}"):
                text.strong(line.payee or review.NO_PAYEE, words.cadence(line.cadence))
                _button("List it again", Said.NOTHING, line, "again")


def _button(label: str, said: Said, line: StreamLine, name: str) -> None:
    icon = {"confirm": ":material/check:", "strike": ":material/close:"}.get(name)
    st.button(label, key=f"{name}_{line.stream_id}", icon=icon, on_click=_say, args=(line, said))


def _say(line: StreamLine, said: Said) -> None:
    def now() -> None:
        ripple = flow.say_of_stream(session.house(), session.scope(), line.stream_id, said)
        notices.tell(ripple, words.done(said, line.payee))

    notices.attempt(now)


def _show_all() -> None:
    st.session_state[_ALL] = True
