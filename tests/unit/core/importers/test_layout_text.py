"""A layout as a small text: out and in again, and what is refused on the way in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import LayoutRefused
from core.domain.words import errors
from core.importers.code_pages import PAGES
from core.importers.known_layouts import known_layouts
from core.importers.layout import Layout, fingerprint_of
from core.importers.layout_text import read, write

HEADER = ("Date", "Text", "Amount")
LAYOUT = Layout(
    fingerprint=fingerprint_of(HEADER),
    encoding="cp1252",
    delimiter="\t",
    columns={"booked_on": (0,), "amount": (2,), "text": (1,)},
    date_order="month_first",
    decimal=",",
    sign="spending_positive",
    currency="EUR",
    bank="Bank “of” Ours",
    header=HEADER,
)


def test_a_text_says_what_a_person_would() -> None:
    said = write(LAYOUT).splitlines()
    assert 'header = ["Date", "Text", "Amount"]' in said
    assert 'date_order = "month_first"' in said
    assert "amount = [3]" in said


def test_what_is_written_is_read_again() -> None:
    assert read(write(LAYOUT)) == LAYOUT


def test_a_table_without_a_header_is_known_by_its_shape() -> None:
    bare = Layout(fingerprint="0a" * 20, columns={"amount": (2,)}, date_order="day_first")
    assert read(write(bare)) == bare


@pytest.mark.parametrize("layout", known_layouts().values(), ids=lambda layout: layout.bank)
def test_every_known_layout_can_be_handed_on(layout: Layout) -> None:
    assert read(write(layout)) == layout


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5), st.text(st.characters(min_codepoint=32)))
def test_any_words_of_a_bank_survive(header: list[str], bank: str) -> None:
    layout = Layout(fingerprint=fingerprint_of(header), header=tuple(header), bank=bank[:120])
    assert read(write(layout)) == layout


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("header = [", "layout_no_toml"),
        ("x" * 20_001, "layout_too_long"),
        ("a = " + "[" * 9_000, "layout_no_toml"),
        ('header = ["a"]\npath = "/etc"', "layout_unknown_key"),
        ('header = ["a"]\nsign = "down"', "layout_bad_value"),
        ('header = ["a"]\ndate_order = 3', "layout_bad_value"),
        ('header = ["a"]\nencoding = "rot13"', "layout_bad_value"),
        ('header = ["a"]\ncurrency = "euro"', "layout_bad_value"),
        ('header = ["a"]\ncolumns = 3', "layout_bad_value"),
        ('header = "a"', "layout_bad_header"),
        ("header = [1]", "layout_bad_header"),
        ('sign = "as_written"', "layout_no_header"),
        ('fingerprint = "x"', "layout_bad_value"),
        ('header = ["a"]\n[columns]\nprogram = [1]', "layout_unknown_key"),
        ('header = ["a"]\n[columns]\namount = 1', "layout_bad_value"),
        ('header = ["a"]\n[columns]\namount = [0]', "layout_bad_column"),
        ('header = ["a"]\n[columns]\namount = [2]', "layout_bad_column"),
        ('header = ["a"]\n[columns]\namount = [true]', "layout_bad_column"),
        ('header = ["a", "b"]\n[columns]\ntext = [1, 1]', "layout_bad_column"),
        ('fingerprint = "' + "0" * 40 + '"\n[columns]\namount = [999999]', "layout_bad_column"),
    ],
)
def test_what_cannot_be_a_layout_is_refused(text: str, code: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        read(text)
    assert refused.value.code == code
    assert errors.trouble(refused.value) != errors.trouble(LayoutRefused())


@pytest.mark.parametrize("page", PAGES)
def test_every_code_page_that_is_told_can_be_handed_on(page: str) -> None:
    header = ("Date", "Amount")
    layout = Layout(
        fingerprint=fingerprint_of(header), header=header, encoding=page, columns={"booked_on": (0,)}
    )
    assert read(write(layout)).encoding == page
