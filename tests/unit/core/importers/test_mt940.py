"""Lines and details of MT940 as banks write them; the frame around them is the same."""

import pytest

from core.domain.bank_file import Row
from core.importers.mt940 import read
from core.importers.mt940_details import read_details


def row(line: str, details: str = "") -> Row:
    text = f":20:X\n:25:1/2\n:60F:C250228EUR0,00\n:61:{line}\n:86:{details}\n:62F:C250331EUR0,00\n-\n"
    (found,) = read(text.encode()).statements[0].rows
    return found


@pytest.mark.parametrize(
    ("line", "minor"),
    [
        ("250303C12,5NTRFX", 1250),
        ("2503030303D12,NTRFX", -1200),
        ("250303RC12,00NTRFX", -1200),
        ("250303RD12,00NTRFX", 1200),
        ("250303DR12,00NTRFX", -1200),
        ("250303    DD212,39NMSCNONREF//", -21239),
        ("2503030303D65,00NOVBNL47INGB9999999999\nhr g paulissen", -6500),
    ],
)
def test_marks_and_amounts(line: str, minor: int) -> None:
    assert row(line).amount_minor == minor


@pytest.mark.parametrize(
    ("line", "booked", "value"),
    [
        ("2503040303D1,NTRFX", "2025-03-03", "2025-03-04"),
        ("2412311231D1,NTRFX", "2024-12-31", "2024-12-31"),
        ("2412310102D1,NTRFX", "2025-01-02", "2024-12-31"),
        ("2501011231D1,NTRFX", "2024-12-31", "2025-01-01"),
        ("190230D1,NTRFX", "2019-02-28", "2019-02-28"),
        ("2503031399D1,NTRFX", "2025-03-03", "2025-03-03"),
    ],
)
def test_the_entry_day_takes_the_year_nearest_to_the_value_day(line: str, booked: str, value: str) -> None:
    found = row(line)
    assert (found.booked_on.isoformat(), str(found.value_on)) == (booked, value)


@pytest.mark.parametrize(
    ("line", "details", "neutral"),
    [
        ("250303D1,NSTOX", "", "standing_order"),
        ("250303D1,NTRFX", "105?00LASTSCHRIFT", "direct_debit"),
        ("250303C1,NTRFX", "171?00EINZUG", "direct_debit_collected"),
        ("250303D1,NMSCX", "808?00ENTGELT", "account_fee"),
        ("250303D1,NMSCX", "153?00LOHN", "salary_batch"),
        ("250303C1,NMSCX", "153?00LOHN", "transfer_in"),
        ("250303C1,NMSCX", "152?00DAUERAUFTRAG", "standing_order"),
        ("250303C1,N192X", "", "other"),
    ],
)
def test_bank_codes_become_neutral_ones(line: str, details: str, neutral: str) -> None:
    assert row(line, details).type_code == neutral


def test_german_subfields() -> None:
    found = read_details(
        "166?00GUTSCHRIFT?100399?20EREF+TFNR 22 004?21 00001?22\nSVWZ+Verw CTSc-01 BC-PPP TF?23Nr 22 004"
        "?30DRESDEFF508?31DE1450880\n0500194785000?32KARL?33        KAUFMANN"
    )
    assert (found.code, found.counterparty, found.bank) == ("166", "KARL KAUFMANN", "DRESDEFF508")
    assert found.account == "DE14508800500194785000"
    assert (found.text, found.reference) == ("Verw CTSc-01 BC-PPP TFNr 22 004", "TFNR 22 004 00001")


def test_dutch_words() -> None:
    found = read_details("/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/NAME/J DOE/REMI/Rent/EREF/E1")
    assert (found.counterparty, found.account, found.text) == ("J DOE", "NL20INGB0001234567", "Rent")


def test_free_text_goes_on_where_a_full_line_breaks() -> None:
    full = "BEA   NR:XXX1234   21.05.11/12.54 DIRCKIII FIL2500 KATWIJK,PAS99"
    assert read_details(f"{full}\n9 END\nMORE").text == f"{' '.join(full.split())}9 END MORE"


def test_a_hyphen_in_the_details_does_not_end_the_message() -> None:
    assert row("250303D1,NTRFX", "PAID\n-100,00 BACK").text == "PAID -100,00 BACK"


def test_details_after_the_closing_balance_belong_to_no_payment() -> None:
    text = b":20:X\n:25:1\n:60F:C250228EUR0,\n:61:250303D1,NTRFX\n:62F:D250331EUR1,\n:86:SUMMARY\n-\n"
    (found,) = read(text).statements[0].rows
    assert found.text == ""


def test_a_closing_balance_without_its_currency_is_in_that_of_the_opening_one() -> None:
    text = b":20:X\n:25:1\n:60F:C020324DEM145000,00\n:61:020324DM50000,00S051\n:62F:C02032495000,00\n"
    (found,) = read(text).statements
    assert (found.currency, found.closing and found.closing.minor) == ("DEM", 9_500_000)


@pytest.mark.parametrize(
    ("written", "bank", "number"),
    [
        ("50010517/0137075030", "50010517", "0137075030"),
        ("NL91ABNA0417164300 EUR", "", "NL91ABNA0417164300"),
        ("1291.99.348EUR", "", "1291.99.348"),
        ("UBRTHUHB/123456789150ABCDEF002/HUF", "UBRTHUHB", "123456789150ABCDEF002"),
    ],
)
def test_the_account_is_named_without_its_currency(written: str, bank: str, number: str) -> None:
    (found,) = read(f":20:X\n:25:{written}\n:60F:C250228EUR0,00\n:62F:C250331EUR0,00\n".encode()).statements
    assert (found.bank_code, found.account_number) == (bank, number)


def test_a_cheque_names_its_number_and_a_reversal_is_marked() -> None:
    assert row("250303D1,NCHK16703074").cheque_number == "16703074"
    assert row("250303D1,NTRF16703074").cheque_number == ""
    assert [row(f"250303{mark}1,NTRFX").reversal for mark in ("D", "C", "RD", "RC")] == [
        False,
        False,
        True,
        True,
    ]


def test_what_was_paid_in_another_currency_is_kept_with_its_rate() -> None:
    found = row("250303D32,34NTRFX\n/OCMT/CAD47,11//EXCH/1,4567/")
    assert (found.original_minor, found.original_currency, found.exchange_rate) == (-4711, "CAD", "1.4567")


def test_a_dutch_return_says_why() -> None:
    found = row("250303C1,NRTIX", "/RTRN/AC04/NAME/J DOE/REMI/Rent/EREF/E1/MARF/M1/CSID/NL1ZZZ")
    assert (found.reversal, found.end_to_end_id) == (True, "E1")
    assert found.text == "Rent MREF+M1 CRED+NL1ZZZ RTRN+AC04"
