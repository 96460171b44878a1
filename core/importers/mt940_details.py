"""Field 86 of an MT940: payee, account and purpose, in the ways banks pack them.

Source: DK Anlage 3 (German subfields ?00 to ?63 and SEPA keywords), Dutch banks' /NAME/-style words.
"""

import re
from dataclasses import dataclass

from core.importers.kept_words import kept_words

_CODED = re.compile(r"\s*(\d{3})(?=[^\w\s]\d\d)")
_KEYWORDS = "EREF KREF MREF CRED DEBT SVWZ ABWA ABWE IBAN PURP MDAT COAM OAMT"
_SEPA = re.compile(rf"((?:{'|'.join(_KEYWORDS.split())})\+|MTLG:)")
_SLASHED = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|BENM|ORDP|CNTP|ISDT|PURP|ADDR|RTRN|SVCL|ULTD|ULTC|USTD)/"
)
_LINE_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Details:
    """What a field 86 says about one payment; `code` is the German three-digit code."""

    code: str = ""
    text: str = ""
    counterparty: str = ""
    account: str = ""
    bank: str = ""
    reference: str = ""
    returned: bool = False


def read_details(field: str) -> Details:
    """A field 86, its line breaks still in it."""
    coded = _CODED.match(field)
    if coded:
        return _german(coded[1], field[coded.end() :])
    joined = _joined(field)
    words = _slashed(joined)
    if "NAME" in words or "REMI" in words:
        text = words.get("REMI", "").removeprefix("USTD//") or joined
        return Details(
            text=kept_words(text, words.get("MARF", ""), words.get("CSID", ""), words.get("RTRN", "")),
            counterparty=words.get("NAME", ""),
            account=words.get("IBAN", ""),
            bank=words.get("BIC", ""),
            reference=_real(words.get("EREF", "")),
            returned="RTRN" in words,
        )
    return Details(text=joined)


def _german(code: str, rest: str) -> Details:
    """Subfields behind the code: ?00 posting text, ?20-?29 and ?60-?63 purpose, ?30-?33 payee."""
    mark = rest[0]
    parts: dict[str, str] = {}
    flat = "".join(line.strip("\r\n") for line in rest.splitlines())
    for piece in flat.split(mark):
        if len(piece) > 2 and piece[:2].isdigit():
            parts[piece[:2]] = piece[2:]
    purpose = "".join(value for key, value in sorted(parts.items()) if key[0] in "26")
    keyed = _keyed(purpose)
    account = keyed.get("IBAN") or parts.get("38") or parts.get("31", "")
    text = keyed.get("SVWZ") or keyed.get("MTLG") or (parts.get("00", "") if keyed else purpose)
    return Details(
        code=code,
        text=kept_words(text, keyed.get("MREF", ""), keyed.get("CRED", "")),
        counterparty=_squeeze(parts.get("32", "") + parts.get("33", "")) or keyed.get("ABWA", ""),
        account=account.replace(" ", ""),
        bank=parts.get("30", "").strip(),
        reference=_real(keyed.get("EREF", "")),
    )


def _real(reference: str) -> str:
    return "" if reference == "NOTPROVIDED" else reference


def _keyed(purpose: str) -> dict[str, str]:
    """The SEPA keywords (EREF+, SVWZ+, ...) of a purpose, none where it has none."""
    pieces = _SEPA.split(purpose)
    return {key[:4]: _squeeze(value) for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}


def _slashed(text: str) -> dict[str, str]:
    pieces = _SLASHED.split(text)
    return {key: _squeeze(value).strip("/") for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}


def _joined(field: str) -> str:
    """Lines put together: a full line runs on into the next, a short one ends with a space."""
    out = ""
    for line in field.splitlines():
        out += line if len(line) >= _LINE_WIDTH else f"{line} "
    return _squeeze(out)


def _squeeze(text: str) -> str:
    return " ".join(text.split())
