"""CAMT.053 version 8: the ISO 20022 statement that European banks hand out.

Source: ISO 20022 message camt.053.001.08; external code set of bank transaction codes.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from core.domain.bank_file import Balance, Row, Statement
from core.domain.codes import TypeCode
from core.domain.money import to_major

_CODES = {
    TypeCode.ACCOUNT_FEE: ("ACMT", "MDOP", "FEES"),
    TypeCode.INTEREST_CHARGED: ("ACMT", "MDOP", "INTR"),
    TypeCode.INTEREST_EARNED: ("ACMT", "MCOP", "INTR"),
    TypeCode.LOAN_DRAWDOWN: ("LDAS", "CSLN", "DDWN"),
    TypeCode.LOAN_REPAYMENT: ("LDAS", "CSLN", "PPAY"),
    TypeCode.CASH_WITHDRAWAL: ("PMNT", "CCRD", "CWDL"),
    TypeCode.CASH_DEPOSIT: ("PMNT", "CNTR", "CDPT"),
    TypeCode.CHEQUE: ("PMNT", "RCHQ", "OTHR"),
    TypeCode.CARD_PAYMENT: ("PMNT", "CCRD", "POSD"),
    TypeCode.CARD_REFUND: ("PMNT", "CCRD", "POSD"),
    TypeCode.CARD_TAKINGS: ("PMNT", "MCRD", "POSP"),
    TypeCode.TRANSFER_OUT: ("PMNT", "ICDT", "ESCT"),
    TypeCode.TRANSFER_IN: ("PMNT", "RCDT", "ESCT"),
    TypeCode.OWN_TRANSFER: ("PMNT", "ICDT", "BOOK"),
    TypeCode.STANDING_ORDER: ("PMNT", "ICDT", "STDO"),
    TypeCode.DIRECT_DEBIT: ("PMNT", "RDDT", "ESDD"),
    TypeCode.DIRECT_DEBIT_COLLECTED: ("PMNT", "IDDT", "ESDD"),
    TypeCode.SALARY_BATCH: ("PMNT", "ICDT", "SALA"),
    TypeCode.RETURNED_PAYMENT: ("PMNT", "RDDT", "UPDD"),
    TypeCode.OTHER: ("PMNT", "MDOP", "OTHR"),
}
"""Domain, family and sub-family of ISO 20022."""


def write(statement: Statement) -> bytes:
    """The statement as a UTF-8 document with its balances; needs a row or a closing one."""
    rows = tuple(statement.rows)
    last = statement.closing.on if statement.closing else rows[-1].booked_on
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>\n'
        f"<GrpHdr><MsgId>{statement.account_number}-{last:%Y%m%d}</MsgId>"
        f"<CreDtTm>{last.isoformat()}T18:00:00</CreDtTm></GrpHdr>\n"
        f"<Stmt><Id>1</Id>{_account(statement)}\n"
    )
    balances = [
        _balance(code, balance, statement.currency)
        for code, balance in (("OPBD", statement.opening), ("CLBD", statement.closing))
        if balance is not None
    ]
    entries = (_entry(row, place) for place, row in enumerate(rows, start=1))
    return (head + "".join([*balances, *entries]) + "</Stmt></BkToCstmrStmt></Document>\n").encode()


def _account(statement: Statement) -> str:
    name = f"<Nm>{escape(statement.account_name)}</Nm>" if statement.account_name else ""
    bank = f"<Svcr><FinInstnId><BICFI>{statement.bank_code}</BICFI></FinInstnId></Svcr>"
    number = f"<Id><IBAN>{statement.account_number}</IBAN></Id><Ccy>{statement.currency}</Ccy>"
    return f"<Acct>{number}{name}{bank if statement.bank_code else ''}</Acct>"


def _balance(code: str, balance: Balance, currency: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_amount(balance.minor, currency)}"
        f"<Dt><Dt>{balance.on.isoformat()}</Dt></Dt></Bal>\n"
    )


def _amount(minor: int, currency: str) -> str:
    """ISO 20022 amounts have no sign; an indicator tells which way they go."""
    way = "CRDT" if minor >= 0 else "DBIT"
    return f'<Amt Ccy="{currency}">{to_major(abs(minor), currency):f}</Amt><CdtDbtInd>{way}</CdtDbtInd>'


def _entry(row: Row, place: int) -> str:
    domain, family, sub_family = _CODES[TypeCode(row.type_code or TypeCode.OTHER)]
    value_on = row.value_on or row.booked_on
    return (
        f"<Ntry><NtryRef>{place}</NtryRef>{_amount(row.amount_minor, row.currency)}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{row.booked_on.isoformat()}</Dt></BookgDt><ValDt><Dt>{value_on.isoformat()}</Dt></ValDt>"
        f"<BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub_family}</SubFmlyCd></Fmly></Domn>"
        f"</BkTxCd><NtryDtls><TxDtls>{''.join(_details(row))}</TxDtls></NtryDtls></Ntry>\n"
    )


def _details(row: Row) -> Iterator[str]:
    other = "Dbtr" if row.amount_minor > 0 else "Cdtr"
    yield f"<Refs><EndToEndId>{escape(row.reference) or 'NOTPROVIDED'}</EndToEndId></Refs>"
    if row.counterparty or row.counterparty_account:
        name = (
            f"<{other}><Pty><Nm>{escape(row.counterparty)}</Nm></Pty></{other}>" if row.counterparty else ""
        )
        number = f"<{other}Acct><Id><IBAN>{row.counterparty_account}</IBAN></Id></{other}Acct>"
        yield f"<RltdPties>{name}{number if row.counterparty_account else ''}</RltdPties>"
    if row.counterparty_bank:
        bank = f"<FinInstnId><BICFI>{row.counterparty_bank}</BICFI></FinInstnId>"
        yield f"<RltdAgts><{other}Agt>{bank}</{other}Agt></RltdAgts>"
    if row.text:
        yield f"<RmtInf><Ustrd>{escape(row.text)}</Ustrd></RmtInf>"
