"""One door for every file: what is chosen, and what is refused and how."""

from pathlib import Path

import pytest

from core.domain.errors import (
    FileDamaged,
    FileEmpty,
    FileIsPicture,
    FileIsProse,
    FileRefused,
    FileTooLarge,
    FileTruncated,
    ZipRefused,
)
from core.importers import choose, read

SAMPLES = Path(__file__).parents[3] / "contract/samples"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bursar_csv/cafe.csv", "bursar_csv"),
        ("plain_csv/german.CSV", "plain_csv"),
        ("ofx/version_1.ofx", "ofx"),
        ("mt940/german.sta", "mt940"),
        ("mt942/afternoon.942", "mt942"),
        ("camt052/morning.xml", "camt052"),
        ("camt053/shop.xml", "camt053"),
        ("camt054/batch.xml", "camt054"),
    ],
)
def test_the_content_decides_whatever_the_name_says(name: str, kind: str) -> None:
    for file_name in ("", "statement.csv", "statement.xml", "statement.ofx"):
        assert read(sample(name), file_name).kind == kind


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", FileEmpty),
        (b"\xef\xbb\xbf \n\n", FileEmpty),
        (b"\x89PNG\r\n\x1a\n123", FileIsPicture),
        (b"\xff\xd8\xff\xe0 JFIF", FileIsPicture),
        (b"%PDF-1.7 ...", FileIsPicture),
        (b"Dear all,we meet on Monday,bring cake\nand forks,as always,yours truly\n" * 9, FileIsProse),
        (b"PK\x03\x04" + bytes(200), ZipRefused),
        (b"1;2;3\n4;5;6\n7;8;9\n", FileRefused),
    ],
    ids=["empty", "mark only", "png", "jpeg", "pdf", "prose", "zip", "numbers"],
)
def test_what_is_no_bank_file_is_called_what_it_is(data: bytes, refusal: type[FileRefused]) -> None:
    with pytest.raises(FileRefused) as caught:
        read(data, "statement.csv")
    assert type(caught.value) is refusal


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(FileTooLarge) as caught:
        read(bytes(3_000_000), max_bytes=2_000_000)
    assert caught.value.facts == {"megabytes": "3", "limit_megabytes": "2"}


@pytest.mark.parametrize("name", ["ofx/version_1.ofx", "ofx/version_2_card.ofx", "camt053/shop.xml"])
@pytest.mark.parametrize("share", [0.5, 0.75, 0.95])
def test_a_file_that_breaks_off_is_refused_as_a_whole(name: str, share: float) -> None:
    data = sample(name)
    with pytest.raises(FileTruncated):
        read(data[: int(len(data) * share)])


def test_an_mt940_that_never_closes_is_read_and_said() -> None:
    data = sample("mt940/dutch.940")
    reading = read(data[: data.index(b":62F:")])
    assert [len(tuple(statement.rows)) for statement in reading.statements] == [1]
    assert [problem.code for problem in reading.problems] == ["not_closed"]


def test_entities_in_xml_are_refused_not_resolved() -> None:
    bomb = b'<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    data = sample("camt053/shop.xml").replace(b"<Document", bomb + b"<Document", 1)
    with pytest.raises(FileDamaged) as caught:
        read(data)
    assert caught.value.facts["detail"] == "doctype"


def test_another_message_of_the_family_is_named() -> None:
    data = sample("camt053/shop.xml").replace(b"BkToCstmrStmt", b"AcctRptgReq")
    with pytest.raises(FileRefused) as caught:
        read(data)
    assert caught.value.facts == {"kind": "AcctRptgReq"}


def test_a_balance_that_is_off_is_said_and_the_rows_are_in() -> None:
    reading = read(sample("mt940/dutch.940").replace(b"000975,00", b"000900,00"))
    assert [problem.facts["difference"] for problem in reading.problems] == ["-75.00"]
    assert len(tuple(reading.statements[0].rows)) == 1


def test_nobody_chooses_noise() -> None:
    assert choose(bytes(range(256)) * 8, "statement.csv") is None
