"""Files that are no bank file, and what they are instead."""

import re

from core.domain.errors import (
    FileEmpty,
    FileIsPage,
    FileIsPicture,
    FileIsProse,
    FileRefused,
    FileTooLarge,
    NoStatement,
    ZipRefused,
)
from core.importers.decode import decode

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\x00", b"BZh")
"""How 7z, RAR, xz and bzip2 begin, which nothing here opens."""
_PAGE = re.compile(
    r"(?:\s|\ufeff|<\?xml.*?\?>|<!--.*?-->)*<(?:!doctype\s+html|html)[\s>]", re.DOTALL | re.IGNORECASE
)
_ORDERS = re.compile(r"xsd:\$?(pain\.(?!002)\d{3})")
_REPORT = re.compile(r"xsd:\$?(pain\.002)")
_HEAD_LETTERS = 2_000
_MEGABYTE = 1_000_000
_PROSE_SHARE = 0.6


def refuse_at_sight(data: bytes, max_bytes: int) -> None:
    """Turn away what needs no reading: too large, empty, a picture, or packed in a way nothing here opens.

    Raises:
        FileTooLarge, FileEmpty, FileIsPicture, ZipRefused
    """
    if len(data) > max_bytes:
        raise FileTooLarge(megabytes=len(data) // _MEGABYTE, limit_megabytes=max_bytes // _MEGABYTE)
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise FileEmpty()
    if data.startswith(_PICTURES):
        raise FileIsPicture()
    if data.startswith(_PACKED):
        raise ZipRefused("unusual")


def unknown(data: bytes) -> FileRefused:
    """The refusal of a file that no importer knows: a page, orders to pay, prose if it is mostly letters."""
    text, _ = decode(data[:65_536])
    if _PAGE.match(text):
        return FileIsPage()
    for faults, fault in ((_REPORT, "report"), (_ORDERS, "orders")):
        if found := faults.search(text[:_HEAD_LETTERS]):
            return NoStatement(fault, format=found[1])
    printable = [character for character in text if not character.isspace()]
    if not printable:
        return FileEmpty()
    readable = all(character.isprintable() for character in printable)
    letters = sum(character.isalpha() for character in printable)
    if readable and letters >= _PROSE_SHARE * len(printable):
        return FileIsProse()
    return FileRefused()
