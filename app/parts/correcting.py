"""Filing a payment somewhere else: what will follow is said first, and all of it can be undone."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app import session
from app.parts import notices, text
from app.parts.viewed import Viewed
from core import flow
from core.domain.categories import LONGEST_NAME, can_hang_below
from core.domain.handouts import RowDetail
from core.domain.labels import Correction, Reach, RowFilter, Status
from core.domain.words import labels, ripples
from core.services import correct

ELSEWHERE = "Somewhere else"


def panel(viewed: Viewed, detail: RowDetail, rows: RowFilter, filtered: int) -> None:
    """Choose a category and how far it goes; `filtered` rows are in the present filter."""
    part_id, payee = detail.line.part_id, detail.line.payee or "this payee"
    category = _category(viewed, detail)
    new_name = _new_name(viewed, part_id, category)
    reach = st.radio(
        "How far",
        [Reach.ROW, Reach.PAYEE, Reach.FILTER],
        index=1 if detail.alike else 0,
        format_func=lambda each: text.safe(labels.reach(each, payee, detail.alike, filtered)),
        key=f"reach_{part_id}",
    )
    always = st.checkbox(
        f"Always do this for {text.safe(payee)}", key=f"always_{part_id}", disabled=not detail.payee_key
    )
    if category is None:
        return
    wish = Correction(
        company_id=viewed.company_id,
        part_id=part_id,
        category=category,
        reach=reach,
        always=always,
        rows=rows if reach is Reach.FILTER else RowFilter(),
        new_name=new_name,
    )
    with notices.guarded():
        _coming(viewed, detail, wish, rows)


def _coming(viewed: Viewed, detail: RowDetail, wish: Correction, rows: RowFilter) -> None:
    """What will follow, and the button that does it; a name that does not fit is refused here."""
    part_id = wish.part_id
    with session.look() as unit:
        coming = correct.preview(unit, wish)
    text.note(ripples.coming(coming, labels.names_with_new(viewed.names, coming.to_category, wish.new_name)))
    st.button(
        "File it there",
        key=f"file_{part_id}",
        type="primary",
        icon=":material/check:",
        disabled=not coming.rows,
        on_click=_file_as_it_stands,
        args=(wish, rows, detail.line.label_id, viewed.names),
    )


def _file_as_it_stands(
    drawn: Correction, rows: RowFilter, seen_label_id: int | None, names: dict[str, str]
) -> None:
    """File what the boxes say at the click: a quick hand is ahead of what the page was drawn from."""
    part_id = drawn.part_id
    category, reach = st.session_state[f"category_{part_id}"], st.session_state[f"reach_{part_id}"]
    if category is None:
        return
    wish = replace(
        drawn,
        category=category,
        reach=reach,
        always=st.session_state[f"always_{part_id}"],
        rows=rows if reach is Reach.FILTER else RowFilter(),
        new_name=_typed(part_id, category),
    )
    file(wish, seen_label_id, names)


def file(wish: Correction, seen_label_id: int | None, names: dict[str, str]) -> None:
    """Do it, and keep what followed for the line above the page."""

    def now() -> None:
        ripple = flow.correct(session.house(), session.scope(), wish, seen_label_id)
        named = labels.names_with_new(names, ripple.to_category, wish.new_name)
        notices.tell(ripple, ripples.done(ripple, named))

    notices.attempt(now)


def elsewhere(
    viewed: Viewed, key: str, do: Callable[[str], None], *, but: str = "", asks: str = ELSEWHERE
) -> None:
    """A box beside an answer's buttons: any place but the one named; a choice is done at once."""
    st.selectbox(
        ELSEWHERE,
        [each for each in viewed.places if each != but],
        index=None,
        key=key,
        placeholder=asks,
        label_visibility="collapsed",
        format_func=lambda each: labels.category(each, viewed.names),
        on_change=_chosen,
        args=(key, do),
        width=240,
    )


def _chosen(key: str, do: Callable[[str], None]) -> None:
    place = st.session_state[key]
    if place is not None:
        do(place)


def undo(act_id: int) -> None:
    """Put back what was before the act."""

    def now() -> None:
        ripple = flow.undo(session.house(), session.scope(), act_id)
        notices.forget()
        st.toast(text.safe(ripples.undone(ripple)), icon=":material/undo:")

    notices.attempt(now)


def _category(viewed: Viewed, detail: RowDetail) -> str | None:
    """The category chosen; an unsure row starts with its best guess filled in."""
    guesses = [each.category for each in detail.label.guesses if each.category in viewed.places]
    ordered = [*guesses, *(place for place in viewed.places if place not in guesses)]
    unsure = detail.line.status is not Status.DECIDED and bool(guesses)
    return st.selectbox(
        "File it under",
        ordered,
        index=0 if unsure else None,
        placeholder="Choose a category",
        format_func=lambda key: labels.category(key, viewed.names),
        key=f"category_{detail.line.part_id}",
    )


def _new_name(viewed: Viewed, part_id: int, category: str | None) -> str:
    """A sub-category typed in right here, below the category chosen."""
    if category is None or not can_hang_below(category):
        return ""
    st.text_input(
        f"New sub-category of {text.safe(labels.category(category, viewed.names))}",
        key=f"new_{part_id}",
        placeholder="Only if you want one, such as Printer paper",
        max_chars=LONGEST_NAME,
    )
    return _typed(part_id, category)


def _typed(part_id: int, category: str) -> str:
    """The name that was typed, where the category chosen takes one."""
    return str(st.session_state.get(f"new_{part_id}") or "") if can_hang_below(category) else ""


def learn(company_id: int) -> None:
    """Ask the worker for a model that knows the corrections too."""
    notices.attempt(lambda: flow.learn(session.house(), session.scope(), company_id))
