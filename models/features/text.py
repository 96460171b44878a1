"""Payees as people mean them: the same shop, whatever the bank wrote around its name."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_PAYEE = 120

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})
_MONTHS = "jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez"
_CURRENCIES = "eur|gbp|usd|chf|sek|nok|dkk|pln|czk|huf"

# Some formats name the other side in the middle of the text, between slashes or behind a word.
_NAMED = re.compile(
    r"/(?:name|benm//name)/([^/]+)/|\b(?:naam|nazwa|auftraggeber): ?(.+?)"
    r"(?: (?:omschrijving|betreft|iban|kenmerk|mitteilungen|tytulem)\b:?.*|[;/].*|$)"
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){1,4}[^\W\d_](?:\.(?!\w)|(?![\w.]))")
_APOSTROPHES = re.compile(r"['’`´]")

# Dates, times, amounts, card numbers and references, removed before words are told apart.
_MARKS = re.compile(
    rf"""(?:\b(?:on|at|am|vom|del|du|dnia)\ )?
    (?:\b(?:pos|atm)\d{{2}}(?:{_MONTHS})\b|\b\d{{4}}-\d{{2}}-\d{{2}}(?:t[\d:]+)?\b
    |\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})\b
    |\b\d{{2}}[./]\d{{2}}\b\.?
    |\b\d{{1,2}}[ -]?(?:{_MONTHS})[a-z]*[ -]?(?:\d{{4}}|\d{{2}})?\b
    |\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\ ?uhr)?\b)
    |\b(?:{_CURRENCIES})\ ?\d[\d.,]*|\b\d[\d.,]*\ ?(?:{_CURRENCIES})\b
    |\b\d{{1,3}}(?:[.,]?\d{{3}})*[.,]\d{{2}}\b(?![.,]\d)
    |\b(?:at\ )?k\d\b(?=\s*$|\s+\d)|\bpas\ ?\d{{3}}\b|\bpas(?:volg)?nr\.?\ ?\d+|\bfil\.?\ ?\d+
    |\b(?:card|karte|kartennr|carte|cb|tarjeta|carta|kaart|karta|pas)\ ?(?:ending|no|nr|number|n)?
        [.: ]*[*x#]*\d{{2,}}\b
    |\b(?:transactie(?:nr|datum)?|betalingskenm(?:erk)?|orderid|terminal|term|tid|mid|rrn|arn)\b
        [.: ]*(?=\S*\d)\S+
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
_TOKEN = re.compile(r"[^\W_][\w&]*")
_ONE_NUMBER_BESIDE_A_NAME = re.compile(r"\d*[^\W\d]{3,}|[^\W\d]{3,}\d*")
_UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{4}")

# What banks write around a name; on their own these words name nobody.
_NOISE = frozenset(
    """pos sepa visa mastercard maestro vpay girocard contactless kontaktlos kartenzahlung
    kartenumsatz lastschrift basislastschrift folgelastschrift erstlastschrift dauerauftrag uberweisung
    gutschrift gutschr ueberweisung onlineueberweisung einzug eref mref kref svwz cred iban bic bacs chaps
    ftr dda ecommerce www dankt betaalautomaat betaalpas pasnr pasvolgnr prlv prelevement virement
    achat bizum przelew blik achdw checkcard interac giropay zahlungsauftrag dauerlastschrift
    eur gbp usd chf sek nok dkk pln czk huf""".split()
)
_PHRASES = re.compile(
    r"\b(?:(?:debit card|credit card|visa debit|card|online|bill|faster|recurring|mobile|web|pos|pin) "
    r"(?:payments?|purchase|transaction|merchandise|pmt)|(?:debit|visa|pos) (?:purchase|debit)|"
    r"purchase authorized|ach (?:debit|credit|pmt|payment|transfer)|direct debit|sagt danke|"
    r"standing order|online banking|credit transfer|apple pay|google pay|"
    r"(?:paiement|achat|facture) (?:par )?(?:carte|cb)|^(?:cb|paiement|pago|pagamento|carte)(?= [a-z])|"
    r"vir (?:instantane |web )*(?:recu|emis)|"
    r"(?:pago|compra|cargo|operacion)(?: con)?(?: tarjeta)?(?= en )|pago (?:con )?tarjeta|compra tarjeta|"
    r"(?:transferencia|traspaso|adeudo) (?:inmediata |sepa )*"
    r"(?:emitida|recibida|recibido|enviada|de|a favor)|"
    r"(?:pagamento|acquisto|operazione) (?:con |tramite )?(?:carta|bancomat)|"
    r"addebito (?:diretto|sdd)|bonifico (?:sepa |istantaneo )*(?:a favore|disposto|ricevuto)?|"
    r"incasso (?:algemeen doorlopend|algemeen|doorlopend)|ing ideal|bea nr|gea nr|betaling(?= aan )|"
    r"(?:platnosc|zakup|transakcja|operacja) (?:przy uzyciu )?(?:karta|karty|blik)|"
    r"internet(?= uberweisung)|(?:payment|purchase|transfer)(?= (?:to|from|at|en|a|aan|an) ))\b"
    r"(?: (?:to|from|at|en|aan|a|di|de)\b)?"
)
_COUNTRY_AT_END = re.compile(r"(?<=\w{3} )(?:gbr|deu|nld|fra|esp|ita|pol|bel|aut|che|irl|lux|prt)$")
_CARRIERS = frozenset(
    "paypal ppl pp sumup sq izettle zettle ztl iz stripe klarna worldpay wp crv apl eb tst mollie".split()
)
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


def spoken_words(payee: str) -> tuple[str, ...]:
    """All words of a normalized payee but the payment carrier in front of it ("paypal spotify")."""
    words = payee.split()
    while len(words) > 1 and words[0] in _CARRIERS:
        words.pop(0)
    return tuple(words)


@lru_cache(maxsize=262_144)
def _normalized(raw: str) -> str:
    folded = " ".join(_folded(raw).split())
    named = _NAMED.search(folded)
    told = " ".join(filter(None, named.groups())) if named else folded
    plain = _WEB.sub(r" \1 ", _MARKS.sub(" ", _INITIALS.sub(_joined, told)))
    payee = _without_phrases(" ".join(_names(_TOKEN.findall(plain))))
    return _shortened(payee or _bare(folded))


def _joined(initials: re.Match[str]) -> str:
    """One word for b.v. and b.v, whatever its dots."""
    return initials.group().replace(".", "")


def _bare(folded: str) -> str:
    """What stands in for a payee where nothing but codes or bank words is left."""
    tokens = _TOKEN.findall(folded)
    words = [token for token in _TOKEN.findall(_MARKS.sub(" ", folded)) if token.isalpha()]
    return " ".join(_names(tokens) or words[:1] or tokens or folded.split())


def _folded(raw: str) -> str:
    lowered = _APOSTROPHES.sub("", raw.lower())
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
        kept.append(token.rstrip("&"))
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
    while (shorter := _COUNTRY_AT_END.sub("", " ".join(_PHRASES.sub(" ", payee).split())).strip()) != payee:
        payee = shorter
    return payee


def _shortened(payee: str) -> str:
    if len(payee) <= LONGEST_PAYEE:
        return payee
    whole_words = payee[: LONGEST_PAYEE + 1].rpartition(" ")[0]
    return whole_words or payee[:LONGEST_PAYEE]
