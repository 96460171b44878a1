"""Payees as people mean them: the same shop, whatever the bank wrote around its name."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_PAYEE = 120

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})
_MONTHS = "jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez"
_CURRENCIES = "eur|gbp|usd|chf|sek|nok|dkk|pln|czk|huf"

# Dates, times, amounts, card numbers and references, removed before words are told apart.
_MARKS = re.compile(
    rf"""(?:\b(?:on|at|am|vom)\ )?
    (?:\b\d{{4}}-\d{{2}}-\d{{2}}(?:t[\d:]+)?\b
    |\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})\b
    |\b\d{{2}}[./]\d{{2}}\b\.?
    |\b\d{{1,2}}[ -]?(?:{_MONTHS})[a-z]*[ -]?(?:\d{{4}}|\d{{2}})?\b
    |\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\ ?uhr)?\b)
    |\b(?:{_CURRENCIES})\ ?\d[\d.,]*|\b\d[\d.,]*\ ?(?:{_CURRENCIES})\b
    |\b(?:card|karte|kartennr|carte)\ ?(?:ending|no|nr|number)?[.: ]*[*x#]*\d{{2,}}\b
    |\b(?:ref|reference|eref|mref|kref|cred|auth|mandate|mandat|rechnung|invoice|inv|rg)
        (?:\ ?(?:no|nr|number|id))?[.:+# ]+(?=\S*\d)\S+
    |\bbic[:+ ]+[a-z0-9]{{8,11}}\b
    """,
    re.VERBOSE,
)
_WEB = re.compile(
    r"\b(?:https?://)?(?:www\.)?([\w-]+)"
    r"\.(?:co\.uk|org\.uk|com|net|org|eu|de|at|ch|fr|io|uk|nl|gr)\b(?:/\S*)?"
)
_TOKEN = re.compile(r"[^\W_][\w&']*")
_ONE_NUMBER_BESIDE_A_NAME = re.compile(r"\d*[^\W\d]{3,}|[^\W\d]{3,}\d*")
_UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{4}")

# What banks write around a name; on their own these words name nobody.
_NOISE = frozenset(
    """pos sepa visa mastercard maestro vpay girocard contactless kontaktlos kartenzahlung
    kartenumsatz lastschrift basislastschrift folgelastschrift dauerauftrag uberweisung gutschrift
    gutschr ueberweisung einzug eref mref kref svwz cred iban bic bacs chaps ftr dda ecommerce www""".split()
)
_PHRASES = re.compile(
    r"\b(?:(?:debit card|card|online|bill|faster) (?:payments?|purchase|transaction)|direct debit|"
    r"standing order|online banking|credit transfer|apple pay|google pay|paiement par carte|"
    r"paiement cb|pago con tarjeta|(?:payment|purchase|transfer)(?= (?:to|from|at) ))\b"
    r"(?: (?:to|from|at)\b)?"
)
_CARRIERS = frozenset("paypal sumup sq izettle zettle stripe klarna worldpay crv".split())
_STOP_WORDS = frozenset(
    "the and of for ltd limited plc inc llc llp gmbh ag kg sarl sa bv co uk de com und der die das".split()
)


def normalize_payee(counterparty: str, text: str) -> str:
    """Whom a payment is with, in lowercase words: the same for every branch, card and day.

    Uses `text` where no counterparty is named. At most 120 characters; "" only where both hold
    nothing. Reading an answer again gives the same answer.
    """
    return _normalized(counterparty if counterparty and not counterparty.isspace() else text)


def normalize_payees(counterparties: Iterable[str], texts: Iterable[str]) -> list[str]:
    """`normalize_payee` for many rows; each distinct name is read once."""
    return [normalize_payee(name, text) for name, text in zip(counterparties, texts, strict=True)]


@lru_cache(maxsize=65_536)
def payee_words(payee: str) -> tuple[str, ...]:
    """The words of a normalized payee that tell what is sold: no legal form, no payment carrier."""
    words = [word for word in payee.split() if len(word) > 1 and word not in _STOP_WORDS]
    telling = [word for word in words if word not in _CARRIERS]
    return tuple(dict.fromkeys(telling or words))


@lru_cache(maxsize=262_144)
def _normalized(raw: str) -> str:
    folded = _folded(raw)
    plain = _WEB.sub(r" \1 ", _MARKS.sub(" ", folded))
    payee = _without_phrases(" ".join(_names(_TOKEN.findall(plain))))
    return _shortened(payee or _bare(folded))


def _bare(folded: str) -> str:
    """What stands in for a payee where nothing but codes or bank words is left."""
    tokens = _TOKEN.findall(folded)
    return " ".join(_names(tokens) or tokens or folded.split())


def _folded(raw: str) -> str:
    lowered = raw.lower()
    if lowered.isascii():
        return lowered
    spread = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)


def _names(tokens: list[str]) -> list[str]:
    """Words without numbers; a short number may open a name ("7 eleven")."""
    kept: list[str] = []
    for token in tokens:
        if token.isdigit():
            if kept or len(token) > 3:
                continue
        elif token in _NOISE or _is_code(token):
            continue
        kept.append(token.rstrip("'&"))
    return [] if all(token.isdigit() for token in kept) else kept


def _is_code(token: str) -> bool:
    """Tells "1a2b3", a code, from "999inks", a name."""
    digits = sum(letter.isdigit() for letter in token)
    if not digits or len(token) < 4:
        return False
    if 2 * digits >= len(token) or not _ONE_NUMBER_BESIDE_A_NAME.fullmatch(token):
        return True
    return _UNSPEAKABLE.search(token) is not None


def _without_phrases(payee: str) -> str:
    while (shorter := " ".join(_PHRASES.sub(" ", payee).split())) != payee:
        payee = shorter
    return payee


def _shortened(payee: str) -> str:
    if len(payee) <= LONGEST_PAYEE:
        return payee
    whole_words = payee[: LONGEST_PAYEE + 1].rpartition(" ")[0]
    return whole_words or payee[:LONGEST_PAYEE]
