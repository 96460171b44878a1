"""Field 86 of an MT940: payee, account and purpose, in the ways banks pack them.

Source: DK Anlage 3 (German subfields ?00 to ?63 and SEPA keywords), Dutch banks' /NAME/-style words.
"""

import re
from dataclasses import dataclass

from core.importers.kept_words import kept_words

_CODED = re.compile(r"\s*(\d{3}|)(?=[?~<^>|#§@!]\d\d)")
"""The German code and the sign between subfields; no sign that stands between digits of plain words."""
_FIRST_SUBFIELD = re.compile(r"\W(?:00|20)")
_KEYWORDS = "EREF KREF MREF CRED DEBT SVWZ ABWA ABWE IBAN PURP MDAT COAM OAMT"
_SEPA = re.compile(rf"((?:{'|'.join(_KEYWORDS.split())})\+|MTLG:)")
_SEPA_COLON = re.compile(rf"\b((?:{'|'.join(_KEYWORDS.split())}|BIC):)")
_TELLING_KEYWORDS = frozenset(("EREF:", "KREF:", "MREF:", "CRED:", "SVWZ:"))
_ONE_WORD = frozenset(("CRED:", "DEBT:", "IBAN:", "BIC:"))
_SLASHED = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|KREF|PREF|MARF|CSID|BENM|ORDP|CNTP|ISDT|PURP|ADDR|RTRN|SVCL|USTD"
    r"|ULTD|ULTC|ULTB)/"
)
_PARTIES = ("BENM", "ORDP", "CNTP")
_ULTIMATE = ("ULTD", "ULTC", "ULTB")
_TELLING = frozenset(("NAME", "REMI", "USTD", *_PARTIES))
_SPELLED = re.compile(r"\b(IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|MACHTIGING|INCASSANT):")
_LINE_WIDTH = 64
_SLASHED_WIDTH = 60
"""Words between slashes are cut anywhere, in the first line earlier by the width of the tag."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a field 86 says about one payment; `code` is the German three-digit code."""

    code: str = ""
    text: str = ""
    counterparty: str = ""
    account: str = ""
    bank: str = ""
    reference: str = ""
    customer_reference: str = ""
    returned: bool = False


def read_details(field: str) -> Details:
    """A field 86, its line breaks still in it."""
    coded = _CODED.match(field)
    if coded and (coded[1] or _FIRST_SUBFIELD.match(field, coded.end())):
        return _german(coded[1], field[coded.end() :])
    joined = _joined(field)
    words = _slashed(joined)
    if words.keys() & _TELLING:
        return _dutch(words, joined)
    spelled = _pairs(_SPELLED, joined)
    return _spelled(spelled, joined) if "NAAM" in spelled and "IBAN" in spelled else Details(text=joined)


def _dutch(words: dict[str, str], whole: str) -> Details:
    """Words between slashes; who stands behind a payment is no party to it."""
    number, bank, name, *_ = (*words.get("CNTP", "").split("/"), "", "", "")
    text = words.get("REMI", "").removeprefix("USTD//") or words.get("USTD", "") or whole
    return Details(
        text=kept_words(text, words.get("MARF", ""), words.get("CSID", ""), words.get("RTRN", "")),
        counterparty=words.get("NAME", "") or name.strip() or words.get("ORDP", "") or words.get("BENM", ""),
        account=words.get("IBAN", "") or number,
        bank=words.get("BIC", "") or bank,
        reference=_real(words.get("EREF", "")),
        customer_reference=words.get("KREF", "") or words.get("PREF", ""),
        returned="RTRN" in words,
    )


def _spelled(words: dict[str, str], whole: str) -> Details:
    """Words that end with a colon, as Dutch banks wrote before they used slashes."""
    return Details(
        text=kept_words(
            words.get("OMSCHRIJVING", "") or whole, words.get("MACHTIGING", ""), words.get("INCASSANT", "")
        ),
        counterparty=words["NAAM"],
        account=words["IBAN"].partition(" ")[0],
        bank=words.get("BIC", ""),
        reference=_real(words.get("KENMERK", "")),
    )


