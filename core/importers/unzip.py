"""Bank files that come zipped, opened within limits: nothing is unpacked to disk, and no name is a path."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from core.domain.errors import ZipRefused

_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b\x08"
_GZIP_BITS = 31
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""What stands in a workbook, which is a zip too but is read as a whole."""
_MOST_MEMBERS = 500
"""More than a file for each day of a year."""
_MOST_RATIO = 250
"""Statements shrink to a fortieth at most; a bomb to a thousandth."""
_RATIO_FROM_BYTES = 1_000_000
_LOCKED = 0x1
_MEGABYTE = 1_000_000
_LONGEST_NAME = 60
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, IndexError)
"""What the zip library says of an archive that breaks its own rules."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip; `name` is for people and for the ending, its folders cut off."""

    name: str
    data: bytes


def is_zipped(data: bytes) -> bool:
    """Whether this is a zip of files, and not a workbook."""
    if not data.startswith(_STARTS):
        return False
    try:
        return not _OFFICE & set(_archive(data).namelist())
    except ZipRefused:
        return True


def is_gzipped(data: bytes) -> bool:
    """Whether this is one file, compressed."""
    return data.startswith(_GZIP)


def gunzipped(data: bytes, max_bytes: int) -> bytes:
    """The file within, which must not be larger than the limit.

    Raises:
        ZipRefused: it is damaged, holds several files, or unpacks to more than the limits.
    """
    most = min(max_bytes, max(_RATIO_FROM_BYTES, _MOST_RATIO * len(data)))
    stream = zlib.decompressobj(wbits=_GZIP_BITS)
    try:
        content = stream.decompress(data, most + 1)
    except _BROKEN:
        raise ZipRefused("damaged") from None
    if len(content) > most:
        megabytes = max_bytes // _MEGABYTE
        large = {"megabytes": f"over {megabytes}", "limit_megabytes": megabytes}
        raise ZipRefused("bomb" if most < max_bytes else "large", **large)
    if stream.unused_data.startswith(_GZIP):
        raise ZipRefused("unusual")
    if not stream.eof:
        raise ZipRefused("damaged")
    return content


def members(data: bytes, max_bytes: int) -> Iterator[Member]:
    """Every file in the zip, in its order, without folders and what systems add for themselves.

    Raises:
        ZipRefused: it is damaged, empty or locked, holds another zip, or unpacks to more than the limits.
    """
    archive = _archive(data)
    listed = [info for info in archive.infolist() if _counts(info)]
    _check_limits(listed, len(data), max_bytes)
    for info in listed:
        content = _content(archive, info)
        if is_zipped(content):
            raise ZipRefused("nested")
        yield Member(_plain_name(info), content)


def _archive(data: bytes) -> ZipFile:
    try:
        return ZipFile(io.BytesIO(data))
    except _BROKEN:
        raise ZipRefused("damaged") from None


def _counts(info: ZipInfo) -> bool:
    parts = info.filename.replace("\\", "/").split("/")
    if not info.filename:
        return False
    return not info.is_dir() and "__MACOSX" not in parts and not parts[-1].startswith(".")


def _check_limits(listed: list[ZipInfo], size: int, max_bytes: int) -> None:
    if not listed:
        raise ZipRefused("empty")
    if len(listed) > _MOST_MEMBERS:
        raise ZipRefused("many", members=len(listed), most=_MOST_MEMBERS)
    if any(info.flag_bits & _LOCKED for info in listed):
        raise ZipRefused("locked")
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in listed):
        raise ZipRefused("unusual")
    unpacked = sum(info.file_size for info in listed)
    if unpacked > max(_RATIO_FROM_BYTES, _MOST_RATIO * size):
        raise ZipRefused("bomb")
    if unpacked > max_bytes:
        raise ZipRefused("large", megabytes=unpacked // _MEGABYTE, limit_megabytes=max_bytes // _MEGABYTE)


def _content(archive: ZipFile, info: ZipInfo) -> bytes:
    """The member's bytes; the library never hands out more than the size that was checked."""
    try:
        with archive.open(info) as member:
            return member.read(info.file_size)
    except _BROKEN:
        raise ZipRefused("damaged") from None


def _plain_name(info: ZipInfo) -> str:
    name = info.filename.replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in name if character.isprintable())[-_LONGEST_NAME:]
