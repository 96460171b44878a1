"""All groups that wait, one line each, with their guesses as buttons."""

from functools import partial

import streamlit as st

from app import session
from app.parts import correcting, notices, review_card, text
from app.parts.viewed import Viewed
from core.domain.handouts import ReviewGroup, ReviewQueue
from core.domain.review import Decision, Kind
from core.domain.words import learning, numbers
from core.domain.words import review as words
from core.services import review

_SHOWN = 12
_GUESSES = 3


def show(viewed: Viewed) -> None:
    """What is open in money, then one line a group."""
    queue = session.seen(review.groups, viewed.company_id, _SHOWN)
    text.headline(learning.waiting(queue.open_minor))
    if not queue.cards:
        st.success(words.NOTHING, icon=":material/done_all:")
    else:
        text.note(learning.WILL_FOLLOW)
    if review_card.can_learn(viewed):
        _learn(viewed, queue)
    for group in queue.cards:
        _group(viewed, group)
    if queue.groups > _SHOWN:
        text.note(f"{numbers.count(queue.groups - _SHOWN, 'more group')} after these, by doubt and money.")


def _learn(viewed: Viewed, queue: ReviewQueue) -> None:
    st.button(
        words.learn(queue.training_seconds),
        key="learn",
        icon=":material/school:",
        on_click=correcting.learn,
        args=(viewed.company_id,),
        help="Bursar trains a new model on your corrections and keeps it only if it is better. "
        "You can go on working meanwhile.",
    )


def _group(viewed: Viewed, group: ReviewGroup) -> None:
    """One group of alike payments: who, how much, and where it may belong."""
    key = f"{group.part_id}"
    guesses = review_card.guesses(group, viewed.names)[:_GUESSES]
    with st.container(border=True, key=f"group_{key}"):
        text.strong(words.payee(group), words.what(group))
        if group.is_piece or group.skipped:
            text.note(words.APART if group.is_piece else words.SKIPPED)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for at, guess in enumerate(guesses):
                st.button(
                    text.safe(guess["said"]),
                    key=f"guess_{key}_{at}",
                    type="primary" if at == 0 else "secondary",
                    on_click=_accept,
                    args=(viewed, group, guess["key"]),
                )
            asks = correcting.ELSEWHERE if guesses else "Choose a category"
            correcting.elsewhere(viewed, f"other_{key}", partial(_accept, viewed, group), asks=asks)
            if group.is_piece and group.key.payee_key:
                st.button(
                    "Put together again",
                    key=f"join_{key}",
                    type="tertiary",
                    on_click=_join,
                    args=(viewed.company_id, group),
                )


def _accept(viewed: Viewed, group: ReviewGroup, category: str) -> None:
    answer = Decision("", Kind.FILE, group.part_id, group.label_id, category)

    def now() -> None:
        with session.look() as unit:
            wish = review.correction_for(unit, viewed.company_id, answer)
        correcting.file(wish, group.label_id, viewed.names)

    notices.attempt(now)


def _join(company_id: int, group: ReviewGroup) -> None:
    def now() -> None:
        with session.act() as unit:
            review.join(unit, company_id, group.key)

    notices.attempt(now)
