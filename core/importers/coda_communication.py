"""What a CODA movement says, free or structured: references, card payments, direct debits, exchange.

Source: Febelfin, CODA 2.6, annex "structured communications".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Communication:
    """The words of a movement, and what a structured one says besides; `original` in thousandths."""

    text: str = ""
    reference: str = ""
    name: str = ""
    original: int | None = None
    original_currency: str = ""
    rate: str = ""

    @classmethod
    def joined(cls, several: Sequence["Communication"]) -> "Communication":
        """Their words one after the other, each once; of the rest the first that is said."""
        texts = dict.fromkeys(told.text for told in several if told.text)
        exchanged = next((told for told in several if told.original_currency), cls())
        return cls(
            text=" ".join(texts),
            reference=next((told.reference for told in several if told.reference), ""),
            name=next((told.name for told in several if told.name), ""),
            original=exchanged.original,
            original_currency=exchanged.original_currency,
            rate=exchanged.rate,
        )


def read_communication(words: str, structured: bool) -> Communication:
    """Free words as they are; structured ones by their type, an unknown type as its words."""
    if not structured:
        return Communication(text=_squeeze(words))
    kind, body = words[:3], words[3:]
    reader = _KINDS.get(kind)
    return reader(body) if reader else Communication(text=_squeeze(body))


def _belgian_reference(body: str) -> Communication:
    """101, 102: twelve digits, written +++123/4567/89012+++."""
    digits, rest = body[:12], _squeeze(body[12:])
    if not (digits.isascii() and digits.isdecimal()):
        return Communication(text=_squeeze(body))
    shown = f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
    return Communication(text=f"{shown} {rest}".strip(), reference=digits)


def _creditor_reference(body: str) -> Communication:
    """103: the reference of ISO 11649 or a bank's own number."""
    return Communication(text=_squeeze(body), reference=body[:40].partition(" ")[0])


def _counterparty(body: str) -> Communication:
    """001: name, street, place and identification of the other party."""
    return Communication(text=_squeeze(body[70:]), name=_squeeze(body[:70]))


def _exchange(body: str) -> Communication:
    """105: gross amount in the account's currency, in the original one, rate, currency."""
    currency, rate = body[42:45], body[30:42]
    original = body[15:30]
    if not re.fullmatch(r"[A-Z]{3}", currency) or not re.fullmatch(r"\d{15}", original, re.ASCII):
        return Communication(text=_squeeze(body))
    rated = Decimal(rate).scaleb(-8) if re.fullmatch(r"\d{12}", rate, re.ASCII) else Decimal(0)
    return Communication(
        text=_squeeze(body[45:57]),
        original=int(original),
        original_currency=currency,
        rate=f"{rated:f}" if rated else "",
    )


def _card(body: str) -> Communication:
    """113: a card at a terminal: its number, the terminal's name and place."""
    name, place = _squeeze(body[40:56]), _squeeze(body[56:72])
    return Communication(text=_squeeze(f"{name} {place} {body[:16]} {body[72:]}"), name=name)


def _direct_debit(body: str) -> Communication:
    """127: a SEPA direct debit: creditor, mandate, and the words."""
    creditor, mandate, words = (_squeeze(body[a:b]) for a, b in ((9, 44), (44, 79), (79, 141)))
    reason = _squeeze(body[142:146])
    return Communication(text=_squeeze(f"{words} {creditor} {mandate} {reason}"))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


_KINDS: dict[str, Callable[[str], Communication]] = {
    "001": _counterparty,
    "101": _belgian_reference,
    "102": _belgian_reference,
    "103": _creditor_reference,
    "105": _exchange,
    "113": _card,
    "127": _direct_debit,
}
