"""Long work: where it stands, what came of it, on every page."""

import streamlit as st

from app import session
from app.parts import notices, text
from core.domain.jobs import Job, JobKind, JobState
from core.domain.words import jobs as words
from core.services import companies, jobs

_ACTIVE = (JobState.WAITING, JobState.RUNNING)
_BUSY_SECONDS, _QUIET_SECONDS = 1.5, 15.0
_SEEN = "jobs_announced"
_SHORT = (JobKind.CATEGORIZE, JobKind.FORECAST, JobKind.LOOK_BACK)
_LINE_PIXELS = 44


def announcements(company_id: int | None, until: str) -> None:
    """Until when the data reach, running work with its steps, and the result of ended work once."""
    now = _recent(company_id)
    if _SEEN not in st.session_state:
        st.session_state[_SEEN] = {each.id for each in now if each.state not in _ACTIVE}
    busy = any(each.state in _ACTIVE for each in now)
    drawn = _stamp(company_id)
    watch = st.fragment(_watch, run_every=_BUSY_SECONDS if busy else _QUIET_SECONDS)
    watch(company_id, until, drawn, busy)


def progress(company_id: int | None, key: str) -> None:
    """The work under way for one company, step by step."""
    st.fragment(_steps, run_every=_BUSY_SECONDS)(company_id, key)


def _watch(company_id: int | None, until: str, drawn: str, busy: bool) -> None:
    now = _recent(company_id)
    active = [each for each in now if each.state in _ACTIVE]
    _line(until, [each for each in active if each.kind in _SHORT])
    for job in active:
        if job.kind not in _SHORT:
            _one(job, "bar")
    for job in now:
        if job.state not in _ACTIVE and job.id not in st.session_state[_SEEN]:
            _announce(job)
    if _stamp(company_id) != drawn or bool(active) != busy:
        st.rerun(scope="app")


def _line(until: str, active: list[Job]) -> None:
    """One line that is always there, so that short work does not push the page up and down."""
    with st.container(horizontal=True, vertical_alignment="center", height=_LINE_PIXELS, border=False):
        text.note(until)
        for job in active[-1:]:
            text.note(words.progress(job))
            _stop(job, "line")


def _steps(company_id: int | None, key: str) -> None:
    newest = {each.kind: each for each in reversed(_recent(company_id))}
    active = [each for each in newest.values() if each.state in _ACTIVE]
    failed = [each for each in newest.values() if each.state is JobState.FAILED]
    for job in active:
        _one(job, key)
    for job in failed:
        text.sentence(words.outcome(job), icon="error")
    if not active and not failed:
        text.sentence("Sorted and looked ahead.", icon="done_all")


def _one(job: Job, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(words.share_done(job), text=words.progress(job))
        _stop(job, key)


def _stop(job: Job, key: str) -> None:
    st.button(
        "Stop",
        key=f"{key}_stop_{job.id}",
        type="tertiary",
        on_click=_cancel,
        args=(job.id,),
        help="Your payments and what you filed stay as they are.",
    )


def _announce(job: Job) -> None:
    """A toast for what simply went well, a line that stays for what needs reading."""
    sentence = words.outcome(job)
    if job.state is JobState.DONE and job.kind is not JobKind.RETRAIN:
        if not words.is_small(job):
            st.toast(text.safe(sentence), icon=":material/done_all:")
        _put_away(job.id)
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        text.sentence(sentence, icon="school" if job.state is JobState.DONE else "error")
        st.button("Close", key=f"job_{job.id}", type="tertiary", on_click=_put_away, args=(job.id,))


def forget() -> None:
    """After a company went with its jobs: their numbers are given again, to jobs nobody has seen."""
    st.session_state.pop(_SEEN, None)


def _put_away(job_id: int) -> None:
    st.session_state[_SEEN] = {*st.session_state[_SEEN], job_id}


def _cancel(job_id: int) -> None:
    def stop() -> None:
        with session.act() as unit:
            jobs.cancel(unit, job_id)

    notices.attempt(stop)


def _recent(company_id: int | None) -> list[Job]:
    with session.look() as unit:
        found = jobs.recent(unit, company_id)
    return [each for each in found if each.kind is not JobKind.EXPLAIN]


def _stamp(company_id: int | None) -> str:
    """What the page was drawn from; before there is a company, how many there are."""
    with session.look() as unit:
        if company_id is None:
            return str(len(companies.listed(unit)))
        return companies.stamp(unit, company_id)
