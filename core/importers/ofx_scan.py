"""OFX as a stream of tags: SGML of version 1 and XML of version 2 read by the same eye."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(
    r"<(?P<close>/?)(?:[A-Za-z]\w*:)?(?P<name>[A-Za-z][\w.]*)(?:\s[^<>]*?)?(?P<alone>/?)>"
    r"(?P<value>[^<]*(?:(?:<!\[CDATA\[.*?\]\]>|<(?![/A-Za-z!?]))[^<]*)*)",
    re.DOTALL,
)
"""A tag and the text behind it; a lone < that begins no tag is text, as in "A < B"."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CDATA_OPENS = "<![CDATA["
_ROOT = re.compile(rb"<(?:\w+:)?OFX[\s>]", re.IGNORECASE)
_OPENS = re.compile(r"<(?:\w+:)?OFX[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:\w+:)?OFX\s*>", re.IGNORECASE)
_DECLARED = re.compile(
    rb"(ENCODING|CHARSET)\s*[:=]\s*[\"']?([\w-]+?)(?=OLDFILEUID|CHARSET|COMPRESSION|[\s\"']|$)"
)
_CHARSETS = {"1252": "cp1252", "NONE": "cp1252", "8859-1": "iso-8859-1", "ISO-8859-1": "iso-8859-1"}


class Tag(NamedTuple):
    """One tag: its name in capitals, the text after it, whether it closes, and where it stands.

    `start` and `end` are offsets of its brackets, `line_no` counts from 1.
    """

    name: str
    value: str
    closes: bool
    start: int
    end: int
    line_no: int


def tags(text: str) -> Iterator[Tag]:
    """Every tag in order; comments are passed over, `<TAG/>` is a tag without a value.

    What is opened and never closed is looked for once only: else each opening would search to the end.
    """
    if "<!--" in text:
        closed = text.rfind("-->") + len("-->")
        blank = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text[:closed])
        text = blank + text[closed:]
    if _CDATA_OPENS in text:
        closed = text.rfind("]]>") + len("]]>")
        text = text[:closed] + text[closed:].replace(_CDATA_OPENS, " " * len(_CDATA_OPENS))
    line_no, counted = 1, 0
    for found in _TAG.finditer(text):
        close, name, alone, value = found.groups()
        start = found.start()
        line_no += text.count("\n", counted, start)
        counted = start
        if "<" in value:
            value = _CDATA.sub(r"\1", value)
        elif "&" in value:
            value = unescape(value)
        yield Tag(
            name.upper(), "" if alone else value.strip(), bool(close), start, found.start("value"), line_no
        )


def is_ofx(head: bytes) -> bool:
    """Whether the tag that every OFX file holds stands in these bytes."""
    return bool(_ROOT.search(head))


def opens(text: str) -> bool:
    """Whether the file's own tag is there."""
    return bool(_OPENS.search(text))


def closes(text: str) -> bool:
    """Whether the file's own closing tag is there."""
    return bool(_CLOSES.search(text))


def declared_encoding(data: bytes) -> str:
    """The encoding that the header names, "" where it leaves the choice open.

    Banks write US-ASCII and mean Windows' code page, so only a named code page counts; and some name one
    and write UTF-8, which no text of a code page happens to be.
    """
    if not data.isascii() and _is_utf8(data):
        return "utf-8"
    head = data[: max(data.find(b"<OFX>"), 0) or 1000].upper()
    named = {key: value.decode("ascii") for key, value in _DECLARED.findall(head)}
    if named.get(b"ENCODING", "") in ("UTF-8", "UTF8"):
        return "utf-8"
    return _CHARSETS.get(named.get(b"CHARSET", ""), "")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
