"""OFX as a stream of tags: SGML of version 1 and XML of version 2 read by the same eye."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.]*)\s*(?P<alone>/?)>(?P<value>[^<]*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(
    rb"(ENCODING|CHARSET)\s*[:=]\s*[\"']?([\w-]+?)(?=OLDFILEUID|CHARSET|COMPRESSION|[\s\"']|$)"
)
_CHARSETS = {"1252": "cp1252", "NONE": "cp1252", "8859-1": "iso-8859-1", "ISO-8859-1": "iso-8859-1"}


@dataclass(frozen=True, slots=True)
class Tag:
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
    """Every tag in order; comments are passed over, `<TAG/>` is a tag without a value."""
    blanked = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    line_no, counted = 1, 0
    for found in _TAG.finditer(blanked):
        line_no += blanked.count("\n", counted, found.start())
        counted = found.start()
        value = "" if found["alone"] else unescape(found["value"]).strip()
        name = found["name"].upper()
        yield Tag(name, value, bool(found["close"]), found.start(), found.start("value"), line_no)


def declared_encoding(data: bytes) -> str:
    """The encoding that the header names, "" where it leaves the choice open.

    Banks write US-ASCII and mean Windows' code page, so only a named code page counts.
    """
    head = data[: max(data.find(b"<OFX>"), 0) or 1000].upper()
    named = {key: value.decode("ascii") for key, value in _DECLARED.findall(head)}
    if named.get(b"ENCODING", "") in ("UTF-8", "UTF8"):
        return "utf-8"
    return _CHARSETS.get(named.get(b"CHARSET", ""), "")
