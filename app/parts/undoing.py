"""Taking a file back out: what goes is shown first, and what was corrected since is kept or dropped."""

from collections.abc import Callable

import streamlit as st

from app import session
from app.parts import notices, text
from core import flow
from core.domain.handouts import UndoSeen
from core.domain.words import undoing as words
from core.domain.words.labels import Names
from core.services import undo_import

_SHOWN = 5
_OPEN = "undoing_import"


def button(import_id: int, key: str) -> None:
    """Asks to undo; `ask`, drawn below it, shows what follows first."""
    st.button("Undo", key=f"{key}_undo_{import_id}", type="tertiary", on_click=_open, args=(import_id,))


def ask(import_id: int, key: str, names: Names, on_done: Callable[[], None] | None = None) -> None:
    """Where somebody asked to undo this file: what goes with it, and whether it shall."""
    if st.session_state.get(_OPEN) != import_id:
        return
    with st.container(border=True, key=f"{key}_undoing_{import_id}"), notices.guarded():
        with session.look() as unit:
            seen = undo_import.preview(unit, import_id)
        _say(seen, names)
        keep = True
        if seen.corrections:
            name = f"{key}_undo_keep_{import_id}"
            keep = st.radio("And what was corrected?", [words.KEEP, words.DROP], key=name) == words.KEEP
        with st.container(horizontal=True):
            if st.button("Take the file back out", key=f"{key}_undo_go_{import_id}", type="primary"):
                notices.attempt(lambda: _undo(import_id, on_done, keep_corrections=keep))
                st.rerun()
            st.button("Leave it in", key=f"{key}_undo_not_{import_id}", on_click=_close)


def _open(import_id: int) -> None:
    st.session_state[_OPEN] = import_id


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _say(seen: UndoSeen, names: Names) -> None:
    text.sentence(words.goes(seen))
    text.note(words.stays(seen))
    text.note(words.corrections(seen))
    for one in seen.corrections[:_SHOWN]:
        text.note(words.correction(one, names))
    if len(seen.corrections) > _SHOWN:
        text.note(words.more_corrections(len(seen.corrections) - _SHOWN))


def _undo(import_id: int, on_done: Callable[[], None] | None, *, keep_corrections: bool) -> None:
    """Undo, and only then put the question and the panel around it away: a refusal leaves both."""
    flow.undo_import(session.house(), session.scope(), import_id, keep_corrections=keep_corrections)
    _close()
    if on_done is not None:
        on_done()
