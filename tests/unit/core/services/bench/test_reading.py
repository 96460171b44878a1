"""A tree of bank files held against what is known of them: which file is one, who decides, what is equal."""

import json
from pathlib import Path
from typing import Any

import pytest

from core import importers
from core.domain.errors import MeasureRefused
from core.services.bench.reading import judged, measure
from core.services.bench.reading.expected import VALUES, Expected
from core.services.bench.reading.sources import OWN, bank2ynab, corpus, csv2ofx, mt940_yml, summary

SAMPLES = Path(__file__).parents[4] / "contract/samples"
DUTCH = (SAMPLES / "mt940/dutch.940").read_bytes()
OFX = (SAMPLES / "ofx/version_1.ofx").read_bytes()
TABLE = "Date,Payee,Amount\n2025-03-03,Baker,-12.00\n2025-03-04,Till,250.00\n"
QIF = (
    "!Account\nNShop\nTBank\n^\n!Type:Bank\nD03/03/2025\nPBaker\nT-12.00\n^\n"
    "D03/04/2025\nT250.00\nS-\n$250.00\n^\n"
)
AMOUNT = "amount: !!python/object:x.Amount\n    amount: !!python/object/apply:decimal.Decimal\n    - '{}'\n"
YML = f"""&id1 !!python/object:x.Transactions
data:
  final_opening_balance: &id2 !!python/object:x.Balance
    {AMOUNT.format("1000.00").replace("    ", "      ")}
  final_closing_balance: !!python/object:x.Balance
    {AMOUNT.format("975.00").replace("    ", "      ")}
transactions:
- !!python/object:x.Transaction
  data:
    {AMOUNT.format("-25.00").replace("    ", "      ")}
    date: !!python/object/apply:x.Date
    - !!binary |
      B+kDAw==
  transactions: *id1
- !!python/object:x.Transaction
  data: {{}}
"""


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_tree(tree: Path, *listed: dict[str, Any]) -> dict[str, Any]:
    document = put(tree.parent / "expected.json", json.dumps(listed)) if listed else None
    return measure(tree, document, True, lambda _done, _files: None)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "tree").mkdir()
    return tmp_path / "tree"


def test_notes_settings_and_expectations_are_no_statements(tree: Path) -> None:
    for name in ("notes.md", "a.yml", "b.json", "c.py", ".hidden", "x/converted/table.qif"):
        put(tree / name, "what is expected")
    put(tree / "x/count.csv", "AccountId,NumTransactions,NetAmount\n1,2,3.00\n")
    put(tree / "x/dutch.940", DUTCH)
    found = read_tree(tree)
    assert [told["file"] for told in found["files"]] == ["x/dutch.940"]
    assert (found["totals"]["files"], found["totals"]["not_a_statement"]) == (1, 7)


def test_a_file_that_is_listed_is_a_statement_wherever_it_lies(tree: Path) -> None:
    put(tree / "x/converted/a.ofx", OFX)
    assert read_tree(tree)["totals"]["files"] == 0
    assert read_tree(tree, {"file": "tree/x/converted/a.ofx", "format": "OFX1"})["totals"]["files"] == 1
    assert read_tree(tree / "x/converted")["totals"]["read"] == 1


def test_each_value_has_a_verdict_and_who_decided_it(tree: Path) -> None:
    put(tree / "dutch.940", DUTCH)
    listed = {"file": "tree/dutch.940", "format": "MT940", "n": 1, "sum": "-25.004", "open": "7"}
    (told,) = read_tree(tree, listed)["files"]
    assert told["verdict"] == {
        "rows": "equal",
        "sum": "equal",
        "opening": "differs",
        "closing": "not given",
        "lines": "not given",
        "payees": "not given",
    }
    assert told["decided_by"] == {"rows": "listed", "sum": "listed", "opening": "listed"}
    assert (told["opening"], told["closing"], told["balanced"]) == ("1000.00", "975.00", True)
    assert told["silently_wrong"]


def test_a_projects_own_expectation_wins_over_the_list_value_by_value(tree: Path) -> None:
    put(tree / "test/a.csv", TABLE)
    put(tree / "converted/a.qif", QIF)
    (told,) = read_tree(tree, {"file": "tree/test/a.csv", "n": 99, "sum": "99", "close": "238.00"})["files"]
    assert told["decided_by"] == {
        "rows": "csv2ofx",
        "sum": "csv2ofx",
        "closing": "listed",
        "lines": "csv2ofx",
        "payees": "csv2ofx",
    }
    assert [told["verdict"][value] for value in ("rows", "sum", "lines")] == ["equal"] * 3


