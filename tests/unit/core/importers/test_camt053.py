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
        ({"mark": "dbit"}, -100),
        ({"status": "<Sts>Booked</Sts>"}, -100),
        ({"amount": "-1.00"}, -100),
        ({"amount": "-1.00", "mark": "CRDT"}, -100),
        ({"amount": "-1.00", "mark": ""}, -100),
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
        ({"mark": ""}, "no_direction"),
        ({"mark": "OUT"}, "no_direction"),
        ({"status": "<Sts>INFO</Sts>"}, "not_booked"),
    ],
)
def test_an_entry_that_does_not_count_is_listed(changed: dict[str, str], code: str) -> None:
    found = reading(**changed)
    assert [problem.code for problem in found.problems] == [code]
    assert tuple(found.statements[0].rows) == ()


@pytest.mark.parametrize(("amount", "codes"), [("5.005", ["rounded"]), ("5.1000", [])])
def test_decimals_that_are_cut_are_said(amount: str, codes: list[str]) -> None:
    assert [problem.code for problem in reading(amount=amount).problems] == codes


def balance(
    code: str, amount: str, day: str = "", *, mark: str = "CRDT", more: str = "", kind: str = "Cd"
) -> str:
    on = f"<Dt><Dt>2025-{day}</Dt></Dt>" if day else ""
    return (
        f"<Bal><Tp><CdOrPrtry><{kind}>{code}</{kind}></CdOrPrtry></Tp>{more}"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{on}</Bal>'
    )


def stated(*parts: str, **changed: str) -> Reading:
    """A statement with these elements before its one entry of -1.00 on 3 March."""
    head = "<CreDtTm>2025-03-05T08:00:00</CreDtTm>"
    data = FRAME.format(**{**USUAL, **changed})
    return read(data.replace("<Stmt>", f"<Stmt>{head}").replace("<Ntry>", f"{''.join(parts)}<Ntry>").encode())


def anchors(found: Reading) -> tuple[list[tuple[str, int] | None], list[str]]:
    (statement,) = found.statements
    pair = (statement.opening, statement.closing)
    return [each and (each.on.isoformat()[5:], each.minor) for each in pair], [
        each.code for each in found.problems
    ]


def test_of_balances_for_each_day_the_first_and_the_last_count() -> None:
    days = [balance("OPBD", "9.00", "03-04"), balance("CLBD", "9.00", "03-04")]
    days = [balance("OPBD", "10.00", "03-03"), balance("CLBD", "9.00", "03-03"), *days]
    assert anchors(stated(*days)) == ([("03-03", 1000), ("03-04", 900)], [])


def test_a_credit_line_within_a_balance_is_taken_out_and_said() -> None:
    line = '<CdtLine><Incl>{0}</Incl><Amt Ccy="EUR">500.00</Amt></CdtLine>'
    with_line = balance("CLBD", "600.00", "03-03", more=line.format("true"))
    assert anchors(stated(with_line)) == ([None, ("03-03", 10_000)], ["credit_line"])
    without = balance("CLBD", "600.00", "03-03", more=line.format("false"))
    assert anchors(stated(without)) == ([None, ("03-03", 60_000)], [])


def test_a_balance_without_a_day_takes_that_of_the_message() -> None:
    assert anchors(stated(balance("CLBD", "1.00"))) == ([None, ("03-05", 100)], ["balance_undated"])
    assert anchors(stated(balance("OPBD", "1.00"))) == ([("03-05", 100), None], [])


def test_a_balance_may_be_named_in_the_bank_s_own_way() -> None:
    assert anchors(stated(balance("CLBD", "1.00", "03-03", kind="Prtry"))) == ([None, ("03-03", 100)], [])


@pytest.mark.parametrize(
    ("amount", "mark", "minor", "codes"),
    [
        ("-95.00", "DBIT", -9500, []),
        ("-95.00", "", -9500, []),
        ("0.00", "", 0, []),
        ("95.00", "", None, ["bad_balance"]),
        ("x", "CRDT", None, ["bad_balance"]),
    ],
)
def test_the_sign_of_a_balance(amount: str, mark: str, minor: int | None, codes: list[str]) -> None:
    (_, closing), said = anchors(stated(balance("CLBD", amount, "03-03", mark=mark)))
    assert (closing and closing[1], said) == (minor, codes)


def test_an_interim_balance_goes_from_page_to_page() -> None:
    first = stated(balance("OPBD", "10.00", "03-03"), balance("ITBD", "9.00", "03-03"))
    middle = stated(balance("ITBD", "9.00", "03-03"), balance("ITBD", "8.00", "03-03"))
    last = stated(balance("ITBD", "8.00", "03-03"), balance("CLBD", "7.00", "03-03"))
    assert [[each and each[1] for each in anchors(page)[0]] for page in (first, middle, last)] == [
        [1000, 900],
        [900, 800],
        [800, 700],
    ]
    assert anchors(stated(balance("ITBD", "9.00", "03-03"))) == ([None, None], [])


@pytest.mark.parametrize(
    ("name", "total", "codes"),
    [
        ("TtlNtries", "1.00", []),
        ("TtlNtries", "2.00", ["sum_differ"]),
        ("TtlDbtNtries", "2.00", ["sum_differ"]),
        ("TtlCdtNtries", "0", []),
    ],
)
def test_the_summary_is_held_against_the_entries(name: str, total: str, codes: list[str]) -> None:
    summary = f"<TxsSummry><{name}><Sum>{total}</Sum></{name}></TxsSummry>"
    assert [each.code for each in stated(summary).problems] == codes
    page = "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>"
    assert stated(page, summary).problems == []


@pytest.mark.parametrize(
    ("purpose", "added", "text"),
    [
        ("<Ustrd>Miete</Ustrd>", "Karte 1234 Genf", "Miete Karte 1234 Genf"),
        ("<Ustrd>Miete</Ustrd>", "DAUERAUFTRAG", "Miete"),
        ("<Ustrd>Miete 4</Ustrd>", "Miete  4", "Miete 4"),
        ("", "DAUERAUFTRAG", "DAUERAUFTRAG"),
        ("<Strd><RfrdDocInf><Nb>INV-4711</Nb></RfrdDocInf></Strd>", "", "INV-4711"),
    ],
)
def test_what_the_bank_adds_is_kept_beside_the_words(purpose: str, added: str, text: str) -> None:
    details = f"<TxDtls><RmtInf>{purpose}</RmtInf><AddtlTxInf>{added}</AddtlTxInf></TxDtls>"
    assert reading(details=details).statements[0].rows[0].text == text


def test_a_shop_behind_a_payment_service_is_kept() -> None:
    party = "<Cdtr><Nm>PayPal</Nm></Cdtr><UltmtCdtr><Nm>{0}</Nm></UltmtCdtr>"
    party = f"<TxDtls><RltdPties>{party}</RltdPties></TxDtls>"
    (row,) = reading(details=party.format("Shop Z")).statements[0].rows
    assert (row.counterparty, row.text) == ("PayPal", "ABWA+Shop Z")
    assert reading(details=party.format("PayPal")).statements[0].rows[0].text == ""


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
