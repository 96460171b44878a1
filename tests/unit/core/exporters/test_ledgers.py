import csv
import io
import re
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from core.domain.categories import Side
from core.exporters.ledgers import FORMATS, Line
from core.exporters.ledgers.columns import COLUMNS
from core.exporters.ledgers.line import as_written
from core.importers import ofx as ofx_in

DAY = date(2026, 10, 3)
POSTING = re.compile(r"^  (\S+)  (-?[\d.]+) (\w{3})$", re.MULTILINE)
OPENED = re.compile(r"^(\S+) open (\S+)$", re.MULTILINE)
ACCOUNT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:\w[\w-]*)+")


def line(number: int = 1, minor: int = -8420, **more: object) -> Line:
    plain: dict[str, object] = {
        "number": number,
        "known_by": f"print-{number}",
        "booked_on": DAY,
        "value_on": None,
        "account": "Current account",
        "account_number": "DE02120300000000202051",
        "account_kind": "current",
        "payee": "Blue Mill",
        "text": "Order 4417",
        "amount_minor": minor,
        "currency": "EUR",
        "category": "Supplier",
        "own": "",
        "side": Side.OUT,
        "how_sure": "sure",
        "decided_by": "you",
        "filed": True,
        "reference": "",
        "end_to_end_id": "",
    }
    return Line(**{**plain, **more})  # type: ignore[arg-type]


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_payment_as_a_line_of_the_table() -> None:
    (row,) = table(FORMATS["csv"]([line(own="Flour", value_on=date(2026, 10, 5), end_to_end_id="E-1")]))
    assert row == dict(zip(COLUMNS, row.values(), strict=True))
    assert list(row.values()) == [
        "2026-10-03",
        "2026-10-05",
        "Current account",
        "DE02120300000000202051",
        "Blue Mill",
        "Order 4417",
        "-84.20",
        "EUR",
        "Supplier",
        "Flour",
        "sure",
        "you",
        "",
        "E-1",
    ]


def test_no_cell_begins_a_formula_and_the_amount_stays_a_number() -> None:
    row = line(payee="=HYPERLINK(1)", text="+49 30 1234", reference="@SUM(A1)", account="-x", minor=-100_000)
    (told,) = table(FORMATS["csv"]([row]))
    assert [told[each] for each in ("Payee", "Text", "Reference", "Account", "Amount")] == [
        "'=HYPERLINK(1)",
        "'+49 30 1234",
        "'@SUM(A1)",
        "'-x",
        "-1000.00",
    ]
    sheet = load_workbook(io.BytesIO(FORMATS["xlsx"]([row]))).active
    assert sheet is not None
    assert "f" not in {cell.data_type for cell in sheet[2]}
    assert (str(sheet["A2"].value), sheet["G2"].value) == ("2026-10-03 00:00:00", -1000)


def test_each_currency_keeps_its_own_places() -> None:
    yen, dinar = line(minor=-1200, currency="JPY"), line(minor=-1200, currency="KWD")
    assert [row["Amount"] for row in table(FORMATS["csv"]([yen, dinar]))] == ["-1200", "-1.200"]


STARTS = ["", " ", "\x00", "=", "+", "-", "@", "\t", "\r", "\n", "＝", "'", "'=", "''@", "#N/A", "_x0041_"]
WORDS = st.builds(str.__add__, st.sampled_from(STARTS), st.text(max_size=40))


@given(st.lists(WORDS, min_size=3, max_size=3))
def test_any_words_come_back_from_the_table_and_the_workbook_and_none_of_them_runs(said: list[str]) -> None:
    payee, text, reference = said
    row = line(payee=payee, text=text, reference=reference)
    (told,) = table(FORMATS["csv"]([row]))
    cells = [told[each] for each in ("Payee", "Text", "Reference")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]
    assert [as_written(cell) for cell in cells] == said
    sheet = load_workbook(io.BytesIO(FORMATS["xlsx"]([row]))).active
    assert sheet is not None
    found = [sheet[f"{column}2"] for column in "EFM"]
    assert {cell.data_type for cell in found if cell.value} <= {"s", "inlineStr"}
    assert [as_written(unescape(cell.value or "")) for cell in found] == said


