"""Bringing in a file: read, check, at most three questions, then sort and look ahead."""

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import session
from app.parts import marked, notices, preview, questions, stepping, text, undoing, work
from core import flow
from core.domain.bank_file import MOST_MEGABYTES
from core.domain.handouts import Answers, FileSeen, Imported
from core.domain.words import files, layouts, problems, proof
from core.services import bring_in, transactions

_SHOWN_PROBLEMS = 5
_SHOWN_ACCOUNTS = 5
_OPEN = "bringing_in"
_READING, _STORING = "Reading", "Reading and storing"


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that was read, with what was answered about it by then: layout, company, account."""

    file_id: str
    answered: tuple[dict[str, str], int | None, int | None]
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
    with notices.guarded(), st.container(key="dialog"):
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
        max_upload_size=MOST_MEGABYTES,
        label_visibility="collapsed",
    )
    if dropped is None:
        text.note(
            "CSV, OFX, MT940 or CAMT.053, as your bank offers it for download. "
            f"Larger than {MOST_MEGABYTES} MB? Ask your bank for a year at a time."
        )
        return
    data = dropped.getvalue()
    seen = _look_at(key, dropped.file_id, dropped.name, data)
    if seen.came_in_on is not None:
        st.info(text.safe(files.in_already(seen)), icon=":material/info:")
        return
    _say_what_was_read(key, seen)
    asked = {each.key: each.guess for each in seen.questions}
    answers = replace(questions.ask(key, seen), layout=asked | _layout(key))
    # No callback: it would be handed the answers of the last drawing, without what was typed since.
    if st.button("Bring it in", key=f"{key}_go", type="primary", icon=":material/check:"):
        _bring_in(key, dropped.name, data, answers)
        st.rerun()
    if st.session_state.pop(f"{key}_stopped", False):
        text.note("Stopped. Nothing was stored.")
    notices.show_trouble_left()


def _layout(key: str) -> dict[str, str]:
    return dict(st.session_state.get(f"{key}_layout", {}))


def _look_at(key: str, file_id: str, name: str, data: bytes) -> FileSeen:
    """Read the file once for each set of answers about it."""
    layout, company_id, account_id = _layout(key), questions.company(key), questions.account(key)
    kept: _Looked | None = st.session_state.get(f"{key}_looked")
    if kept is None or kept.file_id != file_id:
        layout, account_id = {}, None
        st.session_state[f"{key}_layout"] = layout
        for answer in ("account_known", "account"):
            st.session_state.pop(f"{key}_{answer}", None)
    answered = (layout, company_id, account_id)
    if kept is None or (kept.file_id, kept.answered) != (file_id, answered):
        bar = st.progress(0.0, _READING)
        with session.look() as unit:
            seen = bring_in.look_at(
                unit,
                name,
                data,
                layout,
                company_id=company_id,
                account_id=account_id,
                tell=lambda share: _draw(bar, share, _READING),
            )
        bar.empty()
        kept = _Looked(file_id, answered, _with_answered(seen, kept, (file_id, layout)))
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


def _say_what_was_read(key: str, seen: FileSeen) -> None:
    text.strong("Read.", files.read(seen), icon="description")
    for each in seen.statements[:_SHOWN_ACCOUNTS]:
        text.note(files.statement(each))
    if len(seen.statements) > _SHOWN_ACCOUNTS:
        text.note(files.more_accounts(len(seen.statements) - _SHOWN_ACCOUNTS))
    for line in seen.remembered[:1]:
        text.note(f"{layouts.read_as_before(line)}.")
    preview.first_rows(seen, key)
    text.strong("Check.", files.checked(seen), icon="fact_check")
    for problem in seen.problems[:_SHOWN_PROBLEMS]:
        text.note(problems.sentence(problem))
    for each in seen.statements[:_SHOWN_ACCOUNTS]:
        text.note(proof.statement(each.proof))
    text.note(files.compared(seen))
    preview.pairs(seen, f"{key}_pairs")


def _bring_in(key: str, name: str, data: bytes, answers: Answers) -> None:
    """Store the file under a bar; what redraws the page meanwhile, as Cancel does, takes it all back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, _STORING)
        st.button("Cancel", key=f"{key}_cancel", on_click=_stop, args=(key,))

    def work_once() -> None:
        done = flow.bring_in(
            session.house(), session.scope(), name, data, answers, lambda share: _draw(bar, share, _STORING)
        )
        st.session_state[f"{key}_imported"] = done
        st.session_state[stepping.GO_TO] = done.company_id

    notices.attempt(work_once)


def _stop(key: str) -> None:
    st.session_state[f"{key}_stopped"] = True


def _draw(bar: DeltaGenerator, share: float, doing: str) -> None:
    """Move the bar; where a rerun was asked for, Streamlit breaks off here."""
    bar.progress(share, doing)


def _outcome(key: str, done: Imported) -> None:
    text.strong("Sort.", files.came_in(done), icon="move_to_inbox")
    marked.show(done.import_id)
    for problem in done.problems[:_SHOWN_PROBLEMS]:
        text.note(problems.sentence(problem))
    text.strong("Look ahead.", "The model sorts on and draws the next twelve weeks.", icon="trending_up")
    work.progress(done.company_id, key)
    with st.container(horizontal=True):
        if st.button("Show me", key=f"{key}_show", type="primary", on_click=_finish, args=(key,)):
            st.rerun()
        st.button("Bring in another", key=f"{key}_again", on_click=_start_over, args=(key,))
        undoing.button(done.import_id, key)
    undoing.ask(done.import_id, key, transactions.category_names(), on_done=lambda: _start_over(key))


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
