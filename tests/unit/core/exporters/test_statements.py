from dataclasses import replace
from datetime import date

import pytest

from core.domain.bank_file import Balance, Row, Statement
from core.exporters.statements import bursar_csv, camt053, mt940, ofx, plain_csv
from core.importers import bursar_csv as bursar_csv_in
from core.importers import camt053 as camt053_in
from core.importers import mt940 as mt940_in
from core.importers import ofx as ofx_in

NUMBER = "IE64IRCE92050112345678"
RENT = Row(
    line_no=0,
    booked_on=date(2026, 1, 2),
    value_on=date(2026, 1, 1),
    amount_minor=-123456,
    currency="EUR",
    raw="",
    text="RENT Jan 2026 & a long purpose that runs over more than one of the bank's fields",
    counterparty="Quay Street Properties (Holdings) Limited",
    counterparty_account="IE29AIBK93115212345678",
    counterparty_bank="AIBKIE2DXXX",
    counterparty_nace="68.20",
    type_code="standing_order",
    reference="R3F",
    standing_order=True,
    contactless=False,
    balance_minor=876544,
)
TAKINGS = replace(
    RENT,
    booked_on=date(2026, 1, 3),
    value_on=date(2026, 1, 3),
    amount_minor=500,
    text="TAKINGS, 5 x 1.00",
    counterparty="",
    counterparty_account="",
    counterparty_bank="",
    counterparty_nace="",
    type_code="card_takings",
    reference="",
    standing_order=False,
    balance_minor=877044,
)
STATEMENT = Statement(
    account_number=NUMBER,
    currency="EUR",
    rows=(RENT, TAKINGS),
    account_name="Café current",
    bank_code="IRCEIE2D",
    opening=Balance(date(2025, 12, 31), 1000000),
    closing=Balance(date(2026, 1, 4), 877044),
)


def test_bursar_csv_is_one_documented_line_a_payment() -> None:
    header, rent, takings = bursar_csv.write(STATEMENT).decode().splitlines()
    assert header.startswith("booked_on,value_on,amount,currency,balance,account,text,type_code,mcc")
    assert rent == (
        "2026-01-02,2026-01-01,-1234.56,EUR,8765.44,IE64IRCE92050112345678,"
        "RENT Jan 2026 & a long purpose that runs over more than one of the bank's fields,standing_order,,"
        "Quay Street Properties (Holdings) Limited,IE29AIBK93115212345678,AIBKIE2DXXX,68.20,1,0"
    )
    assert '"TAKINGS, 5 x 1.00",card_takings' in takings


def test_bursar_csv_reads_back_whole() -> None:
    (found,) = bursar_csv_in.read(bursar_csv.write(STATEMENT)).statements
    rows = [replace(row, line_no=0, raw="", bank_code="") for row in found.rows]
    assert rows == [replace(row, reference="") for row in (RENT, TAKINGS)]


def test_plain_csv_has_a_preamble_semicolons_and_decimal_commas() -> None:
    lines = plain_csv.write(STATEMENT).decode("utf-8-sig").split("\r\n")
    assert lines[:3] == ["Statement of account;Café current", f"IBAN;{NUMBER}", "Until;04.01.2026"]
    assert lines[4].startswith("Account;Booking date;Value date;Payee or payer;Purpose")
    assert lines[6] == f"{NUMBER};03.01.2026;03.01.2026;;TAKINGS, 5 x 1.00;;5,00;EUR;8.770,44"


@pytest.mark.parametrize("version", [1, 2])
def test_ofx_reads_back(version: int) -> None:
    (found,) = ofx_in.read(ofx.write(STATEMENT, version)).statements
    rent, takings = found.rows
    assert (found.account_number, found.currency, found.account_kind) == (NUMBER, "EUR", "current")
    assert found.closing == STATEMENT.closing
    assert (rent.booked_on, rent.amount_minor, rent.type_code) == (
        date(2026, 1, 2),
        -123456,
        "standing_order",
    )
    assert (rent.text, rent.counterparty) == (RENT.text, RENT.counterparty)
    assert (takings.amount_minor, takings.text) == (500, "TAKINGS, 5 x 1.00")


