"""Files that are no bank file, and what they are instead."""

from core.domain.errors import FileEmpty, FileIsPicture, FileIsProse, FileRefused, FileTooLarge
from core.importers.decode import decode

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MEGABYTE = 1_000_000
_PROSE_SHARE = 0.6


def refuse_at_sight(data: bytes, max_bytes: int) -> None:
    """Turn away what needs no reading: too large, empty, or a picture.

    Raises:
        FileTooLarge, FileEmpty, FileIsPicture
    """
    if len(data) > max_bytes:
        raise FileTooLarge(megabytes=len(data) // _MEGABYTE, limit_megabytes=max_bytes // _MEGABYTE)
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise FileEmpty()
    if data.startswith(_PICTURES):
        raise FileIsPicture()


def unknown(data: bytes) -> FileRefused:
    """The refusal of a file that no importer knows: prose if it is mostly letters."""
    text, _ = decode(data[:65_536])
    printable = [character for character in text if not character.isspace()]
    if not printable:
        return FileEmpty()
    readable = all(character.isprintable() for character in printable)
    letters = sum(character.isalpha() for character in printable)
    if readable and letters >= _PROSE_SHARE * len(printable):
        return FileIsProse()
    return FileRefused()
