"""What just happened, shown once at the top of the next page drawn: ripples and refusals."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from app.parts import text
from core.domain.errors import BursarError
from core.domain.handouts import Ripple
from core.domain.words import errors

_LOG = logging.getLogger("bursar.screen")
_TROUBLE = "notice_trouble"
_RIPPLE = "notice_ripple"


@contextmanager
def guarded() -> Iterator[None]:
    """Turn a refusal into its sentence and next step, right where it happens."""
    try:
        yield
    except BursarError as error:
        show_trouble(error)
    except Exception:  # noqa: BLE001 -- a page never shows a traceback; the log keeps it
        _LOG.exception("a page broke")
        show_trouble(BursarError())


def show_trouble(error: BursarError) -> None:
    """A box with what happened and what to do."""
    trouble = errors.trouble(error)
    st.error(f"{text.safe(trouble.happened)}  \n{text.safe(trouble.next_step)}", icon=":material/error:")


def attempt(work: Callable[[], object], told_at: str = _TROUBLE) -> None:
    """Do `work` inside a callback; a refusal is shown when the page is drawn next.

    It is told at the head of the page, or where `show_trouble_left` asks for another `told_at`.
    """
    try:
        work()
    except BursarError as error:
        st.session_state[told_at] = error
    except Exception:  # noqa: BLE001 -- a page never shows a traceback; the log keeps it
        _LOG.exception("an act broke")
        st.session_state[told_at] = BursarError()


def tell(ripple: Ripple, sentence: str) -> None:
    """Keep what a correction changed, to be shown with its undo."""
    st.session_state[_RIPPLE] = (ripple, sentence)


def show(undo: Callable[[int], None]) -> None:
    """Show what callbacks left behind; `undo` takes an act's id."""
    show_trouble_left()
    if _RIPPLE not in st.session_state:
        return
    ripple, sentence = st.session_state[_RIPPLE]
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="ripple"):
        text.sentence(sentence, icon="done_all")
        if ripple.act_id is not None:
            st.button("Undo all", key="undo_ripple", on_click=undo, args=(ripple.act_id,))
        st.button("Close", key="close_ripple", type="tertiary", on_click=forget)


def show_trouble_left(told_at: str = _TROUBLE) -> None:
    """Show a refusal that a callback left behind, once."""
    error = st.session_state.pop(told_at, None)
    if error is not None:
        show_trouble(error)


def forget() -> None:
    """Put the last ripple away."""
    st.session_state.pop(_RIPPLE, None)