def test_ofx_1_leaves_fields_open_and_2_closes_them() -> None:
    assert b"<TRNAMT>5.00\r\n" in ofx.write(STATEMENT, 1)
    assert b"<TRNAMT>5.00</TRNAMT>" in ofx.write(STATEMENT, 2)


def test_ofx_of_a_card_is_a_card_statement() -> None:
    (found,) = ofx_in.read(ofx.write(replace(STATEMENT, account_kind="card"))).statements
    assert (found.account_kind, found.account_number, len(tuple(found.rows))) == ("card", NUMBER, 2)


def test_ofx_without_a_closing_balance_ends_with_the_last_running_one() -> None:
    (found,) = ofx_in.read(ofx.write(replace(STATEMENT, closing=None))).statements
    assert found.closing == Balance(date(2026, 1, 3), 877044)


def test_mt940_writes_field_61_and_86_as_german_banks_do() -> None:
    lines = mt940.write(STATEMENT).decode("ascii").split("\r\n")
    assert lines[3:7] == [
        ":60F:C251231EUR10000,00",
        ":61:2601010102D1234,56NSTONONREF",
        ":86:117?00STANDING ORDER",
        "?20EREF+R3F SVWZ+RENT Jan 2026?21 & a long purpose that runs",
    ]
    assert lines[-3:-1] == [":62F:C260104EUR8770,44", "-"]


def test_mt940_reads_back() -> None:
    (found,) = mt940_in.read(mt940.write(STATEMENT)).statements
    rent, takings = found.rows
    assert (found.account_number, found.bank_code, found.currency) == (NUMBER, "IRCEIE2D", "EUR")
    assert (found.opening, found.closing) == (STATEMENT.opening, STATEMENT.closing)
    assert (rent.booked_on, rent.value_on, rent.amount_minor) == (RENT.booked_on, RENT.value_on, -123456)
    assert (rent.text, rent.counterparty, rent.reference) == (RENT.text, RENT.counterparty, "R3F")
    assert (rent.counterparty_account, rent.counterparty_bank) == (RENT.counterparty_account, "AIBKIE2DXXX")
    assert (rent.type_code, takings.type_code) == ("standing_order", "card_takings")


def test_mt940_folds_what_swift_cannot_write() -> None:
    odd = replace(TAKINGS, text="Größe? 5 €", counterparty="Café :61: Łódź")
    (found,) = mt940_in.read(mt940.write(replace(STATEMENT, rows=(odd,)))).statements
    (row,) = found.rows
    assert (row.text, row.counterparty) == ("Groe 5", "Cafe :61: odz")


def test_camt053_reads_back() -> None:
    (found,) = camt053_in.read(camt053.write(STATEMENT)).statements
    rent, takings = found.rows
    assert (found.account_number, found.account_name, found.currency) == (NUMBER, "Café current", "EUR")
    assert (found.opening, found.closing) == (STATEMENT.opening, STATEMENT.closing)
    same = ("booked_on", "value_on", "amount_minor", "currency", "text", "counterparty", "reference")
    same += ("counterparty_account", "counterparty_bank", "type_code")
    assert [getattr(rent, name) for name in same] == [getattr(RENT, name) for name in same]
    assert (takings.amount_minor, takings.type_code, takings.counterparty) == (500, "card_takings", "")


def test_amounts_keep_to_the_currencys_own_decimals() -> None:
    yen = replace(TAKINGS, currency="JPY", amount_minor=-500, balance_minor=1200)
    statement = Statement(NUMBER, "JPY", (yen,), closing=Balance(date(2026, 1, 3), 1200))
    assert ":61:2601030103D500,NTRFNONREF" in mt940.write(statement).decode()
    assert '<Amt Ccy="JPY">500</Amt><CdtDbtInd>DBIT</CdtDbtInd>' in camt053.write(statement).decode()
    assert "2026-01-03,2026-01-03,-500,JPY,1200," in bursar_csv.write(statement).decode()
