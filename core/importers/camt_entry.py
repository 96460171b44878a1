"""One entry of a CAMT statement as a row: amount, days, the other party, its words and codes."""

from datetime import date
from functools import cache
from typing import Any

from core.domain.bank_file import Row
from core.domain.codes import TypeCode
from core.domain.money import to_minor
from core.importers.amounts import read_amount
from core.importers.tables import neutral

_NO_REFERENCE = "NOTPROVIDED"
_SALARY = "SALA"


def read_entry(entry: Any, default_currency: str) -> Row:
    """A booked entry.

    An entry that sums several payments stays one row, as it stands in the balance; the other party
    is named only where all of them share it.

    Raises:
        ValueError: with a problem code and the value that could not be read.
    """
    status = text_at(entry, "Sts/Cd") or text_at(entry, "Sts")
    if status not in ("", "BOOK"):
        raise ValueError("not_booked", status)
    amount_element = entry.find("{*}Amt")
    currency = (amount_element.get("Ccy") if amount_element is not None else "") or default_currency
    amount = _amount(amount_element, text_at(entry, "CdtDbtInd"), currency)
    booked_on = day_of(entry, "BookgDt") or day_of(entry, "ValDt")
    if booked_on is None:
        written = text_at(entry, "BookgDt/Dt")
        raise ValueError("bad_date" if written else "no_date", written)
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    bank_code = _bank_code(entry, details)
    type_code = _type_code(bank_code, details, amount)
    other = "Dbtr" if amount > 0 else "Cdtr"
    return Row(
        line_no=int(entry.sourceline or 0),
        booked_on=booked_on,
        value_on=day_of(entry, "ValDt"),
        amount_minor=amount,
        currency=currency,
        raw=raw_of(entry),
        text=_words(entry, details),
        counterparty=_shared(details, f"RltdPties/{other}/Nm", f"RltdPties/{other}/Pty/Nm"),
        counterparty_account=_shared(
            details, f"RltdPties/{other}Acct/Id/IBAN", f"RltdPties/{other}Acct/Id/Othr/Id"
        ),
        counterparty_bank=_shared(
            details, f"RltdAgts/{other}Agt/FinInstnId/BICFI", f"RltdAgts/{other}Agt/FinInstnId/BIC"
        ),
        mcc=_first_anywhere(entry, "MrchntCtgyCd"),
        type_code=type_code,
        bank_code=bank_code,
        reference=_reference(entry, details),
        standing_order=True if type_code == TypeCode.STANDING_ORDER else None,
    )


def text_at(element: Any, path: str) -> str:
    """The text at a path of local names, "" where there is none or no element to start from."""
    if element is None:
        return ""
    found = element.find(_in_any_namespace(path))
    return (found.text or "").strip() if found is not None else ""


@cache
def _in_any_namespace(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))


def day_of(element: Any, name: str) -> date | None:
    """A day given as a date or as an instant; None where it is missing or unreadable."""
    written = text_at(element, f"{name}/Dt") or text_at(element, f"{name}/DtTm")
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def signed(minor: int, indicator: str) -> int:
    """Money in is positive: a debit takes the minus sign."""
    return -minor if indicator == "DBIT" else minor


def raw_of(element: Any) -> str:
    """The element as it stands in the file, without the namespace repeated on it."""
    from lxml import etree

    written = etree.tostring(element, encoding="unicode", with_tail=False)
    head, closing, rest = written.partition(">")
    return str(head.split(" xmlns", 1)[0] + closing + rest)


def _amount(element: Any, indicator: str, currency: str) -> int:
    written = (element.text or "").strip() if element is not None else ""
    try:
        minor = to_minor(read_amount(written), currency)
    except ValueError:
        raise ValueError("bad_amount" if written else "no_amount", written) from None
    return signed(minor, indicator)


def _bank_code(entry: Any, details: list[Any]) -> str:
    """Domain-family-subfamily of ISO 20022, else the bank's own code."""
    for element in (entry, *details):
        parts = [text_at(element, f"BkTxCd/Domn/{step}") for step in ("Cd", "Fmly/Cd", "Fmly/SubFmlyCd")]
        if parts[0]:
            return "-".join(part for part in parts if part)
    return next((code for element in (entry, *details) if (code := text_at(element, "BkTxCd/Prtry/Cd"))), "")


def _type_code(bank_code: str, details: list[Any], amount: int) -> str:
    """The neutral code; a purpose of salaries tells more than a plain transfer."""
    if amount < 0 and details and all(text_at(found, "Purp/Cd") == _SALARY for found in details):
        return TypeCode.SALARY_BATCH
    family = bank_code.rpartition("-")[0]
    known = neutral("iso20022", bank_code, amount) or neutral("iso20022", family, amount)
    pieces = bank_code.split("+")
    known = known or next((code for piece in pieces if (code := neutral("gvc", piece, amount))), "")
    known = known or neutral("swift61", pieces[0][1:], amount)
    return known or (TypeCode.OTHER if bank_code else "")


def _words(entry: Any, details: list[Any]) -> str:
    """Remittance lines of the payments, else what the bank adds; repeats once."""
    lines = [
        (found.text or "").strip()
        for detail in details
        for name in ("Ustrd", "AddtlRmtInf")
        for found in detail.iter(f"{{*}}{name}")
    ]
    lines = lines or [text_at(detail, "AddtlTxInf") for detail in details]
    lines = [line for line in lines if line] or [text_at(entry, "AddtlNtryInf")]
    return " ".join(" ".join(dict.fromkeys(lines)).split())


def _shared(details: list[Any], *paths: str) -> str:
    """What every payment of an entry says at the first path that is filled, "" where they differ."""
    said = {next((text for path in paths if (text := text_at(detail, path))), "") for detail in details}
    return said.pop() if len(said) == 1 else ""


def _reference(entry: Any, details: list[Any]) -> str:
    """The payer's reference, else the bank's; NtryRef counts anew in every statement and is none."""
    first = details[0] if details else None
    found = (
        text_at(first, "Refs/EndToEndId"),
        text_at(entry, "AcctSvcrRef"),
        text_at(first, "Refs/AcctSvcrRef"),
    )
    return next((reference for reference in found if reference not in ("", _NO_REFERENCE)), "")


def _first_anywhere(entry: Any, name: str) -> str:
    found = next(entry.iter(f"{{*}}{name}"), None)
    return (found.text or "").strip() if found is not None else ""
