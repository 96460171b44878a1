"""Lines and details of MT940 as banks write them; the frame around them is the same."""

import pytest

from core.domain.bank_file import Row
from core.importers.mt940 import read, recognizes
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
        ("250303ED10,00NTRFX", -1000),
        ("250303EC10,00NTRFX", 1000),
        ("250303D10.50NTRFX", -1050),
        ("250303D1.234,50NTRFX", -123450),
        ("250303D1,00 NTRFX", -100),
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


def test_a_line_that_is_not_full_ends_a_word() -> None:
    first = "EUROPESE OVERSCHRIJVING NAAR   BE02 0014 5678 9012 BIC GEBABEBB"
    assert read_details(f"{first}\nJANSSENS").text == f"{' '.join(first.split())} JANSSENS"


@pytest.mark.parametrize("amount", ["1.234", "10,5,0", "1.23.4"])
def test_an_amount_that_could_be_two_is_a_bad_line(amount: str) -> None:
    reading = read(f":20:X\n:25:1\n:60F:C250228EUR0,\n:61:250303D{amount}NTRFX\n:62F:C250331EUR0,\n".encode())
    assert [(each.code, each.facts["value"]) for each in reading.problems] == [("bad_amount", amount)]


def test_an_amount_longer_than_any_is_a_bad_line() -> None:
    line = f":61:250303D{'9' * 40},00NTRF"
    reading = read(f":20:X\n:25:1\n:60F:C250228EUR0,\n{line}\n:62F:C250331EUR{'9' * 40},\n".encode())
    assert [each.code for each in reading.problems] == ["bad_line", "bad_balance"]


def test_decimals_that_are_cut_are_said() -> None:
    reading = read(b":20:X\n:25:1\n:60F:C250228EUR0,\n:61:250303D5,005NTRF\n:62F:D250331EUR5,\n")
    assert [row.amount_minor for row in reading.statements[0].rows] == [-500]
    assert [(each.code, each.facts["value"]) for each in reading.problems] == [("rounded", "5,005")]


def test_an_expected_payment_is_pending() -> None:
    assert [row(f"250303{mark}1,NTRFX").status for mark in ("ED", "EC", "D")] == [
        "pending",
        "pending",
        "booked",
    ]


@pytest.mark.parametrize(
    "words", ["250,00 EUR CHARGES FOR INVOICE 99", "808.50 USD AT 1.08 HOTEL", "166-22 MUELLER", "166/20 X"]
)
def test_words_that_begin_with_a_number_are_not_coded(words: str) -> None:
    assert row("250303D1,NTRFX", words).text == words


@pytest.mark.parametrize("mark", ["?", "~", "<", "^"])
def test_subfields_without_a_code_before_them(mark: str) -> None:
    found = row(
        "250303D1,NTRFX", "?00LASTSCHRIFT?20Miete?31AT611904300234573201?32Verwaltung".replace("?", mark)
    )
    assert (found.text, found.counterparty) == ("Miete", "Verwaltung")
    assert (found.counterparty_account, found.bank_code) == ("AT611904300234573201", "NTRF")


def test_a_polish_code_on_a_line_of_its_own_is_written_twice() -> None:
    found = row("250303D1,S073X", "073\n:86:073~00VE02\n~20Rachunek\n~32TAURON SA\n")
    assert (found.counterparty, found.text) == ("TAURON SA", "Rachunek")


def test_the_payee_of_a_polish_bank_stands_behind_the_purpose() -> None:
    found = read_details("034<00przelew<20tytul<21 dalej<27FIRMA ALFA<28 SP Z OO<29Lodz<3861105000")
    assert (found.counterparty, found.text, found.account) == (
        "FIRMA ALFA SP Z OO",
        "tytul dalej",
        "61105000",
    )


def test_keywords_with_a_colon() -> None:
    found = read_details(
        "105?00LASTSCHRIFT?20EREF: RG-77 MREF: M-55 CRED: ?21DE98ZZZ09999999999 Strom Apri"
        "?22l IBAN: DE8937040044053201?233000 BIC: COBADEFFXXX?32Stadtwerke"
    )
    assert (found.reference, found.account, found.bank) == ("RG-77", "DE89370400440532013000", "COBADEFFXXX")
    assert found.text == "Strom April MREF+M-55 CRED+DE98ZZZ09999999999"


def test_an_account_that_is_only_spoken_of_is_not_the_payee_s() -> None:
    found = read_details("166?00G?20Bitte auf IBAN: DE12 zahlen?31DE99")
    assert (found.account, found.text) == ("DE99", "Bitte auf IBAN: DE12 zahlen")


def test_who_stands_behind_a_german_payment_is_kept() -> None:
    assert read_details("166?00G?20SVWZ+Danke?21ABWA+Oma Erna?32PETER").text == "Danke ABWA+Oma Erna"


@pytest.mark.parametrize(
    ("words", "party", "text"),
    [
        ("/NAME/Delta Lloyd/REMI/x/ULTD//NAME/ABN", "Delta Lloyd", "x"),
        ("/ULTD//NAME/ABN/BENM//NAME/X SPA/REMI//USTD//ref 3", "X SPA", "ref 3"),
        ("/ORDP/ACME AB/REMI/INV 1", "ACME AB", "INV 1"),
        ("/EREF/1//CNTP/NL32INGB0000012345/INGBNL2A/ING NV/CITY//REMI/USTD//EV1/", "ING NV", "EV1"),
    ],
)
def test_the_other_party_among_dutch_words(words: str, party: str, text: str) -> None:
    found = read_details(words)
    assert (found.counterparty, found.text) == (party, text)


