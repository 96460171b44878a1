"""What real banks do to OFX, in one line each; the frame around it is the same."""

from datetime import date

import pytest

from core.domain.bank_file import Balance, Reading
from core.domain.errors import NoStatement
from core.domain.words.errors import trouble
from core.domain.words.problems import sentence
from core.importers.ofx import read, recognizes

FRAME = (
    "OFXHEADER:100\nDATA:OFXSGML\nCHARSET:{charset}\n\n<OFX><STMTRS><CURDEF>EUR\n"
    "<BANKACCTFROM><ACCTID>1<ACCTTYPE>{kind}</BANKACCTFROM>\n"
    "<STMTTRN><TRNTYPE>{type}<DTPOSTED>{day}<TRNAMT>{amount}<FITID>1<NAME>{name}</STMTTRN>\n"
    "<LEDGERBAL><BALAMT>{balance}<DTASOF>20250331</LEDGERBAL></STMTRS></OFX>"
)
USUAL = {
    "charset": "1252",
    "kind": "CHECKING",
    "type": "DEBIT",
    "day": "20250303",
    "amount": "-1.00",
    "name": "Lab",
    "balance": "5.00",
}


def reading(encoding: str = "cp1252", **changed: str) -> Reading:
    return read(FRAME.format(**{**USUAL, **changed}).encode(encoding))


@pytest.mark.parametrize(
    ("written", "minor"),
    [("-10.00", -1000), ("+ 1,006.60", 100_660), ("-2000,00", -200_000), ("-00000001500.0000", -150_000)],
)
def test_amounts(written: str, minor: int) -> None:
    (row,) = reading(amount=written).statements[0].rows
    assert row.amount_minor == minor


@pytest.mark.parametrize(
    ("written", "iso"),
    [("20250303120000.000[-5:EST]", "2025-03-03"), ("030325", "2025-03-03")],
)
def test_days(written: str, iso: str) -> None:
    (row,) = reading(day=written).statements[0].rows
    assert row.booked_on.isoformat() == iso


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"amount": "$120"}, None), ({"amount": "free"}, "bad_amount"), ({"day": "00000000"}, "no_date")],
)
def test_a_line_that_cannot_be_read_is_listed(changed: dict[str, str], code: str | None) -> None:
    found = reading(**changed)
    assert [problem.code for problem in found.problems] == ([code] if code else [])
    assert len(tuple(found.statements[0].rows)) == (0 if code else 1)


@pytest.mark.parametrize(
    ("charset", "encoding"), [("1252", "cp1252"), ("NONE", "cp1252"), ("8859-1", "latin-1")]
)
def test_the_declared_characters_count(charset: str, encoding: str) -> None:
    (row,) = reading(encoding, charset=charset, name="Café ¦ & Co").statements[0].rows
    assert row.counterparty == "Café ¦ & Co"


@pytest.mark.parametrize(
    ("kind", "bursar"), [("CHECKING", "current"), ("SAVINGS", "savings"), ("CREDITLINE", "loan")]
)
def test_account_kinds(kind: str, bursar: str) -> None:
    assert reading(kind=kind).statements[0].account_kind == bursar


def test_an_empty_ledger_balance_is_no_anchor() -> None:
    assert reading(balance=" ").statements[0].closing is None


@pytest.mark.parametrize(
    ("bank", "amount", "neutral"),
    [
        ("Credit", "5", "other"),
        ("INT", "5", "interest_earned"),
        ("INT", "-5", "interest_charged"),
        ("Z", "5", "other"),
    ],
)
def test_types(bank: str, amount: str, neutral: str) -> None:
    (row,) = reading(type=bank, amount=amount).statements[0].rows
    assert (row.type_code, row.bank_code) == (neutral, bank.upper())


def test_a_day_of_six_digits_and_three_digits_behind_a_comma_are_noted() -> None:
    found = reading(day="030325", amount="2,000")
    assert [(problem.code, problem.raw) for problem in found.problems] == [
        ("three_behind_comma", "2,000"),
        ("unusual_day", "030325"),
    ]
    (row,) = found.statements[0].rows
    assert (row.amount_minor, row.booked_on.isoformat()) == (200, "2025-03-03")


@pytest.mark.parametrize(
    ("entry_end", "list_end"), [("</STMTTRN>", ""), ("", "</BANKTRANLIST>"), ("", "")], ids=str
)
def test_a_missing_end_tag_loses_neither_row_nor_balance(entry_end: str, list_end: str) -> None:
    text = FRAME.format(**USUAL).replace("</STMTTRN>", entry_end + list_end)
    (statement,) = read(text.encode()).statements
    (row,) = statement.rows
    assert (row.amount_minor, statement.closing) == (-100, Balance(date(2025, 3, 31), 500))


def test_a_statement_that_is_never_closed_counts() -> None:
    text = FRAME.format(**USUAL).replace("</LEDGERBAL></STMTRS>", "")
    (statement,) = read(text.encode()).statements
    assert (len(tuple(statement.rows)), statement.closing) == (1, Balance(date(2025, 3, 31), 500))


