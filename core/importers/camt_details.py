"""What a CAMT entry or one of its payments says: the other party, its words, codes, references, exchange."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from core.domain.codes import TypeCode
from core.domain.money import to_minor
from core.importers.amounts import read_amount
from core.importers.camt_tree import Node
from core.importers.kept_words import kept_words
from core.importers.tables import neutral

_NUMBERS = ("IBAN", "Othr/Id", "BBAN", "UPIC", "PrtryAcct/Id")
_BANKS = tuple(
    f"{frame}/{path}"
    for frame in ("FinInstnId", "FinInstnId/CmbndId")
    for path in ("BICFI", "BIC", "ClrSysMmbId/MmbId", "ClrSysMmbId/Id", "Othr/Id", "PrtryId/Id")
)
_NAMES = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm", "Agt/FinInstnId/NmAndAdr/Nm")
_ORIGINALS = tuple(f"AmtDtls/{amount}/Amt" for amount in ("InstdAmt", "TxAmt", "CntrValAmt"))
_RATES = tuple(
    f"AmtDtls/{amount}/CcyXchg/XchgRate"
    for amount in ("CntrValAmt", "InstdAmt", "TxAmt", "AnncdPstngAmt", "PrtryAmt")
)
_DIGIT = re.compile(r"\d")
_REMITTANCES = ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf")
_REFERENCES = ("CdtrRefInf/Ref", "CdtrRefInf/CdtrRef", "RfrdDocInf/Nb")
_NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NOT PROVIDED", "NOTAVAIL", "NONREF"})
_GERMAN_ISSUERS = frozenset({"DK", "ZKA", "DFÜ", "DFUE"})
_SALARY = "SALA"
_SIDES = ("CRDT", "DBIT")
_PARTIES = {"Dbtr": "Cdtr", "Cdtr": "Dbtr"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for every entry of a statement: whose account, its currency, the day it was written."""

    account: str
    currency: str
    written_on: date | None


@dataclass(frozen=True, slots=True)
class Codes:
    """The bank's own code, whose list it is from, and the neutral one."""

    bank_code: str
    family: str
    type_code: str


def signed(minor: int, indicator: str) -> int:
    """Money in is positive: a debit takes the minus sign, also where the bank wrote it beside the amount.

    Raises:
        ValueError: with a problem code and what stands there; neither a sign nor a word tells the direction.
    """
    side = indicator.upper()
    if side not in _SIDES and minor > 0:
        raise ValueError("no_direction", indicator)
    return -abs(minor) if side == "DBIT" else minor


@cache
def bank_paths(agent: str) -> tuple[str, ...]:
    """Where the code of a bank may stand below this element, best first."""
    return tuple(f"{agent}/{path}" for path in _BANKS)


@cache
def number_paths(account: str) -> tuple[str, ...]:
    """Where the number of an account may stand below this element, best first."""
    return tuple(f"{account}/Id/{path}" for path in _NUMBERS)


@cache
def _name_paths(other: str) -> tuple[str, ...]:
    return tuple(f"RltdPties/{party}/{path}" for party in (other, f"Ultmt{other}") for path in _NAMES)


def shared(details: Sequence[Node], *paths: str) -> str:
    """What every payment of an entry says at the first path that is filled, "" where they differ."""
    if len(details) == 1:
        return details[0].at(*paths)
    said = {detail.at(*paths) for detail in details}
    return said.pop() if len(said) == 1 else ""


def other_party(details: Sequence[Node], amount: int, turned: bool, frame: Frame) -> str:
    """Whether the debtor (Dbtr) or the creditor (Cdtr) is the other one.

    Parties keep the roles of the first payment where it is `turned` round: returned or taken back.
    """
    for mine, other in _PARTIES.items():
        if frame.account and party_account(details, mine) == frame.account:
            return other
    other = "Dbtr" if (amount > 0) != turned else "Cdtr"
    if turned and not party_name(details, other):
        return _PARTIES[other]
    return other


def party_name(details: Sequence[Node], other: str) -> str:
    """The name of the other party, of whom it stands for where it has none."""
    return shared(details, *_name_paths(other))


def party_behind(details: Sequence[Node], other: str, name: str) -> str:
    """Whom the other party stands for, as a payment service does for a shop; "" where it is named already."""
    element = f"Ultmt{other}"
    if not any(element in detail.raw for detail in details):
        return ""
    behind = shared(details, *(f"RltdPties/{element}/{path}" for path in _NAMES))
    return "" if behind == name else behind


def party_account(details: Sequence[Node], other: str) -> str:
    """The number of the other party's account."""
    return shared(details, *number_paths(f"RltdPties/{other}Acct"))


def party_bank(details: Sequence[Node], other: str) -> str:
    """The code of the other party's bank."""
    if not any("RltdAgts" in detail.tops for detail in details):
        return ""
    return shared(details, *bank_paths(f"RltdAgts/{other}Agt"))