@given(
    st.lists(
        st.tuples(
            st.text(max_size=12), st.text(max_size=12), st.integers(-(10**9), 10**9), st.sampled_from(Side)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_entry_of_the_journal_balances_and_every_account_is_opened(
    found: list[tuple[str, str, int, Side]],
) -> None:
    lines = [
        line(number, minor, account=account, category=category, side=side)
        for number, (account, category, minor, side) in enumerate(found)
    ]
    journal = FORMATS["beancount"](lines).decode()
    opened = {name: day for day, name in OPENED.findall(journal)}
    postings = POSTING.findall(journal)
    assert len(postings) == 2 * len(lines)
    for paid, counted in zip(postings[::2], postings[1::2], strict=True):
        assert Decimal(paid[1]) + Decimal(counted[1]) == 0
    for name, *_ in postings:
        assert ACCOUNT.fullmatch(name)
        assert opened[name] == "2026-10-03"
    assert len(OPENED.findall(journal)) == len(opened)


def test_the_journal_of_a_card_a_refund_a_transfer_and_a_guess() -> None:
    lines = [
        line(1, account="Card", account_kind="card", own='Flour "fine"'),
        line(2, 500, payee='The "Mill"', text="back\nslash \\"),
        line(3, 100_000, category="Own transfer", side=Side.NEUTRAL),
        line(4, 91_240, category="Sales", side=Side.IN, filed=False),
    ]
    assert FORMATS["beancount"](lines).decode().splitlines() == [
        "2026-10-03 open Assets:Current-account-2051",
        "2026-10-03 open Equity:Own-transfer",
        "2026-10-03 open Expenses:Supplier",
        "2026-10-03 open Expenses:Supplier:Flour-fine",
        "2026-10-03 open Income:Sales",
        "2026-10-03 open Liabilities:Card-2051",
        "",
        '2026-10-03 * "Blue Mill" "Order 4417"',
        "  Liabilities:Card-2051  -84.20 EUR",
        "  Expenses:Supplier:Flour-fine  84.20 EUR",
        "",
        '2026-10-03 * "The \\"Mill\\"" "back slash \\\\"',
        "  Assets:Current-account-2051  5.00 EUR",
        "  Expenses:Supplier  -5.00 EUR",
        "",
        '2026-10-03 * "Blue Mill" "Order 4417"',
        "  Assets:Current-account-2051  1000.00 EUR",
        "  Equity:Own-transfer  -1000.00 EUR",
        "",
        '2026-10-03 ! "Blue Mill" "Order 4417"',
        "  Assets:Current-account-2051  912.40 EUR",
        "  Income:Sales  -912.40 EUR",
    ]


def test_accounts_are_named_in_any_script_and_the_same_whichever_payments_are_written() -> None:
    names = ["Счёт", "口座", "Konto 1", "Konto-1", "…"]
    lines = [line(at, account=name, account_number=f"4{at}") for at, name in enumerate(names)]
    together = {name for _, name in OPENED.findall(FORMATS["beancount"](lines).decode())}
    alone = {name for each in lines for _, name in OPENED.findall(FORMATS["beancount"]([each]).decode())}
    assert together == alone
    assert sorted(name for name in together if name.startswith("Assets")) == [
        "Assets:44",
        "Assets:Konto-1-42",
        "Assets:Konto-1-43",
        "Assets:X口座-41",
        "Assets:Счёт-40",
    ]


def test_a_payment_keeps_its_number_a_long_payee_and_odd_signs_in_ofx() -> None:
    long = "Quay Street Properties (Holdings) Limited"
    for lines in ([line(7, payee=long, text="a\x0bb")], [line(3), line(7, payee=long, text="a\x0bb")]):
        (statement,) = ofx_in.read(FORMATS["ofx"](lines)).statements
        *_, last = statement.rows
        assert (last.reference, last.counterparty, last.text) == ("bursar-print-7", long, "a b [Supplier]")


def test_ofx_is_read_back_by_our_own_reader_account_by_account() -> None:
    lines = [
        line(1),
        line(2, 912_40, text="", category="Sales"),
        line(3, -500, account="Card", account_number="4111", account_kind="card", currency="USD"),
    ]
    reading = ofx_in.read(FORMATS["ofx"](lines))
    told = [
        (
            each.account_number,
            each.currency,
            [(r.booked_on, r.amount_minor, r.counterparty, r.text) for r in each.rows],
        )
        for each in reading.statements
    ]
    assert told == [
        (
            "DE02120300000000202051",
            "EUR",
            [
                (DAY, -8420, "Blue Mill", "Order 4417 [Supplier]"),
                (DAY, 91240, "Blue Mill", "[Sales]"),
            ],
        ),
        ("4111", "USD", [(DAY, -500, "Blue Mill", "Order 4417 [Supplier]")]),
    ]
    assert [each.closing for each in reading.statements] == [None, None]


def test_nothing_is_written_as_an_empty_file_of_its_kind() -> None:
    assert table(FORMATS["csv"]([])) == []
    assert FORMATS["beancount"]([]) == b""
    assert b"<OFX>" in FORMATS["ofx"]([])
    assert load_workbook(io.BytesIO(FORMATS["xlsx"]([]))).active is not None
