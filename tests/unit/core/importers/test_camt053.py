"""Entries of CAMT as banks write them; the frame around them is the same."""

import re

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
        ({"status": "<Sts>INFO</Sts>"}, "not_booked"),
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


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("<Sts>BOOK</Sts>", "booked"),
        ("<Sts><Cd>BOOK</Cd></Sts>", "booked"),
        ("", "booked"),
        ("<Sts>PDNG</Sts>", "pending"),
        ("<Sts><Cd>PDNG</Cd></Sts>", "pending"),
        ("<Sts><Cd>FUTR</Cd></Sts>", "pending"),
    ],
)
def test_what_is_only_announced_is_pending(status: str, said: str) -> None:
    (row,) = reading(status=status).statements[0].rows
    assert row.status == said


def share(amount: str, name: str, mark: str = "") -> str:
    way = f"<CdtDbtInd>{mark}</CdtDbtInd>" if mark else ""
    parties = f"<RltdPties><Cdtr><Nm>{name}</Nm></Cdtr></RltdPties>"
    return f'<TxDtls><Amt Ccy="EUR">{amount}</Amt>{way}{parties}</TxDtls>'


@pytest.mark.parametrize(
    ("details", "rows"),
    [
        (share("0.40", "Ann") + share("0.60", "Bob"), [(-40, "Ann"), (-60, "Bob")]),
        (share("1.50", "Ann") + share("0.50", "Bob", "CRDT"), [(-150, "Ann"), (50, "")]),
        (share("0.40", "Ann", "CRDT") + share("0.60", "Bob", "CRDT"), [(-40, "Ann"), (-60, "Bob")]),
        (share("0.40", "Ann") + share("0.50", "Bob"), [(-100, "")]),
        (share("0.40", "Ann") + payment("Bob"), [(-100, "")]),
    ],
    ids=["add up", "one goes back", "marked the other way", "do not add up", "one without amount"],
)
def test_a_batch_is_split_where_its_payments_add_up(details: str, rows: list[tuple[int, str]]) -> None:
    found = reading(details=details).statements[0].rows
    assert [(row.amount_minor, row.counterparty) for row in found] == rows


def test_of_a_return_the_parties_keep_their_roles() -> None:
    parties = "<RltdPties><Dbtr><Nm>Customer</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>"
    reason = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
    (row,) = reading(details=f"<TxDtls>{parties}{reason}</TxDtls>").statements[0].rows
    assert (row.counterparty, row.type_code, row.reversal) == ("Customer", "returned_payment", True)
    assert row.text == "RTRN+AC04"


def test_our_own_account_tells_who_the_other_party_is() -> None:
    accounts = "<CdtrAcct><Id><Othr><Id>77</Id></Othr></Id></CdtrAcct><Cdtr><Nm>Us</Nm></Cdtr>"
    other = "<Dbtr><Nm>Shop</Nm></Dbtr>"
    (row,) = reading(details=f"<TxDtls><RltdPties>{other}{accounts}</RltdPties></TxDtls>").statements[0].rows
    assert row.counterparty == "Shop"


def test_mandate_creditor_and_structured_reference_are_kept_in_the_text() -> None:
    refs = "<Refs><EndToEndId>E1</EndToEndId><MndtId>M1</MndtId><ChqNb>42</ChqNb></Refs>"
    strd = "<RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>"
    (row,) = reading(details=f"<TxDtls>{refs}{strd}</TxDtls>").statements[0].rows
    assert (row.text, row.end_to_end_id, row.cheque_number) == ("RF18 MREF+M1", "E1", "42")


def test_an_entry_without_a_day_takes_the_day_of_the_message_and_says_so() -> None:
    text = FRAME.format(**USUAL).replace("<BookgDt><Dt>2025-03-03</Dt></BookgDt>", "")
    found = read(text.replace("<Acct>", "<CreDtTm>2025-03-04T08:00:00</CreDtTm><Acct>").encode())
    assert [row.booked_on.isoformat() for row in found.statements[0].rows] == ["2025-03-04"]
    assert [problem.code for problem in found.problems] == ["day_of_message"]
    assert [problem.code for problem in read(text.encode()).problems] == ["no_date"]


def test_an_account_in_two_currencies_is_two_statements_never_one_sum() -> None:
    text = FRAME.format(**USUAL)
    entry = text[text.index("<Ntry>") : text.index("</Stmt>")]
    both = text.replace(entry, entry + entry.replace('Ccy="EUR"', 'Ccy="USD"'))
    found = read(both.encode()).statements
    assert [(one.currency, [row.amount_minor for row in one.rows]) for one in found] == [
        ("EUR", [-100]),
        ("USD", [-100]),
    ]


def test_lines_are_counted_beyond_what_the_parser_counts() -> None:
    text = FRAME.format(**USUAL).replace("<Ntry>", "\n" * 70_000 + "<Ntry>")
    (row,) = read(text.encode()).statements[0].rows
    assert row.line_no == 70_001


def test_a_prefix_and_an_envelope_do_not_matter() -> None:
    text = FRAME.format(**USUAL).partition("?>")[2].replace("</", "</d:")
    text = re.sub(r"<(?=[A-Z])", "<d:", text).replace("xmlns=", "xmlns:d=")
    (row,) = read(f"<Envelope><Body>{text}</Body></Envelope>".encode()).statements[0].rows
    assert row.amount_minor == -100


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Fish &amp; Chips", "Fish & Chips"),
        ("<![CDATA[A < B > C & D]]>", "A < B > C & D"),
        ("&#60;b&#62; &quot;Ann&apos;s&quot; &#13;", '<b> "Ann\'s"'),
        ("Ann<!-- <Nm>Bob</Nm> --><?bank x?> Lee", "Ann Lee"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_whatever_xml_allows_in_a_name(written: str, name: str) -> None:
    (row,) = reading(details=payment(written)).statements[0].rows
    assert row.counterparty == name


def test_an_empty_payment_beside_another_takes_nothing_from_it() -> None:
    (row,) = reading(details='<TxDtls a="1/2"/>' + payment("Bob")).statements[0].rows
    assert row.counterparty == ""


def test_each_payment_of_a_batch_has_its_own_line_and_words_of_the_file() -> None:
    details = "\n".join([share("0.40", "Ann"), share("0.60", "Bob")])
    first, second = reading(details=details).statements[0].rows
    assert (first.line_no, second.line_no) == (1, 2)
    assert (first.raw, second.raw) == (share("0.40", "Ann"), share("0.60", "Bob"))


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