def codes_of(holders: Sequence[Node], details: Sequence[Node], amount: int, returned: bool) -> Codes:
    """Domain-family-subfamily of ISO 20022, else the bank's own code, of the first holder that has one.

    A purpose of salaries tells more than a plain transfer, a return more than what is returned.
    """
    structured = own = issuer = ""
    for holder in holders:
        structured = structured or _structured(holder)
        if not own and (own := holder.at("BkTxCd/Prtry/Cd")):
            issuer = holder.at("BkTxCd/Prtry/Issr")
    known = _neutral(structured, own, 1 if amount > 0 else -1)
    if returned:
        known = TypeCode.RETURNED_PAYMENT
    elif amount < 0 and details and all(each.at("Purp/Cd") == _SALARY for each in details):
        known = TypeCode.SALARY_BATCH
    elif structured or own:
        known = known or TypeCode.OTHER
    if structured:
        return Codes(structured, "iso20022", known)
    family = "gvc" if issuer.upper() in _GERMAN_ISSUERS else issuer.lower() or "proprietary"
    return Codes(own, family if own else "", known)


def _structured(holder: Node) -> str:
    domain = holder.at("BkTxCd/Domn/Cd")
    if not domain:
        return ""
    parts = (domain, holder.at("BkTxCd/Domn/Fmly/Cd"), holder.at("BkTxCd/Domn/Fmly/SubFmlyCd"))
    return "-".join(part for part in parts if part)


@lru_cache(maxsize=1024)
def _neutral(structured: str, own: str, sign: int) -> str:
    """What the tables say of the structured code, else of the bank's own one.

    That is the code of German banks, NTRF+166+..., or the SWIFT type that some write alone.
    """
    known = neutral("iso20022", structured, sign) or neutral("iso20022", structured.rpartition("-")[0], sign)
    if known:
        return known
    pieces = own.split("+")
    german = next((known for piece in pieces if (known := neutral("gvc", piece, sign))), "")
    return german or neutral("swift61", pieces[0][1:], sign)


def words(entry: Node, details: Sequence[Node], behind: str) -> str:
    """Remittance lines of the payments, what the bank adds, then the references that go with them."""
    lines = [line for detail in details for path in _REMITTANCES for line in detail.texts(path) if line]
    lines = list(dict.fromkeys(lines))
    for added in (*(detail.at("AddtlTxInf") for detail in details), entry.at("AddtlNtryInf")):
        if added and (not lines or _adds(added, lines)):
            lines.append(added)
    named = [said for detail in details for said in _references(detail) if said]
    lines += [reference for reference in named if not any(reference in line for line in lines)]
    return kept_words(
        " ".join(dict.fromkeys(lines)),
        mandate=shared(details, "Refs/MndtId"),
        creditor=shared(details, "RltdPties/Cdtr/Id/PrvtId/Othr/Id", "RltdPties/Cdtr/Pty/Id/PrvtId/Othr/Id"),
        reason=shared(details, "RtrInf/Rsn/Cd", "RtrInf/RtrRsn/Cd", "RtrInf/Rsn/Prtry"),
        behind=behind,
    )


def _adds(added: str, lines: Sequence[str]) -> bool:
    """Whether it tells more than the kind of payment (a card, a fee), and not what the words tell already."""
    if added.startswith("/") or not _DIGIT.search(added):
        return False
    squeezed, said = ("".join(text.split()) for text in (added, "".join(lines)))
    return squeezed not in said and said not in squeezed


def _references(detail: Node) -> list[str]:
    return [said for path in _REFERENCES for said in detail.texts(f"RmtInf/Strd/{path}")]


def end_to_end(details: Sequence[Node]) -> str:
    """The payer's own reference, where there is one."""
    return _real(shared(details, "Refs/EndToEndId"))


def reference(entry: Node, details: Sequence[Node]) -> str:
    """The payer's reference, else the bank's; NtryRef counts anew in every statement and is none."""
    found = (end_to_end(details), entry.at("AcctSvcrRef"), shared(details, "Refs/AcctSvcrRef"))
    return next((each for each in map(_real, found) if each), "")


def _real(written: str) -> str:
    return "" if written.upper() in _NO_REFERENCE else written


def exchange(holders: Sequence[Node], amount: int, currency: str) -> tuple[int | None, str, str]:
    """Original amount, signed like the amount, its currency, and the rate; None and "" where none is said."""
    if not any("AmtDtls" in holder.tops for holder in holders):
        return None, "", ""
    rate = next((text for holder in holders if _is_rate(text := holder.at(*_RATES))), "")
    for holder in holders:
        for path in _ORIGINALS:
            written, original = holder.money(path)
            if original in ("", currency):
                continue
            try:
                minor = abs(to_minor(read_amount(written), original))
            except ValueError:
                continue
            if minor:
                return (-minor if amount < 0 else minor), original, rate
    return None, "", rate


def _is_rate(written: str) -> bool:
    if not written:
        return False
    try:
        return Decimal(written) > 0
    except InvalidOperation:
        return False
