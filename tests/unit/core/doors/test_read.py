"""`python -m core read`: what is in a bank file, for a machine and for a person."""

import json
from pathlib import Path

import pytest

from tests.unit.core.doors.test_cli import Here

DUTCH = Path(__file__).parents[3] / "contract/samples/mt940/dutch.940"
CARD = """Date Processed,Description,Amount,
12-Dec-2019,Cake Forks Ltd,"£1,183.23",
12-Dec-2019,Second Cake,£18.89,
03-Dec-2019,Third Cake,£1.50,
03-Dec-2019,Fourth Cake,£50.00,
02-Dec-2019,Fifth Cake,£9.99,
"""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.mark.parametrize(("options", "asked"), [([], []), (["--no-known-layouts"], ["sign"])])
def test_a_known_layout_answers_what_would_be_asked(
    here: Here, tmp_path: Path, options: list[str], asked: list[str]
) -> None:
    (tmp_path / "card.csv").write_text(CARD)
    code, out, _ = here("read", str(tmp_path / "card.csv"), "--json", *options)
    reading = json.loads(out)
    assert (code, reading["statements"][0]["sum"], reading["questions"]) == (0, "-1263.61", asked)


def test_the_document_holds_what_the_bank_said_and_leaves_out_what_it_did_not(here: Here) -> None:
    code, out, _ = here("read", str(DUTCH), "--json")
    reading = json.loads(out)
    assert (code, set(reading)) == (0, {"kind", "encoding", "statements", "problems", "questions", "layouts"})
    (statement,) = reading["statements"]
    (row,) = statement.pop("transactions")
    assert statement == {
        "account": "NL91ABNA0417164300",
        "currency": "EUR",
        "rows": 1,
        "sum": "-25.00",
        "opening": "1000.00",
        "closing": "975.00",
        "balanced": True,
    }
    assert (row["booked_on"], row["amount"], row["counterparty_bank"]) == ("2025-03-03", "-25.00", "INGBNL2A")
    assert not {"status", "reversal", "mcc", "original", "cheque_number", "balance"} & set(row)


def test_the_table_shows_each_account_its_proof_and_its_payments(here: Here) -> None:
    assert here("read", str(DUTCH))[1].splitlines() == [
        "MT940, utf-8",
        "  NL91ABNA0417164300: 1 rows, sum -25.00 EUR",
        "  opening 1000.00, closing 975.00: the rows lead there",
        "    2025-03-03         -25.00 EUR Energie Direct BV  Termijn maart",
    ]


def test_the_table_says_what_was_guessed(here: Here, tmp_path: Path) -> None:
    (tmp_path / "card.csv").write_text(CARD)
    last = here("read", str(tmp_path / "card.csv"), "--no-known-layouts")[1].splitlines()[-1]
    assert last == (
        "  Is an amount without a minus, such as £1,183.23, money spent?"
        " Taken for now: Yes, it is money out; a minus is money in."
    )


def test_an_answer_is_saved_with_the_layout_and_not_asked_under_it(here: Here, tmp_path: Path) -> None:
    card, layout = tmp_path / "card.csv", tmp_path / "kept" / "card.toml"
    card.write_text("Date,Description,Amount\n03/04/2025,Corner,12.50\n05/04/2025,Bakery,3.50\n")
    answers = ["--answer", "date_order=month_first", "--answer", "sign=spending_positive"]
    saved = here("read", str(card), *answers, "--save-layout", str(layout))[1]
    assert [line.split()[:2] for line in saved.splitlines()[2:]] == [
        ["2025-03-04", "-12.50"],
        ["2025-05-04", "-3.50"],
    ]
    assert here("read", str(card), "--layout", str(layout))[1] == saved
    assert 'sign = "spending_positive"' in layout.read_text()


def test_columns_are_answered_as_they_are_shown(here: Here, tmp_path: Path) -> None:
    card = tmp_path / "card.csv"
    card.write_text(
        "Date,Details,Description,Amount\n2025-04-13,card a,Corner,-2.50\n2025-04-14,card b,Till,3.50\n"
    )
    asked = here("read", str(card))[1].splitlines()[-1]
    assert asked.endswith("Taken for now: Column 2, Details.")
    assert "Corner  card a" in here("read", str(card), "--answer", "payee_column=3")[1]


@pytest.mark.parametrize(
    "answer", ["color=blue", "sign", "payee_column=Shop", "payee_column=0", "currency=euro"]
)
def test_an_answer_to_nothing_is_refused(here: Here, tmp_path: Path, answer: str) -> None:
    (tmp_path / "card.csv").write_text(CARD)
    code, _, said = here("read", str(tmp_path / "card.csv"), "--answer", answer)
    assert code == 2
    assert "answers no question" in said or "cannot stand at" in said


def test_the_layout_of_another_bank_is_refused(here: Here, tmp_path: Path) -> None:
    (tmp_path / "card.csv").write_text(CARD)
    (tmp_path / "other.toml").write_text('header = ["Datum", "Betrag"]\ndelimiter = ";"\n')
    code, _, said = here("read", str(tmp_path / "card.csv"), "--layout", str(tmp_path / "other.toml"))
    assert (code, said.split(".")[0]) == (2, "This layout is about a table with another header")


def test_a_file_that_is_no_table_has_no_layout_to_save(here: Here, tmp_path: Path) -> None:
    code, _, said = here("read", str(DUTCH), "--save-layout", str(tmp_path / "x.toml"))
    assert (code, said.split(".")[0]) == (2, "This file is no table, so it has no layout")
