"""One door for every file: what is chosen, and what is refused and how."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from core.demo.made import made_statement
from core.domain.bank_file import MOST_MEGABYTES
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
from core.domain.words.errors import trouble
from core.exporters.statements import bursar_csv, camt053, mt940, ofx
from core.importers import MAX_BYTES, choose, read

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


@pytest.mark.parametrize(
    ("data", "happened"),
    [
        (b"<!DOCTYPE html><html><body>Session expired</body></html>", "This is a page of a website"),
        (
            b'<?xml version="1.0"?>\n<HTML lang="en"><body>Sign in</body></HTML>',
            "This is a page of a website",
        ),
        (
            b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>',
            "This file orders payments (pain.001)",
        ),
        (
            b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"/>',
            "This file orders payments (pain.008)",
        ),
        (
            b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"/>',
            "This file tells what became of orders",
        ),
        (b":20:REF\n:28D:1/1\n:30:250401\n:21:X\n:32B:EUR10,00\n", "This file orders payments (MT101)"),
        (b":20:REF\n:25:1/2\n", "This file breaks off before its end"),
        (b":20:REF\n:25:1/2\n-\n", "This MT940 file breaks the rules of its own format"),
        (
            b"\n\n<Document>\n<BkToCstmrStmt>\n</Stmt>\n</Document>",
            "This CAMT.053 file breaks the rules of its own format in line 5",
        ),
    ],
)
def test_a_file_beside_the_statement_is_called_what_it_is(data: bytes, happened: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read(data)
    assert trouble(caught.value).happened.startswith(happened)


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


def test_the_limit_is_the_one_the_screen_names_and_the_server_takes() -> None:
    server = tomllib.loads((Path(__file__).parents[4] / ".streamlit/config.toml").read_text())["server"]
    assert (MAX_BYTES, server["maxUploadSize"]) == (200_000_000, MOST_MEGABYTES)


def test_reading_tells_how_far_it_is_and_breaks_off_where_its_listener_does() -> None:
    rows = "".join(f"2026-05-{1 + at % 28:02d};shop {at};-{at}.50\n" for at in range(6_000))
    table = f"Date;Text;Amount\n{rows}".encode()
    shares: list[float] = []
    read(table, "may.csv", tell=shares.append)
    assert [round(share, 2) for share in shares] == [0.33, 0.67, 1.0]

    def enough(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(table, "may.csv", tell=enough)


@pytest.mark.parametrize("kind", ["camt053", "mt940", "ofx", "bursar_csv"])
def test_every_reader_of_long_files_tells_how_far_it_is(kind: str) -> None:
    writer = {"camt053": camt053, "mt940": mt940, "ofx": ofx, "bursar_csv": bursar_csv}[kind]
    shares: list[float] = []
    reading = read(writer.write(made_statement(4_500, date(2026, 11, 1), 77)), tell=shares.append)
    assert (reading.kind, len(tuple(reading.statements[0].rows))) == (kind, 4_500)
    assert len(shares) >= 2
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