def _german(code: str, rest: str) -> Details:
    """Subfields behind the code: ?00 posting text, ?20-?29 and ?60-?63 purpose, ?30-?33 payee."""
    mark = rest[0]
    parts: dict[str, str] = {}
    flat = "".join(line.strip("\r\n") for line in rest.splitlines())
    for piece in flat.split(mark):
        if len(piece) > 2 and piece[:2].isdigit():
            parts[piece[:2]] = piece[2:]
    name = _squeeze(parts.get("32", "") + parts.get("33", ""))
    if mark == "<" and not name:
        name = _squeeze(parts.pop("27", "") + parts.pop("28", ""))
        parts.pop("29", "")
    purpose = "".join(value for key, value in sorted(parts.items()) if key[0] in "26")
    keyed = _keyed(purpose)
    account = keyed.get("IBAN") or parts.get("38") or parts.get("31", "")
    text = keyed.get("SVWZ") or keyed.get("MTLG") or (parts.get("00", "") if keyed else purpose)
    name = name or keyed.get("ABWA", "")
    behind = keyed.get("ABWA", "") or keyed.get("ABWE", "")
    return Details(
        code=code,
        text=kept_words(
            text, keyed.get("MREF", ""), keyed.get("CRED", ""), behind="" if behind == name else behind
        ),
        counterparty=name,
        account=account.replace(" ", ""),
        bank=parts.get("30", "").strip() or keyed.get("BIC", ""),
        reference=_real(keyed.get("EREF", "")),
        customer_reference=keyed.get("KREF", ""),
    )


def _real(reference: str) -> str:
    return "" if reference == "NOTPROVIDED" else reference


def _keyed(purpose: str) -> dict[str, str]:
    """The SEPA keywords (EREF+, SVWZ+, ...) of a purpose, else those with a colon; none where it has none."""
    return _pairs(_SEPA, purpose) or _colon_keyed(purpose)


def _colon_keyed(purpose: str) -> dict[str, str]:
    """Keywords as cooperative banks write them; the words between are the purpose."""
    pieces = _SEPA_COLON.split(purpose)
    if not _TELLING_KEYWORDS & set(pieces[1::2]):
        return {}
    keyed, free = {}, [pieces[0]]
    for key, value in zip(pieces[1::2], pieces[2::2], strict=True):
        told = value.strip()
        if key in _ONE_WORD:
            told, _, rest = told.partition(" ")
            free.append(rest)
        keyed[key.rstrip(":")] = _squeeze(told)
    return {"SVWZ": _squeeze(" ".join(free))} | keyed


def _slashed(text: str) -> dict[str, str]:
    """Each word and what follows it; the name of a party behind the payment goes by the party's word."""
    pieces = _SLASHED.split(text)
    words: dict[str, str] = {}
    behind = ""
    for key, value in zip(pieces[1::2], pieces[2::2], strict=True):
        behind = key if key in _ULTIMATE else "" if key in _PARTIES else behind
        words.setdefault(behind if behind and key == "NAME" else key, _squeeze(value).strip("/"))
    return words


def _pairs(keys: re.Pattern[str], text: str) -> dict[str, str]:
    """Each key without its sign, and what stands behind it up to the next."""
    pieces = keys.split(text)
    return {key.rstrip("+:"): _squeeze(value) for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}


def _joined(field: str) -> str:
    """Lines put together: a full line runs on into the next, a short one ends with a space."""
    full = _SLASHED_WIDTH if field.startswith("/") else _LINE_WIDTH
    return _squeeze("".join(line if len(line) >= full else f"{line} " for line in field.splitlines()))


def _squeeze(text: str) -> str:
    return " ".join(text.split())
