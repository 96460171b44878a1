"""CAMT.053, and CAMT.052 within the day: the ISO 20022 statements of European and many other banks.

Source: ISO 20022 message definitions BankToCustomerStatement and BankToCustomerAccountReport,
versions 1 to 8; the namespace is not looked at, so a newer version reads the same way.
"""

from collections.abc import Iterator
from typing import Any

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.errors import FileDamaged, FileRefused, FileTruncated
from core.domain.money import to_minor
from core.importers.amounts import read_amount
from core.importers.camt_entry import day_of, raw_of, read_entry, signed, text_at
from core.importers.layout import Layout

KIND = "camt053"
_REPORTS = {"BkToCstmrStmt": "Stmt", "BkToCstmrAcctRpt": "Rpt"}
_OPENING = ("OPBD", "PRCD")
_CLOSING = ("CLBD",)


def recognizes(data: bytes) -> float:
    """How surely this is a CAMT statement: its message's element near the top."""
    head = data[:20_000].replace(b"\x00", b"")
    if any(name.encode() in head for name in _REPORTS):
        return 0.98
    return 0.6 if b"iso:20022" in head and b"camt.05" in head else 0.0


def read(data: bytes, layout: Layout | None = None) -> Reading:
    """Every statement of the message; entries that are not booked yet are problems, not rows.

    Raises:
        FileTruncated: the document breaks off before its last closing tag.
        FileDamaged: it is not well-formed, declares entities, or holds no statement.
        FileRefused: it is another message of the family; facts: kind.
    """
    root = _document(data)
    message = next((child for child in root if _name(child) in _REPORTS), None)
    if message is None:
        raise FileRefused(kind=_name(root[0]) if len(root) else _name(root))
    problems: list[Problem] = []
    found = message.findall(f"{{*}}{_REPORTS[_name(message)]}")
    if not found:
        raise FileDamaged(kind=KIND, detail="no_statement")
    statements = tuple(_statement(element, problems) for element in found)
    encoding = (root.getroottree().docinfo.encoding or "utf-8").lower()
    return Reading(KIND, encoding, statements, problems)


def _document(data: bytes) -> Any:
    """The parsed document, with nothing fetched and no entity resolved."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(), parser)
    except etree.XMLSyntaxError as error:
        if recognizes(data) and not data.rstrip().endswith(b"Document>"):
            raise FileTruncated(kind=KIND, lines=data.count(b"\n") + 1) from None
        raise FileDamaged(kind=KIND, detail=str(error.msg)) from None
    if root.getroottree().docinfo.doctype:
        raise FileDamaged(kind=KIND, detail="doctype")
    return root


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _statement(element: Any, problems: list[Problem]) -> Statement:
    balances = list(_balances(element))
    currency = text_at(element, "Acct/Ccy") or next((ccy for _, ccy, _ in balances), "")
    rows = tuple(_rows(element, currency, problems))
    servicer = element.find("{*}Acct/{*}Svcr/{*}FinInstnId")
    return Statement(
        account_number=text_at(element, "Acct/Id/IBAN") or text_at(element, "Acct/Id/Othr/Id"),
        currency=currency or (rows[0].currency if rows else ""),
        rows=rows,
        account_name=text_at(element, "Acct/Nm") or text_at(element, "Acct/Ownr/Nm"),
        bank_code=text_at(servicer, "BICFI") or text_at(servicer, "BIC"),
        opening=_first(balances, _OPENING),
        closing=_first(balances, _CLOSING),
    )


def _rows(element: Any, currency: str, problems: list[Problem]) -> Iterator[Row]:
    """The booked entries; the others and the unreadable go to `problems`."""
    for entry in element.findall("{*}Ntry"):
        line_no = int(entry.sourceline or 0)
        try:
            yield read_entry(entry, currency)
        except ValueError as error:
            code, value = error.args
            problems.append(Problem(code, line_no, raw_of(entry), {"value": value}))


def _balances(element: Any) -> Iterator[tuple[str, str, Balance]]:
    """Code, currency and value of every balance that can be read."""
    for found in element.findall("{*}Bal"):
        code = text_at(found, "Tp/CdOrPrtry/Cd")
        amount = found.find("{*}Amt")
        day = day_of(found, "Dt")
        if amount is None or day is None:
            continue
        currency = amount.get("Ccy", "")
        try:
            minor = to_minor(read_amount(amount.text or ""), currency)
        except ValueError:
            continue
        yield code, currency, Balance(day, signed(minor, text_at(found, "CdtDbtInd")))


def _first(balances: list[tuple[str, str, Balance]], codes: tuple[str, ...]) -> Balance | None:
    ranked = (found for wanted in codes for code, _, found in balances if code == wanted)
    return next(ranked, None)
