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