def test_a_dutch_counterparty_has_its_account_and_bank() -> None:
    found = read_details("/CNTP/NL32INGB0000012345/INGBNL2A/ING NV///REMI/USTD//EV1/")
    assert (found.account, found.bank) == ("NL32INGB0000012345", "INGBNL2A")


def test_dutch_words_with_colons() -> None:
    found = read_details(
        "SEPA OVERBOEKING                 IBAN: NL83ABNA0563421234        \n"
        "BIC: ABNANL2A                    NAAM: J JANSEN                  \nOMSCHRIJVING: HUUR JULI"
    )
    assert (found.counterparty, found.account) == ("J JANSEN", "NL83ABNA0563421234")
    assert (found.bank, found.text) == ("ABNANL2A", "HUUR JULI")


@pytest.mark.parametrize(
    ("line", "details", "reference"),
    [
        ("250303C1,NTRFKREF+", "166?00G?20KREF+K99?21SVWZ+x", "K99"),
        ("250303C1,NTRFEREF+", "166?00G?20EREF+E1?21SVWZ+x", "E1"),
        ("250303C1,NTRFEREF//B1", "/REMI/USTD//z/", "B1"),
        ("250303C1,NTRFMARF", "/MARF/M1//REMI/USTD//z/", ""),
        ("250303C1,NTRF1234567890123456789012//B1", "x", "1234567890123456789012"),
    ],
)
def test_a_word_that_points_to_the_details_is_no_reference(line: str, details: str, reference: str) -> None:
    assert row(line, details).reference == reference


def test_the_second_line_of_a_payment_is_kept_beside_its_details() -> None:
    assert row("250303D1,NTRFX\nPRLV SEPA EDF", "RUM XYZ").text == "RUM XYZ PRLV SEPA EDF"
    assert row("250303D1,NTRFX\n/TRCD/00100/", "/REMI/USTD//z/").text == "z"
    assert row("250303D1,NTRFX\n20131209007602", "GIRO").text == "GIRO"
    found = row("250303D1,NTRFEREF\nNL49RABO0111111111", "/BENM//NAME/Kuiper/REMI/x")
    assert (found.counterparty_account, found.text) == ("NL49RABO0111111111", "x")


def test_a_name_behind_the_reference_is_kept() -> None:
    found = row("250303D1,N060P000029225      KPN - MOBIEL", "FACTUUR")
    assert (found.reference, found.text) == ("P000029225", "FACTUUR KPN - MOBIEL")


def test_a_lone_hyphen_in_the_details_does_not_end_the_message() -> None:
    assert row("250303D1,NTRFX", "ONE\n-\nTHREE").text == "ONE - THREE"


@pytest.mark.parametrize("tag", ["90C:1EUR1,", "90D:1EUR1,", "64:C250331EUR1,", "65:C250331EUR1,"])
def test_details_of_the_message_belong_to_no_payment(tag: str) -> None:
    text = f":20:X\n:25:1\n:34F:EUR0,\n:61:250303C1,NTRFX\n:86:MINE\n:{tag}\n:86:FOR ALL\n-\n"
    (found,) = read(text.encode()).statements[0].rows
    assert found.text == "MINE"


def test_two_at_signs_end_a_line() -> None:
    text = "@@:20:X@@:25:1/2@@:60F:C250401EUR1,@@:61:250401C1,00NTRFX@@:86:me@home@@:62F:C250401EUR2,@@-@@"
    assert recognizes(text.encode()) > 0.9
    (found,) = read(text.encode()).statements
    assert [(each.text, each.amount_minor) for each in found.rows] == [("me@home", 100)]


def test_a_balance_that_cannot_be_read_is_said() -> None:
    reading = read(b":20:X\n:25:1\n:60F:C250228EUR0,\n:61:250303C1,NTRFX\n:62F:250331EUR1,\n-\n")
    assert reading.statements[0].closing is None
    assert [(each.code, each.facts["value"]) for each in reading.problems] == [("bad_balance", "250331EUR1,")]


@pytest.mark.parametrize(
    ("line", "number", "said"),
    [
        ("250303C1,NTRFX", "1", ["sum_differ"]),
        ("250303C2,NTRFX", "1", []),
        ("250303C1,NTRFX", "1/2", []),
        ("250303RD1,NTRFX", "1", []),
    ],
)
def test_the_sums_of_a_day_are_held_against_its_payments(line: str, number: str, said: list[str]) -> None:
    text = f":20:X\n:25:1\n:28C:{number}\n:34F:EUR0,\n:61:{line}\n:90D:0EUR0,\n:90C:1EUR2,\n-\n"
    assert [each.code for each in read(text.encode()).problems] == said


def test_a_page_that_is_left_out_is_said() -> None:
    pages = (f":20:X\n:25:1\n:28C:7/{page}\n:60M:C250303EUR1,\n:62M:C250303EUR1,\n-\n" for page in (1, 2, 4))
    (problem,) = read("".join(pages).encode()).problems
    assert (problem.code, problem.facts["before"], problem.facts["after"]) == ("sequence_broken", "2", "4")


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
