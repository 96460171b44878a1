import csv
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

import core.rules
from core.domain.categories import OWN_TRANSFER, ROOT_CATEGORIES, UNCATEGORISED, Side
from core.domain.codes import TypeCode
from core.rules import tables
from core.rules.categories import categories, category_by_key
from models.features.text import normalize_payee

NAMES = ("mcc", "nace", "type_codes")


def test_twenty_categories_in_the_order_of_the_table() -> None:
    keys = [category.key for category in categories()]
    assert len(keys) == len(set(keys)) == 20
    assert keys[:5] == ["own_transfer", "bank_fees", "financing", "cash", "sales"]
    assert category_by_key()["sales"].side is Side.IN
    assert category_by_key()["own_transfer"].side is Side.NEUTRAL


@pytest.mark.parametrize("name", NAMES)
def test_no_two_ranges_of_equal_width_overlap(name: str) -> None:
    clashes = [
        (one, other)
        for one, other in combinations(tables.load(name).ranges, 2)
        if one.code_from <= other.code_to and other.code_from <= one.code_to and one.width() == other.width()
    ]
    assert clashes == []


@pytest.mark.parametrize("name", NAMES)
def test_every_row_names_a_master_category_or_none_and_its_source(name: str) -> None:
    known = {category.key for category in categories()} | {""}
    for each in tables.load(name).ranges:
        assert each.category in known
        assert each.category != UNCATEGORISED
        assert each.source
        assert each.code_from <= each.code_to


def test_type_codes_lists_all_twenty_and_names_only_roots() -> None:
    ranges = tables.load("type_codes").ranges
    assert {each.code_from for each in ranges} == {code.value for code in TypeCode}
    assert {each.category for each in ranges} == ROOT_CATEGORIES | {""}


@pytest.mark.parametrize("name", ["mcc", "nace"])
def test_codes_of_trades_never_name_a_root_category(name: str) -> None:
    assert not ROOT_CATEGORIES & {each.category for each in tables.load(name).ranges}


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("5814", "meals"),
        ("2842", "premises"),
        ("2800", "office"),
        ("4816", "it"),
        ("4814", "utilities"),
        ("6011", ""),
        ("0001", ""),
        ("", ""),
        ("abcd", ""),
    ],
)
def test_the_narrowest_range_of_merchant_codes_wins(code: str, category: str) -> None:
    assert tables.lookup(tables.load("mcc"), code) == category


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("56.10", "meals"),
        ("5610", "meals"),
        ("56.1", "meals"),
        ("47", "supplier"),
        ("47.30", "vehicle"),
        ("64.19", ""),
    ],
)
def test_a_trade_is_found_by_class_group_or_division(code: str, category: str) -> None:
    assert tables.lookup(tables.load("nace"), code) == category


def test_answers_keep_the_index_of_the_codes() -> None:
    codes = pd.Series(["5814", "", "5814"], index=[7, 8, 9])
    assert tables.answers(tables.load("mcc"), codes).to_dict() == {7: "meals", 8: "", 9: "meals"}


def test_every_ledger_account_of_birmingham_has_a_master_category() -> None:
    accounts = tables.birmingham_accounts()
    path = Path(core.rules.__file__).parent / "tables" / "birmingham_account_to_master.csv"
    assert len(accounts) == len(list(csv.DictReader(path.open(encoding="utf-8"))))
    assert accounts["Vehicle Fuel"] == "vehicle"
    assert set(accounts.values()) <= {category.key for category in categories()}


@pytest.mark.parametrize(
    ("expense_type", "category"),
    [
        ("Building Insurance", "insurance"),
        ("Public Liability Ins", "insurance"),
        ("Maintenance of Buildings", "premises"),
        ("Office Rent", "office"),
        ("Prudential Borrowing", UNCATEGORISED),
    ],
)
def test_an_expense_type_of_manchester_is_named_by_its_first_known_word(
    expense_type: str, category: str
) -> None:
    """Words are tried in the table's order: office stands before rent, insurance before building."""
    assert tables.manchester_category(expense_type) == category


def test_manchester_s_words_name_master_categories() -> None:
    path = Path(core.rules.__file__).parent / "tables" / "manchester_word_to_master.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert len(rows) == len({row["word"] for row in rows})
    assert {row["category"] for row in rows} <= {category.key for category in categories()}


def test_a_keyword_stands_once_and_names_a_category_that_a_name_can_tell() -> None:
    phrases = [each.phrase for each in tables.keywords()]
    assert len(phrases) == len(set(phrases)) > 4_000
    known = {category.key for category in categories()} - {OWN_TRANSFER, UNCATEGORISED}
    assert {each.category for each in tables.keywords()} == known
    assert {each.language for each in tables.keywords()} == set("de en es fr it nl pl".split())
    assert {each.strength for each in tables.keywords()} == {1, 2, 3}


def test_a_keyword_is_written_as_payees_are() -> None:
    """Else it would never be found; one star at most, for the rest of a single word."""
    for each in tables.keywords():
        plain = each.phrase.removeprefix("*") if each.phrase[0] == "*" else each.phrase.removesuffix("*")
        assert normalize_payee(plain, "") == plain
        assert plain == each.phrase or " " not in plain
        assert len(plain.split()) <= 4
