"""Suspect labels: answers of the person's own that the model doubts, to confirm or to file elsewhere."""

from functools import partial

import streamlit as st

from app import session
from app.parts import correcting, notices, text
from app.parts.viewed import Viewed
from core.domain.handouts import DoubtedLabel
from core.domain.words import labels
from core.domain.words import review as words
from core.services import suspects

_SHOWN = 12


def show(viewed: Viewed) -> None:
    """How many answers look doubtful, then each with what the model thinks and why."""
    found = session.seen(suspects.doubted, viewed.company_id)
    text.headline(words.doubts(len(found)))
    text.note(words.HOW_DOUBTED)
    for one in found[:_SHOWN]:
        _one(viewed, one)
    _confirmed(viewed)


def _one(viewed: Viewed, one: DoubtedLabel) -> None:
    key = f"{one.act_id}_{one.part_id}"
    with st.container(border=True, key=f"doubt_{key}"):
        text.strong(one.payee or words.NO_PAYEE, words.doubted(one, viewed.names))
        text.sentence(words.thinks_instead(one, viewed.names))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.button(
                "It is right",
                key=f"right_{key}",
                type="primary",
                icon=":material/check:",
                on_click=_keep,
                args=(viewed.company_id, one),
                kwargs={"kept": True},
            )
            st.button(
                text.safe(f"File it under {labels.category(one.thinks, viewed.names)}"),
                key=f"refile_{key}",
                on_click=_refile,
                args=(viewed, one, one.thinks),
            )
            correcting.elsewhere(viewed, f"elsewhere_{key}", partial(_refile, viewed, one), but=one.filed)


def _confirmed(viewed: Viewed) -> None:
    found = session.seen(suspects.kept, viewed.company_id)
    if not found:
        return
    with st.expander(f"You said these are right ({len(found)})"):
        for one in found:
            with st.container(horizontal=True, vertical_alignment="center", key=f"kept_{one.part_id}"):
                text.strong(one.payee or words.NO_PAYEE, labels.category(one.filed, viewed.names))
                st.button(
                    "Ask me again",
                    key=f"again_{one.act_id}_{one.part_id}",
                    type="tertiary",
                    on_click=_keep,
                    args=(viewed.company_id, one),
                    kwargs={"kept": False},
                )


def _keep(company_id: int, one: DoubtedLabel, *, kept: bool) -> None:
    def now() -> None:
        with session.act() as unit:
            suspects.set_kept(unit, company_id, one.part_ids, kept=kept)

    notices.attempt(now)


def _refile(viewed: Viewed, one: DoubtedLabel, category: str) -> None:
    wish = suspects.correction_for(viewed.company_id, one, category)
    correcting.file(wish, one.label_id, viewed.names)
