"""Bringing in a file: read, check, at most three questions, then sort and look ahead."""

from dataclasses import dataclass, replace

import streamlit as st

from app import session
from app.parts import notices, questions, stepping, text, work
from core import flow
from core.domain.handouts import Answers, FileSeen, Imported
from core.domain.words import files, layouts, problems
from core.services import bring_in

MEGABYTES = 200
_SHOWN_PROBLEMS = 5
_SHOWN_ACCOUNTS = 5
_OPEN = "bringing_in"


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that was read, with the answers to its layout it was read with."""

    file_id: str
    layout: dict[str, str]
    company_id: int | None
    seen: FileSeen
    """Its questions are all that were asked, those answered meanwhile too."""


def open_dialog() -> None:
    """Have the window drawn until it is closed, whatever else redraws the page."""
    st.session_state[_OPEN] = True


def show_dialog() -> None:
    """The four steps in a window over any page, while it is open."""
    if st.session_state.get(_OPEN):
        st.dialog("Bring in a file", width="medium", on_dismiss=_close)(_dialog)()


def _dialog() -> None:
    with notices.guarded():
        panel("dialog")


def _close() -> None:
    _finish("dialog")


def panel(key: str) -> None:
    """The four steps, drawn where it stands; `key` tells two panels apart."""
    done = st.session_state.get(f"{key}_imported")
    if done is not None:
        _outcome(key, done)
        return
    dropped = st.file_uploader(
        "Drop your bank file",
        key=f"{key}_file_{st.session_state.get(f'{key}_round', 0)}",
        max_upload_size=MEGABYTES,
        label_visibility="collapsed",
    )
    if dropped is None:
        text.note(
            "CSV, OFX, MT940 or CAMT.053, as your bank offers it for download. "
            "Larger than 64 MB? Ask your bank for a year at a time."
        )
        return
    data = dropped.getvalue()
    seen = _look_at(key, dropped.file_id, dropped.name, data)
    if seen.came_in_on is not None:
        st.info(text.safe(files.in_already(seen)), icon=":material/info:")
        return
    _say_what_was_read(seen)
    asked = {each.key: each.guess for each in seen.questions}
    answers = replace(questions.ask(key, seen), layout=asked | _layout(key))
    st.button(
        "Bring it in",
        key=f"{key}_go",
        type="primary",
        icon=":material/check:",
        on_click=_bring_in,
        args=(key, dropped.name, data, answers),
    )
    notices.show_trouble_left()


def _layout(key: str) -> dict[str, str]:
    return dict(st.session_state.get(f"{key}_layout", {}))


def _look_at(key: str, file_id: str, name: str, data: bytes) -> FileSeen:
    """Read the file once for each set of layout answers, and for each company it may belong to."""
    layout, company_id = _layout(key), questions.company(key)
    kept: _Looked | None = st.session_state.get(f"{key}_looked")
    if kept is None or kept.file_id != file_id:
        layout = {}
        st.session_state[f"{key}_layout"] = layout
    if kept is None or (kept.file_id, kept.layout, kept.company_id) != (file_id, layout, company_id):
        with st.spinner("Reading"), session.look() as unit:
            seen = bring_in.look_at(unit, name, data, layout, company_id)
            kept = _Looked(file_id, layout, company_id, _with_answered(seen, kept, (file_id, layout)))
        st.session_state[f"{key}_looked"] = kept
    return kept.seen


def _with_answered(seen: FileSeen, before: _Looked | None, now: tuple[str, dict[str, str]]) -> FileSeen:
    """What was asked before of the same file stays to be changed, under the answer given."""
    file_id, layout = now
    asked = {each.key: each for each in seen.questions}
    if before is not None and before.file_id == file_id:
        answered = {each.key: each for each in before.seen.questions if each.key in layout}
        asked = answered | asked
    return replace(seen, questions=tuple(asked.values()))


def _say_what_was_read(seen: FileSeen) -> None:
    text.strong("Read.", files.read(seen), icon="description")
    for each in seen.statements[:_SHOWN_ACCOUNTS]:
        text.note(files.statement(each))
    if len(seen.statements) > _SHOWN_ACCOUNTS:
        text.note(files.more_accounts(len(seen.statements) - _SHOWN_ACCOUNTS))
    for line in seen.remembered[:1]:
        text.note(f"{layouts.read_as_before(line)}.")
    text.strong("Check.", files.checked(seen), icon="fact_check")
    for problem in seen.problems[:_SHOWN_PROBLEMS]:
        text.note(problems.sentence(problem))


def _bring_in(key: str, name: str, data: bytes, answers: Answers) -> None:
    def work_once() -> None:
        done = flow.bring_in(session.house(), session.scope(), name, data, answers)
        st.session_state[f"{key}_imported"] = done
        st.session_state[stepping.GO_TO] = done.company_id

    notices.attempt(work_once)


def _outcome(key: str, done: Imported) -> None:
    text.strong("Sort.", files.came_in(done), icon="move_to_inbox")
    for problem in done.problems[:_SHOWN_PROBLEMS]:
        text.note(problems.sentence(problem))
    text.strong("Look ahead.", "The model sorts on and draws the next twelve weeks.", icon="trending_up")
    work.progress(done.company_id, key)
    with st.container(horizontal=True):
        if st.button("Show me", key=f"{key}_show", type="primary", on_click=_finish, args=(key,)):
            st.rerun()
        st.button("Bring in another", key=f"{key}_again", on_click=_start_over, args=(key,))


def _finish(key: str) -> None:
    st.session_state[_OPEN] = False
    _start_over(key)


def _start_over(key: str) -> None:
    st.session_state[f"{key}_round"] = st.session_state.get(f"{key}_round", 0) + 1
    for name in ("imported", "looked", "layout"):
        st.session_state.pop(f"{key}_{name}", None)


def has_outcome(key: str) -> bool:
    """Whether a file came in through this panel and nobody has moved on yet."""
    return f"{key}_imported" in st.session_state
