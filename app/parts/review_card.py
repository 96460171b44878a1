"""The review card: a local queue in the browser, whose answers come in batches and count once each."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app import session
from app.parts import correcting, notices
from app.parts.viewed import Viewed
from core import flow
from core.domain.categories import UNCATEGORISED
from core.domain.errors import BursarError, StoreBusy
from core.domain.handouts import ReviewGroup, ReviewQueue
from core.domain.labels import Status
from core.domain.review import Decision, Kind, Settled
from core.domain.words import labels, learning, numbers
from core.domain.words import review as words
from core.services import correct

_LOG = logging.getLogger("bursar.screen")
_HERE = Path(__file__).parent
_ID_LETTERS = 40
_MOST_ANSWERS = 200
_CARD = st.components.v2.component(
    "review_card",
    html=(_HERE / "review_card.html").read_text("utf-8"),
    css=(_HERE / "review_card.css").read_text("utf-8"),
    js="".join((_HERE / f"{name}.js").read_text("utf-8") for name in ("review_card_view", "review_card")),
)


def show(viewed: Viewed) -> None:
    """The next card, drawn anew by itself as answers come in."""
    st.fragment(_draw)(viewed)


def _draw(viewed: Viewed) -> None:
    key = f"review_card_{viewed.company_id}"
    with notices.guarded():
        queue = flow.next_cards(session.house(), session.scope(), viewed.company_id)
        st.session_state[f"{key}_seen"] = _data(viewed, queue)
    # A store that is busy must not take the card off the page: it holds answers not sent yet.
    seen = st.session_state.get(f"{key}_seen")
    if seen is not None:
        _CARD(
            key=key,
            data=seen | st.session_state.get(f"{key}_answered", {"serial": 0, "acks": []}),
            on_batch_change=lambda: _take_in(viewed.company_id, key),
            on_learn_change=lambda: correcting.learn(viewed.company_id),
        )


def _take_in(company_id: int, key: str) -> None:
    """Put a batch of answers in force, and keep what came of each for the card."""
    batch = st.session_state[key].get("batch") or {}
    decisions = decisions_of(batch.get("decisions", ()))
    try:
        settled = flow.answer_cards(session.house(), session.scope(), company_id, decisions)
    except Exception:  # noqa: BLE001 -- the card must hear of it, or it sends the same for ever
        _LOG.exception("answers broke")
        settled = tuple(Settled(each.id, BursarError.code) for each in decisions)
    st.session_state[f"{key}_answered"] = {
        "serial": batch.get("serial", 0),
        "acks": [
            {"id": each.id, "say": words.refusal(each), "again": each.code == StoreBusy.code}
            for each in settled
        ],
    }


def decisions_of(sent: Sequence[Mapping[str, Any]]) -> tuple[Decision, ...]:
    """Answers as the browser sent them; what is no answer is left out."""
    return tuple(_decision(each) for each in sent[:_MOST_ANSWERS] if _is_answer(each))


def _is_answer(sent: Mapping[str, Any]) -> bool:
    return (
        isinstance(sent.get("id"), str)
        and 0 < len(sent["id"]) <= _ID_LETTERS
        and sent.get("kind") in set(Kind)
        and isinstance(sent.get("part"), int)
        and isinstance(sent.get("label"), int)
    )


def _decision(sent: Mapping[str, Any]) -> Decision:
    return Decision(
        id=sent["id"],
        kind=Kind(sent["kind"]),
        part_id=sent["part"],
        label_id=sent["label"],
        category=str(sent.get("category", "")),
        undoes=str(sent.get("undoes", "")),
    )


def can_learn(viewed: Viewed) -> bool:
    """Whether there is an answer of the person's to learn from."""
    acts = session.seen(correct.acts, viewed.company_id)
    return any(each.kind == "correct" and not each.undone for each in acts)


def _data(viewed: Viewed, queue: ReviewQueue) -> dict[str, Any]:
    """Everything the card says and counts with; money in major units."""
    return {
        # A database gives a removed company's number to the next one, never the moment it was made.
        "whose": session.stamp(viewed.company_id).rpartition("/")[0],
        "locale": numbers.LOCALE.replace("_", "-"),
        "cards": [_card(group, viewed) for group in queue.cards],
        "more": queue.groups > len(queue.cards),
        "skipped": queue.skipped,
        "open": {
            code: {"rows": rows, "money": numbers.float_of(minor, code)}
            for code, (rows, minor) in queue.open_minor.items()
        },
        "sorted": learning.waiting({}),
        "learn": words.learn(queue.training_seconds) if can_learn(viewed) else "",
        "categories": [{"key": key, "name": labels.category(key, viewed.names)} for key in viewed.places],
        "keys": words.KEYS,
        "words": words.ON_THE_CARD,
    }


def _card(group: ReviewGroup, viewed: Viewed) -> dict[str, Any]:
    return {
        "part": group.part_id,
        "label": group.label_id,
        "check": group.is_check,
        "splittable": group.can_split,
        "currency": group.currency,
        "money": numbers.float_of(group.money_minor, group.currency),
        "rows": group.rows,
        "payee": words.payee(group),
        "what": words.what(group),
        "text": words.bank_text(group),
        "note": words.note(group),
        "why": words.why(group, viewed.names),
        "follow": words.will_follow(group),
        "guesses": guesses(group, viewed.names),
    }


def guesses(group: ReviewGroup, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Where the payments may belong, likeliest first; of a check, where they are."""
    found = [each for each in group.guesses if each.category != UNCATEGORISED]
    said = {each.category: labels.guess(each, names) for each in found}
    if group.label.status is not Status.ASKED:
        here = group.label.category
        said = {here: said.get(here, labels.category(here, names))} | said
    return [{"key": key, "name": labels.category(key, names), "said": said[key]} for key in said]
