"""Entries of CAMT as banks write them; the frame around them is the same."""

import pytest

from core.domain.bank_file import Reading
from core.importers.camt053 import read

FRAME = (
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{v}">'
    "<BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>77</Id></Othr></Id><Ccy>{ccy}</Ccy></Acct>"
    '<Ntry><Amt Ccy="{ccy}">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{status}'
    "<BookgDt><Dt>2025-03-03</Dt></BookgDt>{code}<NtryDtls>{details}</NtryDtls></Ntry>"
    "</Stmt></BkToCstmrStmt></Document>"
)
USUAL = {
    "v": "02",
    "ccy": "EUR",
    "amount": "1.00",
    "mark": "DBIT",
    "status": "<Sts>BOOK</Sts>",
    "code": "",
    "details": "",
}


def reading(**changed: str) -> Reading:
    return read(FRAME.format(**{**USUAL, **changed}).encode())


def payment(name: str, purpose: str = "") -> str:
    wanted = f"<Purp><Cd>{purpose}</Cd></Purp>" if purpose else ""
    return f"<TxDtls><RltdPties><Cdtr><Nm>{name}</Nm></Cdtr></RltdPties>{wanted}</TxDtls>"


@pytest.mark.parametrize(
    ("changed", "minor"),
    [
        ({}, -100),
        ({"mark": "CRDT"}, 100),
        ({"ccy": "JPY", "amount": "250"}, -250),
        ({"amount": "8.85000", "v": "08", "status": "<Sts><Cd>BOOK</Cd></Sts>"}, -885),
    ],
)
def test_amounts(changed: dict[str, str], minor: int) -> None:
    (row,) = reading(**changed).statements[0].rows
    assert row.amount_minor == minor


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"amount": "12..34"}, "bad_amount"),
        ({"amount": ""}, "no_amount"),
        ({"status": "<Sts>PDNG</Sts>"}, "not_booked"),
    ],
)
def test_an_entry_that_does_not_count_is_listed(changed: dict[str, str], code: str) -> None:
    found = reading(**changed)
    assert [problem.code for problem in found.problems] == [code]
    assert tuple(found.statements[0].rows) == ()


def domain(domain_code: str, family: str, sub: str) -> str:
    inner = f"<Cd>{domain_code}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly>"
    return f"<BkTxCd><Domn>{inner}</Domn></BkTxCd>"


@pytest.mark.parametrize(
    ("code", "neutral"),
    [
        (domain("PMNT", "RDDT", "ESDD"), "direct_debit"),
        (domain("PMNT", "CCRD", "CWDL"), "cash_withdrawal"),
        (domain("PMNT", "ICDT", "SALA"), "salary_batch"),
        (domain("LDAS", "MGLN", "PPAY"), "loan_repayment"),
        (domain("XTND", "NTAV", "NTAV"), "other"),
        ("<BkTxCd><Prtry><Cd>NTRF+117+9310</Cd></Prtry></BkTxCd>", "standing_order"),
        ("", ""),
    ],
)
def test_bank_codes_become_neutral_ones(code: str, neutral: str) -> None:
    (row,) = reading(code=code).statements[0].rows
    assert row.type_code == neutral


def test_a_number_within_the_statement_is_no_reference() -> None:
    (row,) = reading(status="<Sts>BOOK</Sts><NtryRef>7</NtryRef>").statements[0].rows
    assert row.reference == ""


def test_a_batch_stays_one_row_and_names_nobody() -> None:
    (row,) = reading(details=payment("Ann", "SALA") + payment("Bob", "SALA")).statements[0].rows
    assert (row.counterparty, row.type_code) == ("", "salary_batch")


def test_a_batch_to_one_payee_names_them() -> None:
    (row,) = reading(details=payment("Mill") + payment("Mill")).statements[0].rows
    assert row.counterparty == "Mill"


def test_a_statement_without_entries_is_a_statement() -> None:
    text = FRAME.format(**USUAL)
    bare = text[: text.index("<Ntry>")] + text[text.index("</Stmt>") :]
    (found,) = read(bare.encode()).statements
    assert (found.account_number, tuple(found.rows)) == ("77", ())
