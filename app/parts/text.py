"""Sentences on the page: whatever a bank wrote in them stays text."""

import re

import streamlit as st

_MARKS = re.compile(r"([\\`*_{}\[\]<>#$~|:])")


def safe(text: str) -> str:
    """The text with every sign that Markdown or LaTeX would act on made plain."""
    return _MARKS.sub(r"\\\1", text)


def headline(text: str) -> None:
    """The one sentence a page is about."""
    st.header(safe(text), anchor=False)


def sentence(text: str, icon: str = "") -> None:
    """A sentence in the page's own size, after the name of an icon where there is one."""
    st.markdown(f"{_icon(icon)}{safe(text)}", width="stretch")


def strong(text: str, rest: str = "", icon: str = "") -> None:
    """A sentence whose beginning stands out."""
    st.markdown(f"{_icon(icon)}**{safe(text)}** {safe(rest)}", width="stretch")


def note(text: str) -> None:
    """A side remark, smaller but as dark as the rest, so that it can be read."""
    if text:
        st.markdown(f":small[{safe(text)}]")


def figure(label: str, value: str, width: int) -> None:
    """A figure under its small name, so many pixels wide: several of them make a line that wraps."""
    st.markdown(f":small[{safe(label)}]  \n**{safe(value)}**", width=width)


def _icon(name: str) -> str:
    return f":material/{name}: " if name else ""
