"""What real banks do to OFX, in one line each; the frame around it is the same."""

import pytest

from core.domain.bank_file import Reading
from core.importers.ofx import read

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
