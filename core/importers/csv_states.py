"""What a bank says of a payment's state: booked, still pending, or never carried out."""

import re
from functools import lru_cache

from core.importers.csv_headers import plain_words

_PENDING = (
    r"(pending|authori[sz]ed|processing|vorgemerkt\w*|en attente|en cours|pendiente|in sospeso|"
    r"autorizzat[oa]|non contabilizzat[oa]|reserved|reserver(ad|at|et|t)|venter|oczekuj\w*|blokada|"
    r"nierozliczon\w*|varaus|fuggo(ben)?|beklemede|provizyonda|in behandeling|gereserveerd|"
    r"nevyrizen\w*|nezauctovan\w*|blokace|em processamento|pendente|in asteptare|uncleared|"
    r"(not|not yet) (posted|booked)|unposted|offen|(noch )?nicht gebucht|"
    r"в обработке|в ожидании|не проведен\w*)"
)
_NOT_CARRIED_OUT = (
    r"(declined|failed|reverted|cancell?ed|denied|rejected|expired|refuse\w*|abgelehnt|storniert|rechazad\w*|"
    r"rifiutat\w*|annule\w*|geweigerd|odrzucon\w*|zamitnut\w*|nekad|avvist|hylatty|elutasit\w*|reddedildi|"
    r"отклонен\w*)"
)
_BOOKED = (
    r"(booked|posted|completed?|cleared|settled|executed|processed|reconciled|gebucht|ausgefuhrt|"
    r"contabilizzat[oa]|eseguit[oa]|contabilizad[oa]|comptabilise\w*|execute\w*|geboekt|verwerkt|uitgevoerd|"
    r"bokford\w*|bokfort|bogfort|udfort|utfort|genomford|zaksiegowan\w*|rozliczon\w*|wykonan\w*|"
    r"zrealizowan\w*|zauctovan\w*|proveden\w*|kirjattu|toteutunut|konyvelt|teljesult|tamamlandi|"
    r"gerceklesti|concluid[oa]|efec?tivad[oa]|executat\w*|procesat\w*|проведен\w*|исполнен\w*)"
)
_SAYS_PENDING = re.compile(rf"\b{_PENDING}\b")
_SAYS_NOT_CARRIED_OUT = re.compile(rf"\b{_NOT_CARRIED_OUT}\b")
_STATE = re.compile(rf"(umsatz |movimento |transaction )?({_PENDING}|{_NOT_CARRIED_OUT}|{_BOOKED})")
_MOST_KEPT = 1_000


@lru_cache(_MOST_KEPT)
def is_pending(said: str) -> bool:
    """Whether these words say that a payment is announced and not in the account yet."""
    return bool(_SAYS_PENDING.search(plain_words(said)))


@lru_cache(_MOST_KEPT)
def not_carried_out(said: str) -> bool:
    """Whether these words say that a payment never happened."""
    return bool(_SAYS_NOT_CARRIED_OUT.search(plain_words(said)))


def is_state(cell: str) -> bool:
    """Whether a cell says nothing but a state."""
    return bool(_STATE.fullmatch(plain_words(cell)))
