import time
from datetime import date

import pytest

from core.demo.companies import demo_companies
from core.demo.files import DEFAULT_SEED, DemoFile, demo_files
from core.importers import read

UNTIL = date(2026, 11, 15)


@pytest.fixture(scope="module")
def files() -> list[DemoFile]:
    return demo_files(UNTIL)


def test_an_account_a_file_in_the_format_of_its_bank(files: list[DemoFile]) -> None:
    kinds = {file.file_name: (read(file.data, file.file_name).kind, file.account_kind) for file in files}
    assert kinds == {
        "marigold-current.csv": ("bursar_csv", "current"),
        "marigold-savings.csv": ("bursar_csv", "savings"),
        "marigold-card.csv": ("bursar_csv", "card"),
        "tolan-current.sta": ("mt940", "current"),
        "tolan-card.ofx": ("ofx", "card"),
        "papernest-euro.xml": ("camt053", "current"),
        "papernest-reserve.xml": ("camt053", "savings"),
        "papernest-pounds.csv": ("plain_csv", "current"),
    }


def test_what_was_written_is_read_back_whole(files: list[DemoFile]) -> None:
    written = [account for company in demo_companies(UNTIL, DEFAULT_SEED) for account in company.accounts]
    for file, account in zip(files, written, strict=True):
        reading = read(file.data, file.file_name)
        (statement,) = reading.statements
        rows = tuple(statement.rows)
        assert (statement.account_number, reading.problems) == (file.account_number, [])
        for name in ("booked_on", "amount_minor", "currency", "text"):
            expected = [getattr(row, name) for row in account.statement.rows]
            assert [getattr(row, name) for row in rows] == expected


def test_the_same_day_gives_the_same_bytes_in_under_four_seconds(files: list[DemoFile]) -> None:
    started = time.process_time()
    again = demo_files(UNTIL)
    assert time.process_time() - started < 4
    assert again == files
