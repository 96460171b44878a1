"""Review: what needs me? Groups of alike payments, most open money first."""

import streamlit as st

from app import session
from app.parts import correcting, text
from app.parts.viewed import Viewed
from core.domain.categories import UNCATEGORISED
from core.domain.handouts import ReviewGroup
from core.domain.labels import Correction, Reach
from core.domain.words import labels, learning, numbers
from core.services import correct, review

_SHOWN = 12
_GUESSES = 3


def show(viewed: Viewed) -> None:
    """What is open in money, then one line a group with its guesses as buttons."""
    st.title("What needs you?", anchor=False)
    groups = session.seen(review.groups, viewed.company_id)
    waiting = session.seen(review.open_minor, viewed.company_id)
    text.headline(learning.waiting(waiting))
    if groups:
        text.note(learning.WILL_FOLLOW)
    _learn(viewed)
    if not groups:
        st.success("Nothing unsure. Next check after your next import.", icon=":material/done_all:")
        return
    for group in groups[:_SHOWN]:
        _group(viewed, group)
    if len(groups) > _SHOWN:
        text.note(f"{numbers.count(len(groups) - _SHOWN, 'more group')} after these, by doubt and money.")


def _group(viewed: Viewed, group: ReviewGroup) -> None:
    """One group of alike payments: who, how much, and where it may belong."""
    key = f"{group.part_id}"
    with st.container(border=True, key=f"group_{key}"):
        text.strong(group.payee or "No payee named", learning.group(group))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            guesses = [each for each in group.guesses if each.category != UNCATEGORISED][:_GUESSES]
            for at, guess in enumerate(guesses):
                st.button(
                    text.safe(labels.guess(guess, viewed.names)),
                    key=f"guess_{key}_{at}",
                    type="primary" if at == 0 else "secondary",
                    on_click=_accept,
                    args=(viewed, group, guess.category),
                )
            st.selectbox(
                "Somewhere else",
                [each for each in viewed.names if each != UNCATEGORISED],
                index=None,
                key=f"other_{key}",
                placeholder="Somewhere else" if guesses else "Choose a category",
                label_visibility="collapsed",
                format_func=lambda each: labels.category(each, viewed.names),
                on_change=_accept_other,
                args=(viewed, group, f"other_{key}"),
                width=240,
            )


def _accept_other(viewed: Viewed, group: ReviewGroup, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        _accept(viewed, group, chosen)


def _accept(viewed: Viewed, group: ReviewGroup, category: str) -> None:
    wish = Correction(viewed.company_id, group.part_id, category, Reach.PAYEE)
    correcting.file(wish, group.label_id, viewed.names)


def _learn(viewed: Viewed) -> None:
    """Offer to learn once there is something to learn from."""
    acts = session.seen(correct.acts, viewed.company_id)
    if not any(each.kind == "correct" and not each.undone for each in acts):
        return
    st.button(
        "Learn from it now",
        key="learn",
        icon=":material/school:",
        on_click=correcting.learn,
        args=(viewed.company_id,),
        help="Bursar trains a new model on your corrections and keeps it only if it is better. "
        "You can go on working meanwhile.",
    )