def test_a_balance_without_a_day_is_as_of_the_last_row_and_said() -> None:
    found = read(FRAME.format(**USUAL).replace("20250331", "00000000").encode())
    assert found.statements[0].closing == Balance(date(2025, 3, 3), 500)
    assert [problem.code for problem in found.problems] == ["balance_undated"]
    assert sentence(found.problems[0]) == (
        "The balance has no date: it was taken as of 3 Mar 2025, the end of its period."
    )


def test_a_balance_that_is_no_amount_is_said() -> None:
    found = reading(balance="n/a")
    assert (found.statements[0].closing, [each.code for each in found.problems]) == (None, ["bad_balance"])


def test_values_may_stand_in_cdata_and_tags_may_have_attributes_and_prefixes() -> None:
    text = FRAME.format(**{**USUAL, "name": "<![CDATA[Fish & <b>Chips</b>]]>"})
    text = text.replace("<OFX>", '<ofx:OFX xmlns:ofx="http://ofx.net">').replace("</OFX>", "</ofx:OFX>")
    assert recognizes(text.encode()) == 0.98
    (row,) = read(text.encode()).statements[0].rows
    assert row.counterparty == "Fish & <b>Chips</b>"


def test_an_amount_in_another_currency_is_changed_by_its_rate_and_said() -> None:
    found = reading(name="Lab<CURRENCY><CURRATE>1.065<CURSYM>USD</CURRENCY>")
    (row,) = found.statements[0].rows
    assert (row.amount_minor, row.currency, row.exchange_rate) == (-106, "EUR", "1.065")
    assert (row.original_minor, row.original_currency) == (-100, "USD")
    assert sentence(found.problems[0]) == (
        "This file has amounts in USD, changed to EUR by the rate beside each."
    )


def test_amounts_in_another_currency_without_a_rate_are_never_added_up() -> None:
    found = reading(name="Lab<CURRENCY><CURSYM>USD</CURRENCY>")
    told = [(each.currency, len(each.rows), bool(each.closing)) for each in found.statements]
    assert told == [("EUR", 0, True), ("USD", 1, False)]
    assert [each.code for each in found.problems] == ["other_currency"]


def test_an_amount_that_was_changed_already_keeps_what_it_was() -> None:
    (row,) = reading(name="Lab<ORIGCURRENCY><CURRATE>0.5<CURSYM>USD</ORIGCURRENCY>").statements[0].rows
    assert (row.amount_minor, row.currency, row.original_minor) == (-100, "EUR", -200)


@pytest.mark.parametrize(("written", "codes"), [("-1.005", ["rounded"]), ("-1.0000", [])])
def test_decimals_that_are_cut_are_said(written: str, codes: list[str]) -> None:
    assert [each.code for each in reading(amount=written).problems] == codes


@pytest.mark.parametrize("charset", ["1252", "NONE", "8859-1"])
def test_utf8_under_another_name(charset: str) -> None:
    found = reading("utf-8", charset=charset, name="Café")
    assert (found.encoding, found.statements[0].rows[0].counterparty) == ("utf-8", "Café")


@pytest.mark.parametrize(("action", "rows"), [("REPLACE", ["-2.00"]), ("DELETE", [])])
def test_what_another_entry_corrects_does_not_stay_beside_it(action: str, rows: list[str]) -> None:
    again = (
        "Lab</STMTTRN><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250303<TRNAMT>-2<FITID>2"
        f"<CORRECTFITID>1<CORRECTACTION>{action}<NAME>Lab"
    )
    found = reading(name=again)
    assert [f"{row.amount_minor / 100:.2f}" for row in found.statements[0].rows] == rows
    (problem,) = [each for each in found.problems if each.code == "corrected"]
    assert problem.facts["value"] == "1"


def test_an_entry_that_takes_back_another_is_no_payment() -> None:
    found = reading(name="Lab<CORRECTFITID>0<CORRECTACTION>DELETE")
    assert [problem.code for problem in found.problems] == ["taken_back"]
    assert tuple(found.statements[0].rows) == ()


SIGNED_ON = "<SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS>"


@pytest.mark.parametrize(
    ("inside", "happened"),
    [
        ("", "there is nothing between its first and its last tag"),
        (SIGNED_ON, "the bank answered only the sign-on"),
        (
            "<SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>wrong password</STATUS></SONRS>",
            "the bank refused the sign-on (“wrong password”)",
        ),
        (
            f"{SIGNED_ON}<STMTTRNRS><STATUS><CODE>2000<SEVERITY>ERROR</STATUS></STMTTRNRS>",
            "the bank answered with an error (“code 2000”)",
        ),
        (f"{SIGNED_ON}<ACCTINFO><DESC>A</ACCTINFO><ACCTINFO></ACCTINFO>", "only lists accounts (2)"),
        (f"{SIGNED_ON}<INTRARS><CURDEF>EUR</INTRARS>", "confirms orders to pay (1)"),
    ],
    ids=["nothing", "sign-on", "refused", "error", "accounts", "transfers"],
)
def test_a_file_without_a_statement_says_what_it_is(inside: str, happened: str) -> None:
    with pytest.raises(NoStatement) as refused:
        read(f"OFXHEADER:100\n<OFX>{inside}</OFX>".encode())
    assert happened in trouble(refused.value).happened
