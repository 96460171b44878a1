"""A company's own sub-categories on Trust: add, rename, merge, archive."""

from collections.abc import Callable, Sequence

import streamlit as st

from app import session
from app.parts import notices, text
from app.parts.viewed import Viewed
from core import flow
from core.domain.categories import LONGEST_NAME, OwnState, can_hang_below
from core.domain.handouts import OwnLine
from core.domain.words import labels
from core.domain.words import own_categories as words
from core.services import own_categories

_TROUBLE = "own_trouble"
_NAME, _PARENT = "own_name", "own_parent"


def show(viewed: Viewed, lines: Sequence[OwnLine]) -> None:
    """One line a sub-category with what hangs on it, and a place to add another."""
    if not lines:
        text.note(words.NONE_YET)
    for line in sorted(lines, key=lambda each: list(viewed.names).index(each.own.place)):
        _line(viewed, line)
    # A refusal stands where the name was typed: the head of the page may be out of sight.
    notices.show_trouble_left(told_at=_TROUBLE)
    _add(viewed)


def _line(viewed: Viewed, line: OwnLine) -> None:
    own, name = line.own, viewed.names[line.own.place]
    key = f"own_{own.id}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=key):
        text.strong(name, words.line(line))
        if own.state is OwnState.ARCHIVED:
            st.button(
                "Use again", key=f"{key}_use", type="tertiary", on_click=_use_again, args=(own.id, name)
            )
            return
        with st.popover("Change", key=f"{key}_change"):
            _rename(own.id, own.name, key)
            _merge(viewed, line, key)
            text.note(words.ARCHIVE)
            st.button("Archive", key=f"{key}_archive", on_click=_archive, args=(own.id, name))


def _rename(own_id: int, name: str, key: str) -> None:
    # The present name in the key: after an undo the box says that name again, not what was typed.
    box = f"{key}_name_{name}"
    st.text_input("Name", value=name, key=box, max_chars=LONGEST_NAME)

    def now() -> None:
        after = str(st.session_state[box])
        with session.act() as unit:
            own_categories.rename(unit, own_id, after)
        _say(words.renamed(name, after.strip()))

    st.button("Rename", key=f"{key}_rename", on_click=_attempt, args=(now,))


def _merge(viewed: Viewed, line: OwnLine, key: str) -> None:
    others = [each.place for each in viewed.own if each.state is OwnState.IN_USE and each.id != line.own.id]
    if not others:
        return
    by_place = {each.place: each.id for each in viewed.own}
    st.selectbox(
        "Merge into",
        others,
        index=None,
        placeholder="Choose another one",
        format_func=lambda place: viewed.names[place],
        key=f"{key}_into",
    )
    text.note(words.MERGE)

    def now() -> None:
        place = st.session_state[f"{key}_into"]
        if place is not None:
            house, scope = session.house(), session.scope()
            ripple = flow.merge_own_categories(house, scope, line.own.id, by_place[place])
            _say(words.merged(viewed.names[line.own.place], viewed.names[place], ripple.rows))

    st.button("Merge", key=f"{key}_merge", on_click=_attempt, args=(now,))


def _add(viewed: Viewed) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="own_add"):
        parent = st.selectbox(
            "Below",
            [place for place in viewed.names if can_hang_below(place)],
            index=None,
            placeholder="Choose a category",
            format_func=lambda place: labels.category(place, viewed.names),
            key=_PARENT,
            width=260,
        )
        st.text_input(
            "New sub-category", key=_NAME, placeholder="such as Coffee", max_chars=LONGEST_NAME, width=220
        )
        st.button(
            "Add",
            key="own_add_it",
            icon=":material/add:",
            disabled=parent is None,
            on_click=_attempt,
            args=(lambda: _added(viewed),),
        )


def _added(viewed: Viewed) -> None:
    name = str(st.session_state[_NAME])
    parent = st.session_state[_PARENT]
    with session.act() as unit:
        own_categories.add(unit, viewed.company_id, parent, name)
    st.session_state[_NAME] = ""
    _say(words.added(labels.below(viewed.names[parent], name.strip())))


def _archive(own_id: int, name: str) -> None:
    def now() -> None:
        with session.act() as unit:
            own_categories.archive(unit, own_id)
        _say(words.archived(name))

    _attempt(now)


def _use_again(own_id: int, name: str) -> None:
    def now() -> None:
        with session.act() as unit:
            own_categories.use_again(unit, own_id)
        _say(words.used_again(name))

    _attempt(now)


def _attempt(work: Callable[[], None]) -> None:
    notices.attempt(work, told_at=_TROUBLE)


def _say(sentence: str) -> None:
    st.toast(text.safe(sentence), icon=":material/done:")
