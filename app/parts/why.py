"""The why panel: what the bank wrote, what else it could be, and why it is filed where it is."""

import time
from collections.abc import Callable

import streamlit as st

from app import session
from app.charts import look
from app.charts import reasons as charts
from app.parts import text
from core.domain.handouts import ExplanationSeen, HistoryLine, RowDetail, Weighing
from core.domain.jobs import JobState
from core.domain.words import labels, numbers, reasons, said_by_bank
from core.domain.words import reasons_seen as words
from core.services import explain, transactions

_POLL_SECONDS = 1.0
_GLANCES, _GLANCE_SECONDS = 15, 0.08
_BARS = 6


def head(detail: RowDetail, names: dict[str, str], on_close: Callable[[], None]) -> None:
    """The payment itself, and in one sentence why it is where it is."""
    line, names = detail.line, names | detail.code_names
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(text.safe(line.payee or "No payee named"), anchor=False, width="stretch")
        st.button("Close", key="close_why", type="tertiary", icon=":material/close:", on_click=on_close)
    amount = numbers.money(line.amount_minor, line.currency)
    text.strong(amount, f"on {numbers.day(line.booked_on)}, {line.account}")
    text.sentence(reasons.why(detail.label, line.payee or "this payee", names))


def signs(detail: RowDetail, names: dict[str, str]) -> None:
    """Likeliest categories, the exact reason, the model's signs, the bank's own text, the history."""
    names = names | detail.code_names
    _guesses(detail, names)
    text.strong("What the model thinks of it")
    _model(detail, names)
    with st.expander("What the bank wrote"):
        for line in said_by_bank.lines(detail):
            text.note(line)
        st.code(detail.raw, language=None, wrap_lines=True)
    with st.expander(f"What happened to it ({len(detail.history)})"):
        for entry in detail.history:
            text.note(_entry(entry, names))


def _guesses(detail: RowDetail, names: dict[str, str]) -> None:
    known = [each for each in detail.guesses if each.probability is not None]
    if not known:
        return
    text.strong("Likeliest categories")
    shares = [each.probability or 0.0 for each in known]
    figure = charts.shares_figure(
        [labels.category(each.category, names) for each in known],
        shares,
        [numbers.percent(share) if detail.line.checked else "" for share in shares],
        session.palette(),
    )
    said = ", ".join(labels.guess(each, names) for each in detail.label.guesses)
    st.plotly_chart(figure, key=f"guesses_{detail.line.part_id}", config=look.STILL, alt=said)


def _model(detail: RowDetail, names: dict[str, str]) -> None:
    """The model's signs: the stored ones, or asked for and drawn as soon as they are there."""
    if detail.explanation is not None:
        _explained(detail, detail.explanation, names)
        return
    part_id = detail.line.part_id
    with session.act() as unit:
        job_id = explain.ask(unit, part_id)
    place = st.empty()
    for _ in range(_GLANCES):
        so_far = _weighing(part_id, job_id)
        if so_far.there or not _under_way(so_far):
            break
        # Said at each glance: it is where Streamlit gives way to what the reader does next.
        with place:
            text.note(words.weighing(so_far))
        time.sleep(_GLANCE_SECONDS)
    with place.container():
        if so_far.there:
            with session.look() as unit:
                told = transactions.row(unit, part_id)
            if told.explanation is not None:
                _explained(told, told.explanation, names | told.code_names)
        else:
            st.fragment(_wait, run_every=_POLL_SECONDS)(part_id, job_id)


def _weighing(part_id: int, job_id: int | None) -> Weighing:
    with session.look() as unit:
        return explain.weighing(unit, part_id, job_id)


def _under_way(so_far: Weighing) -> bool:
    open_job = so_far.job is not None and so_far.job.state in (JobState.WAITING, JobState.RUNNING)
    return open_job and so_far.has_model and so_far.has_worker


def _wait(part_id: int, job_id: int | None) -> None:
    so_far = _weighing(part_id, job_id)
    if so_far.there:
        st.rerun(scope="app")
    text.note(words.weighing(so_far))


def _explained(detail: RowDetail, seen: ExplanationSeen, names: dict[str, str]) -> None:
    text.sentence(words.thinks(seen, names))
    if seen.would_be is not None:
        text.note(words.would_be(seen.would_be, detail.line.currency, names))
    ordered = reasons.in_order(seen.factors)[:_BARS]
    texts = [reasons.factor(each, names) for each in ordered]
    if not ordered:
        return
    figure = charts.reasons_figure(texts, [each.weight or 0.0 for each in ordered], session.palette())
    st.plotly_chart(
        figure,
        key=f"reasons_{detail.line.part_id}",
        config=look.STILL,
        alt=f"Signs for and against {labels.category(seen.category, names)}: {', '.join(texts)}",
    )


def _entry(entry: HistoryLine, names: dict[str, str]) -> str:
    now = "now" if entry.in_force else numbers.moment(entry.at)
    return f"{now}: {labels.category(entry.category, names)}, by {labels.decider(entry.decider)}"