def test_a_payee_that_differs_is_silent_unless_its_column_was_asked(tree: Path) -> None:
    qif = "!Type:Bank\nD2025-03-13\nPCorner Shop\nT-1.00\n^\nD2025-03-14\nPBakery\nT-2.00\n^\n"
    put(tree / "converted/one.qif", qif)
    put(tree / "test/one.csv", "Date,Payee,Amount\n2025-03-13,Card,-1.00\n2025-03-14,Card,-2.00\n")
    put(tree / "converted/two.qif", qif)
    put(
        tree / "test/two.csv",
        "Date,Details,Description,Amount\n"
        "2025-03-13,a card,CORNER SHOP,-1.00\n2025-03-14,b card,Bakery,-2.00\n",
    )
    one, two = read_tree(tree, {"file": "tree/none.csv"})["files"]
    assert (one["verdict"]["payees"], one["silently_wrong"]) == ("differs", True)
    assert one["payees_off"] == {"read": ["card", "card"], "expected": ["bakery", "corner shop"]}
    assert (two["verdict"]["payees"], two["silently_wrong"]) == ("differs", False)
    assert [two["verdict"][value] for value in ("rows", "sum", "lines")] == ["equal"] * 3


def test_a_difference_that_was_looked_into_is_judged_while_its_figures_stand(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = put(
        tmp_path_factory.mktemp("judged") / "a.csv",
        "file,value,theirs,ours,why\na.940,sum,7,-25.00,they add\na.940,rows,3,1,they count\n",
    )
    monkeypatch.setattr(judged, "__file__", str(table.with_name("__init__.py")))
    judged.judgements.cache_clear()
    put(tree / "a.940", DUTCH)
    found = read_tree(tree, {"file": "tree/a.940", "n": 2, "sum": "7"})
    judged.judgements.cache_clear()
    (told,) = found["files"]
    assert (told["verdict"]["sum"], told["verdict"]["rows"]) == ("judged", "differs")
    assert told["judged"] == {"sum": "they add"}
    assert found["totals"]["sum"] == {"equal": 0, "differs": 0, "judged": 1, "not given": 0}


def test_every_judgement_says_why() -> None:
    assert all(each.why and value in VALUES for (_, value), each in judged.judgements().items())


def test_lines_that_differ_are_shown(tree: Path) -> None:
    put(tree / "test/a.csv", TABLE.replace("2025-03-04", "2025-04-03"))
    put(tree / "converted/a.qif", QIF)
    (told,) = read_tree(tree)["files"]
    assert told["verdict"]["lines"] == "differs"
    assert told["lines_off"] == {"read": ["2025-04-03 250.00"], "expected": ["2025-03-04 250.00"]}


def test_a_refusal_has_its_sentence_and_counts_as_nothing_read(tree: Path) -> None:
    put(tree / "a.ofx", OFX[: len(OFX) // 2])
    put(tree / "empty.ofx", b"")
    found = read_tree(
        tree, {"file": "tree/a.ofx", "format": "OFX2", "n": 3}, {"file": "tree/empty.ofx", "n": 0, "sum": "0"}
    )
    broken, empty = found["files"]
    assert (broken["outcome"], broken["kind"], broken["refusal"]) == ("refused", "ofx", "file_truncated")
    assert broken["sentence"].startswith("This file breaks off before its end. Download it again")
    assert (broken["verdict"]["rows"], empty["verdict"]["rows"], empty["verdict"]["sum"]) == (
        "differs",
        "equal",
        "equal",
    )
    assert not broken["silently_wrong"]


def test_a_crash_is_counted_with_its_name_and_place(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(importers, "choose", broken)
    put(tree / "dutch.940", DUTCH)
    found = read_tree(tree, {"file": "tree/dutch.940", "format": "MT940", "n": 0})
    (told,) = found["files"]
    assert (told["outcome"], told["crash"], told["kind"]) == ("crashed", "ZeroDivisionError", "mt940")
    assert told["detail"].startswith("by nothing (test_reading.py:")
    assert told["verdict"]["rows"] == "differs"
    assert [found["totals"][each] for each in ("files", "read", "refused", "crashed")] == [1, 0, 0, 1]


def test_of_several_statements_one_balance_is_enough(tree: Path) -> None:
    put(tree / "two.sta", DUTCH + DUTCH.replace(b"000975,00", b"000970,00"))
    for closing, verdict in (("975.00", "equal"), ("970.00", "equal"), ("971.00", "differs")):
        (told,) = read_tree(tree, {"file": "tree/two.sta", "close": closing})["files"]
        assert (told["verdict"]["closing"], told["balanced"]) == (verdict, False)


@pytest.mark.parametrize(
    "content", ["no json", '{"file": 1}', '[{"n": 1}]', '[{"file": "a", "sum": "much"}]']
)
def test_a_list_that_cannot_be_read_is_refused(tree: Path, content: str) -> None:
    with pytest.raises(MeasureRefused) as caught:
        measure(tree, put(tree / "expected.json", content), True, lambda _done, _files: None)
    assert caught.value.code == "measure_expected_unreadable"


def told(expected: Expected | None) -> list[str]:
    assert expected is not None
    return [str(getattr(expected, value)) for value in ("rows", "sum", "opening", "closing")]


def test_mt940_objects_are_walked_not_built(tree: Path) -> None:
    put(tree / "a.yml", YML)
    expected = mt940_yml.of(put(tree / "a.sta", DUTCH))
    assert told(expected) == ["1", "-25.00", "1000.00", "975.00"]
    assert expected is not None
    assert [str(day) for day, _ in expected.lines or ()] == ["2025-03-03"]


def test_a_table_finds_the_conversion_of_its_name_or_its_beginning(tree: Path) -> None:
    put(tree / "converted/n26.qif", QIF)
    assert told(csv2ofx.of(put(tree / "test/n26-fr_trimmed.csv", TABLE)))[:2] == ["2", "238.00"]
    assert csv2ofx.of(put(tree / "test/n2.csv", TABLE)) is None


def test_a_conversion_to_ofx_has_a_closing_balance(tree: Path) -> None:
    row = "<STMTTRN><DTPOSTED>20250303120000<TRNAMT>-12.00</STMTTRN>"
    put(tree / "converted/a.ofx", f"{row}<LEDGERBAL><BALAMT>88.00</LEDGERBAL>")
    assert told(csv2ofx.of(put(tree / "test/a.csv", TABLE))) == ["1", "-12.00", "None", "88.00"]


def test_the_corpus_is_read_by_its_rules(tree: Path) -> None:
    put(tree / "corpus/reading-rules.md", "rules")
    body = "<STMTTRN><TrnAmt>+1 006,60\n</STMTTRN><STMTTRN><TRNAMT>-1.000,50\n<LEDGERBAL>\n<BALAMT>2000,00\n"
    assert told(corpus.of(put(tree / "corpus/bank/a.ofx", body))) == ["2", "6.10", "None", "2000.00"]
    assert corpus.of(put(tree / "elsewhere/a.ofx", body)) is None


def test_a_summary_speaks_for_the_file_that_names_its_account(tree: Path) -> None:
    put(tree / "count.csv", "AccountId,StatementCreated,NumTransactions,NetAmount\n77,x,3,-64321.5\n")
    assert told(summary.of(put(tree / "a.xml", "<Id>77</Id>")))[:2] == ["3", "-64321.5"]
    assert summary.of(put(tree / "b.xml", "<Id>777</Id>")) is None


def test_a_banks_section_reads_the_table_it_fits(tree: Path) -> None:
    section = "Source Filename Pattern = {}\nInput Columns = Date,Payee,{}\nDate Format = %Y-%m-%d\n"
    put(tree.parent / "reference/bank2ynab.conf", f"[A]\n{section.format('may_', 'Inflow')}")
    assert told(bank2ynab.of(put(tree / "bank2ynab/may_2025.csv", TABLE)))[:2] == ["2", "238.00"]
    assert bank2ynab.of(put(tree / "bank2ynab/june.csv", TABLE)) is None
    assert bank2ynab.of(put(tree / "other/may_2025.csv", TABLE)) is None


def test_every_source_decides_something_of_the_public_files_and_nothing_crashes(shared_data: Path) -> None:
    statements = shared_data / "statements"
    document = statements / "EXPECTED_reference_parsers.json"
    found = measure(statements, document, True, lambda _done, _files: None)
    deciders = {name for each in found["files"] for name in each["decided_by"].values()}
    assert deciders == {source.NAME for source in OWN} | {"listed"}
    assert found["totals"]["crashed"] == 0
    assert found["totals"]["read"] >= 189
