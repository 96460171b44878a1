"""From bytes to text: which characters a bank meant, without ever dropping one."""

import codecs
from collections.abc import Iterator

from core.importers.code_pages import likeliest_pages

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a bank file and the encoding it was read in.

    Byte order marks win, then the asked `encoding`, then strict UTF-8, then the likeliest of the
    code pages that banks write. ISO 8859-1 closes the line: it reads any byte.
    """
    for name in _encodings(data, encoding):
        text = _strict(data, name)
        if text is not None:
            return text, name.removesuffix("-sig")
    return data.decode("iso-8859-1"), "iso-8859-1"


def _encodings(data: bytes, asked: str) -> Iterator[str]:
    yield from (_by_mark(data), asked, _wide(data), "utf-8")
    yield from likeliest_pages(data)


def _strict(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _by_mark(data: bytes) -> str:
    return next((name for mark, name in _BOMS if data.startswith(mark)), "")


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of western text is zero."""
    head = data[:200].rstrip(b"\0")
    if len(head) >= 8 and head[1::2].count(0) > 0.7 * len(head[1::2]):
        return "utf-16-le"
    if len(head) >= 8 and head[::2].count(0) > 0.7 * len(head[::2]):
        return "utf-16-be"
    return ""
