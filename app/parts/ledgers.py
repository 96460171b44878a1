"""The lists of Trust: models, rules, files, acts, each line with what can be taken back."""

from collections.abc import Callable, Sequence

import streamlit as st

from app import session
from app.parts import marked, notices, text, undoing
from app.parts.viewed import Viewed
from core import flow
from core.domain.company import Scope
from core.domain.handouts import ActLine, ImportLine, RuleLine, VersionLine
from core.domain.words import layouts as laying_out
from core.domain.words import numbers, ripples
from core.domain.words import proof as proving
from core.domain.words import trust as words
from core.services import bring_in, layouts, proof

_NEWEST = 15
_UNDONE_HERE = frozenset(
    "correct add_own rename_own merge_own archive_own use_own two_payments one_payment".split()
)
"""Acts with an Undo beside them; a rule is paused and taken up again where it stands."""


def versions(viewed: Viewed, lines: Sequence[VersionLine]) -> None:
    """Every model with its verdict; an earlier one can be put back."""
    for line in lines:
        with _line(f"version_{line.id}"):
            text.strong(words.kind(line.kind), words.version(line))
            if line.state == "retired":
                _button("Go back to it", f"back_{line.id}", lambda at: flow.roll_back(*_who(), at), line.id)
    st.button(
        "Learn from my corrections now",
        key="trust_learn",
        icon=":material/school:",
        on_click=notices.attempt,
        args=(lambda: flow.learn(*_who(), viewed.company_id),),
    )


def rules(viewed: Viewed, lines: Sequence[RuleLine]) -> None:
    """The owner's rules with what they cover, and where a person said otherwise."""
    if not lines:
        text.note("No rules yet. Tick “Always do this” when you file a payment to make one.")
    for line in lines:
        with _line(f"rule_{line.id}"):
            text.strong(line.payee_key, words.rule(line, viewed.names))
            name = "Pause" if line.in_force else "Use again"
            _button(name, f"pause_{line.id}", lambda at: flow.pause_rule(*_who(), at), line.id)


def imports(viewed: Viewed, lines: Sequence[ImportLine]) -> None:
    """The files that came in; each can be taken back out, and its unread rows downloaded.

    First what is proven of them and what is only announced; below a file, what another one tells too.
    """
    for account in session.seen(proof.of_company, viewed.company_id):
        for stretch in account.stretches:
            text.note(proving.stretch(account, stretch))
        for gap in account.breaks:
            text.note(proving.gap(account, gap))
    marked.waiting(session.seen(bring_in.announced, viewed.company_id))
    for line in lines:
        with _line(f"import_{line.id}"):
            text.strong(line.file_name, words.imported(line))
            if line.rows_bad:
                _unread(line)
            if line.undone_at is None:
                undoing.button(line.id, "trust")
        if line.undone_at is None:
            undoing.ask(line.id, "trust", viewed.names)
            marked.show(line.id)
    _layouts(viewed)


def _layouts(viewed: Viewed) -> None:
    """What was answered about a bank's table: taken along as a small text, or asked again."""
    lines = session.seen(layouts.listed, viewed.company_id)
    if lines:
        text.note("Answered about your banks' tables, so that it is asked once:")
    for line in lines:
        with _line(f"layout_{line.id}"):
            text.sentence(laying_out.remembered(line))

            def write(layout_id: int = line.id) -> bytes:
                with session.look() as unit:
                    return layouts.as_text(unit, layout_id).encode()

            name = f"layout_{line.id}.toml"
            st.download_button("As text", write, file_name=name, key=f"layout_as_{line.id}", type="tertiary")
            _button(
                "Ask again", f"layout_gone_{line.id}", lambda at: flow.forget_layout(*_who(), at), line.id
            )
    with st.expander("Take in somebody else's layout", key="layout_in"):
        dropped = st.file_uploader("A layout as text", type=["toml", "txt"], key="layout_file")
        if dropped is not None:
            said = dropped.getvalue().decode("utf-8", "replace")
            st.button(
                "Use it",
                key="layout_take",
                on_click=notices.attempt,
                args=(lambda: flow.take_in_layout(*_who(), viewed.company_id, said),),
            )


def acts(viewed: Viewed, lines: Sequence[ActLine], undo: Callable[[int], None]) -> None:
    """What a person did, newest first, each to be undone as one."""
    if not lines:
        text.note("Nothing yet.")
    for line in lines[:_NEWEST]:
        with _line(f"act_{line.id}"):
            undone = " (undone)" if line.undone else ""
            said = f"{numbers.moment(line.at)}: {ripples.act(line, viewed.names)}{undone}"
            text.sentence(said)
            if not line.undone and line.kind in _UNDONE_HERE:
                st.button("Undo", key=f"undo_{line.id}", type="tertiary", on_click=undo, args=(line.id,))


def _unread(line: ImportLine) -> None:
    def read() -> bytes:
        with session.look() as unit:
            return bring_in.problems_frame(unit, line.id).to_csv(index=False).encode()

    st.download_button(
        "Unread rows", read, file_name=f"unread_rows_{line.id}.csv", key=f"bad_{line.id}", type="tertiary"
    )


def _line(key: str) -> st.delta_generator.DeltaGenerator:
    return st.container(border=True, horizontal=True, vertical_alignment="center", key=key)


def _button(name: str, key: str, work: Callable[[int], object], which: int) -> None:
    st.button(name, key=key, type="tertiary", on_click=notices.attempt, args=(lambda: work(which),))


def _who() -> tuple[flow.House, Scope]:
    return session.house(), session.scope()
