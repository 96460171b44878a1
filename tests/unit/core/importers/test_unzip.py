"""A zip of bank files: opened within limits, read as one, refused with a sentence."""

import gzip
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.domain.errors import FileDamaged, FileIsProse, FileRefused, FileTruncated, ZipRefused
from core.domain.words.errors import trouble
from core.domain.words.problems import sentence
from core.importers import read
from core.importers.unzip import is_zipped, members

SAMPLES = Path(__file__).parents[3] / "contract/samples"
DUTCH = (SAMPLES / "mt940/dutch.940").read_bytes()
GERMAN = (SAMPLES / "mt940/german.sta").read_bytes()
OFX = (SAMPLES / "ofx/version_1.ofx").read_bytes()
PROSE = b"Dear all,\nthe meeting, as agreed, is on Monday,\nbring cake, forks and plates.\n" * 5
BROKEN_CAMT = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><Stmt></Document>'
LIMIT = 64_000_000


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return kept.getvalue()


def fault(data: bytes, max_bytes: int = LIMIT) -> str:
    with pytest.raises(ZipRefused) as caught:
        read(data, "statements.zip", max_bytes=max_bytes)
    said = trouble(caught.value)
    assert "zip" in said.happened
    assert "{" not in said.happened + said.next_step
    return caught.value.code.removeprefix("zip_")


def test_one_zipped_file_reads_as_the_file_itself() -> None:
    assert read(zipped(("dutch.940", DUTCH)), "x.zip") == read(DUTCH)


def test_a_zip_of_several_days_is_one_reading() -> None:
    days = read(zipped(("2025/03/a.940", DUTCH), ("2025/04/b.sta", GERMAN), ("__MACOSX/._a.940", b"\0")))
    assert days.statements == read(DUTCH).statements + read(GERMAN).statements
    assert days.problems == read(DUTCH).problems + read(GERMAN).problems


def test_what_is_no_statement_beside_one_is_left_out_and_said() -> None:
    reading = read(zipped(("read me.txt", PROSE), ("a.940", DUTCH)))
    assert len(reading.statements) == 1
    assert [sentence(problem) for problem in reading.problems] == [
        "This file also holds “read me.txt”, which is no bank statement."
    ]


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        ([("read me.txt", PROSE)], FileIsProse),
        ([("a.940", DUTCH), ("b.ofx", OFX[: len(OFX) // 2])], FileTruncated),
        ([("a.940", DUTCH), ("b.xml", BROKEN_CAMT)], FileDamaged),
    ],
    ids=["nothing but prose", "one breaks off", "one is damaged"],
)
def test_a_statement_that_cannot_be_read_refuses_the_zip(
    files: list[tuple[str, bytes]], refusal: type[FileRefused]
) -> None:
    with pytest.raises(FileRefused) as caught:
        read(zipped(*files))
    assert type(caught.value) is refusal


def locked() -> bytes:
    """The mark of a password in the list of members, as a program that locks sets it."""
    data = bytearray(zipped(("a.940", DUTCH)))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped(), "empty"),
        (zipped(("folder/", b"")), "empty"),
        (zipped(("a.940", DUTCH))[:-30], "damaged"),
        (zipped(("a.940", DUTCH)).replace(b"\x00\x00\x00a.940", b"\x00\x00\x00b.940", 1), "damaged"),
        (zipped(*((f"{day}.940", DUTCH) for day in range(501))), "many"),
        (zipped(("a.csv", b"0" * 3_000_000)), "bomb"),
        (zipped(("inner.zip", zipped(("a.940", DUTCH)))), "nested"),
        (zipped(("a.940", DUTCH), method=zipfile.ZIP_BZIP2), "unusual"),
        (zipped(("a.940", DUTCH), ("b.ofx", OFX)), "mixed"),
        (locked(), "locked"),
    ],
    ids="empty folder cut renamed many bomb nested bzip2 mixed locked".split(),
)
def test_a_zip_that_cannot_be_opened_says_why(data: bytes, expected: str) -> None:
    assert fault(data) == expected


def test_one_answer_never_counts_for_tables_laid_out_in_different_ways() -> None:
    """Both leave the month open; only one of them is asked, and its answer would turn the other's days."""
    first = b"Date,Description,Amount\n03/04/2025,a,-1.00\n07/04/2025,b,1.00\n"
    second = b"Amount,Date,Description\n-1.00,05/04/2025,a\n1.00,06/04/2025,b\n"
    assert fault(zipped(("a.csv", first), ("b.csv", second))) == "asking"
    assert [asked.key for asked in read(zipped(("a.csv", first), ("b.csv", first))).questions] == [
        "date_order"
    ]
    settled = second.replace(b"05/04", b"25/04")
    assert read(zipped(("a.csv", settled), ("b.csv", first.replace(b"07/", b"27/")))).questions == ()


def test_a_zip_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    assert fault(zipped(("a.940", DUTCH * 10)), max_bytes=2_000) == "large"


def test_a_size_that_is_a_lie_hands_out_no_more_than_was_checked() -> None:
    data = bytearray(zipped(("a.csv", b"1" * 900_000)))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (1_000).to_bytes(4, "little")
    assert fault(bytes(data)) == "damaged"


def test_a_file_that_is_compressed_alone_is_read() -> None:
    found = read(gzip.compress(DUTCH), "a.940.gz")
    assert (found.kind, len(found.statements)) == ("mt940", 1)


@pytest.mark.parametrize(
    ("data", "max_bytes", "expected"),
    [
        (gzip.compress(DUTCH)[:-20], LIMIT, "damaged"),
        (gzip.compress(DUTCH) + gzip.compress(DUTCH), LIMIT, "unusual"),
        (gzip.compress(b"0" * 3_000_000), LIMIT, "bomb"),
        (gzip.compress(DUTCH * 10), 2_000, "large"),
        (b"7z\xbc\xaf\x27\x1c..", LIMIT, "unusual"),
        (b"Rar!\x1a\x07\x00..", LIMIT, "unusual"),
    ],
    ids="cut several bomb large 7z rar".split(),
)
def test_a_compressed_file_that_cannot_be_opened_says_why(data: bytes, max_bytes: int, expected: str) -> None:
    assert fault(data, max_bytes) == expected


def test_kinds_are_named_as_people_write_them() -> None:
    with pytest.raises(ZipRefused) as caught:
        read(zipped(("a.940", DUTCH), ("b.ofx", OFX)))
    assert trouble(caught.value).happened == "This zip holds files of several kinds: MT940, OFX."


def test_a_name_is_never_a_path() -> None:
    (member,) = members(zipped(("../../etc/pass\x07wd.940", DUTCH)), LIMIT)
    assert member.name == "passwd.940"


def test_a_workbook_is_not_taken_apart() -> None:
    assert not is_zipped(zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")))


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 1), st.binary(min_size=1, max_size=8))
@example(0.966796875, b"\0")
def test_a_spoiled_zip_is_read_or_refused(where: float, noise: bytes) -> None:
    data = zipped(("a.940", DUTCH), ("b.sta", GERMAN))
    place = int(where * len(data))
    with suppress(FileRefused):
        read(data[:place] + noise + data[place + len(noise) :])
