"""Rule step 1: money moved between two accounts of the same company."""

import re
import unicodedata

import pandas as pd

from core.domain.categories import OWN_TRANSFER
from core.domain.codes import TypeCode
from core.domain.labels import Decider, Reason
from core.rules.verdicts import Key, Known, Verdict, Verdicts

WINDOW_DAYS = 4

# Said only of one's own accounts; a plain "transfer" is said of any payment.
_OWN_WORDS = re.compile(
    r"\b(?:own account|own transfer|internal transfer|between accounts|(?:to|from) (?:savings|reserve)"
    r"|(?:to|from) current|top ?up card|card settlement|settlement of card"
    r"|umbuchung|eigen(?:e[rs]?|übertrag)\w*|übertrag|uebertrag|kartenabrechnung|virement interne)\b",
    re.IGNORECASE,
)
_TRANSFER_WORDS = re.compile(r"\b(?:transfer|xfer|trf|überweisung|ueberweisung|virement)\b", re.IGNORECASE)
_LEGAL_FORMS = re.compile(r"\b(?:gmbh|ug|kg|ohg|ag|e ?k|ltd|limited|llp|plc|llc|inc|bv|sarl|sas|srl)\b")
_SHORTEST_CUT_NAME = 8


def decide(rows_frame: pd.DataFrame, known: Known) -> Verdicts:
    """File both legs of transfers between accounts of one company.

    Two legs: opposite amounts of one currency in two accounts at most `WINDOW_DAYS` apart, and at
    least one of them says that it is an own transfer; nearest dates first, one to one. One leg:
    only where it names the number of another own account. `rows_frame` has `verdicts.COLUMNS`.
    """
    other_account = _other_own_account(rows_frame, known)
    signs = _signs(rows_frame, known, other_account)
    legs = rows_frame.assign(sign=signs, other_account=other_account)
    verdicts: Verdicts = {}
    taken: set[int] = set()
    for here, there, sign in _pairs(legs[~_names_stranger(rows_frame, known)]):
        if here in taken or there in taken:
            continue
        taken |= {here, there}
        for part_id, other in ((here, there), (there, here)):
            verdicts[part_id] = _verdict(sign, Reason("other_leg", str(other)))
    numbered = rows_frame[signs == "own_account"]
    for part_id, number in zip(numbered["part_id"], numbered["counterparty_account"], strict=True):
        if int(part_id) not in taken:
            verdicts[int(part_id)] = _verdict("own_account", Reason("account", number))
    return verdicts


def _verdict(sign: str, reason: Reason) -> Verdict:
    return Verdict(OWN_TRANSFER, Decider.OWN_TRANSFER, (Reason("own_transfer", sign), reason))


def _signs(rows_frame: pd.DataFrame, known: Known, other_account: pd.Series) -> pd.Series:
    """What makes each row look like an own transfer, strongest first; "" where nothing does."""
    named = _says_own_name(rows_frame, known)
    nameless = rows_frame["counterparty"] == ""
    text = rows_frame["text"]
    own_words = text.map({each: bool(_OWN_WORDS.search(each)) for each in text.unique()})
    plain_words = text.map({each: bool(_TRANSFER_WORDS.search(each)) for each in text.unique()})
    signs = pd.Series("", index=rows_frame.index, dtype=object)
    signs[own_words.astype(bool) | (plain_words.astype(bool) & nameless)] = "words"
    signs[named] = "own_name"
    signs[rows_frame["type_code"] == TypeCode.OWN_TRANSFER] = "type_code"
    signs[other_account.notna()] = "own_account"
    return signs


def _other_own_account(rows_frame: pd.DataFrame, known: Known) -> pd.Series:
    """The own account a row's counterparty number belongs to, None where it is no other own one."""
    numbers = {(company, _compact(number)): key for (company, number), key in known.account_numbers.items()}
    keys = zip(
        rows_frame["company"], rows_frame["counterparty_account"], rows_frame["account_id"], strict=True
    )
    found = [
        other if number and (other := numbers.get((company, _compact(number)))) != account else None
        for company, number, account in keys
    ]
    return pd.Series(found, index=rows_frame.index, dtype=object)


def _names_stranger(rows_frame: pd.DataFrame, known: Known) -> pd.Series:
    """Rows that name somebody else's account: no pairing, whatever the amounts."""
    numbers = {(company, _compact(number)) for company, number in known.account_numbers}
    found = [
        bool(number) and (company, _compact(number)) not in numbers
        for company, number in zip(rows_frame["company"], rows_frame["counterparty_account"], strict=True)
    ]
    return pd.Series(found, index=rows_frame.index, dtype=bool)


def _says_own_name(rows_frame: pd.DataFrame, known: Known) -> pd.Series:
    own = {company: {_plain(name) for name in names} - {""} for company, names in known.own_names.items()}
    pairs = rows_frame[["company", "counterparty"]].drop_duplicates()
    said = {
        (company, name): _is_own(_plain(name), own.get(company, set()))
        for company, name in zip(pairs["company"], pairs["counterparty"], strict=True)
    }
    keys: list[tuple[Key, str]] = list(zip(rows_frame["company"], rows_frame["counterparty"], strict=True))
    return pd.Series([said[key] for key in keys], index=rows_frame.index, dtype=bool)


def _is_own(name: str, own_names: set[str]) -> bool:
    # Banks cut long names off.
    return any(name == own or (len(name) >= _SHORTEST_CUT_NAME and own.startswith(name)) for own in own_names)


def _pairs(legs_frame: pd.DataFrame) -> list[tuple[int, int, str]]:
    """Candidate pairs (part with the sign, other leg, sign), nearest dates first."""
    legs = legs_frame[
        ["part_id", "company", "account_id", "currency", "amount_minor", "sign", "other_account"]
    ]
    legs = legs.assign(day=pd.to_datetime(legs_frame["booked_on"]))
    signed = legs[legs["sign"] != ""].assign(amount_minor=lambda frame: -frame["amount_minor"])
    both = signed.merge(legs, on=["company", "currency", "amount_minor"], suffixes=("", "_there"))
    unnamed = both["other_account"].isna()
    elsewhere = both["account_id"] != both["account_id_there"]
    meant = unnamed | (both["other_account"] == both["account_id_there"])
    both = both.assign(gap=(both["day"] - both["day_there"]).abs().dt.days, unsigned=both["sign_there"] == "")
    both = both[elsewhere & meant & (both["gap"] <= WINDOW_DAYS) & (both["amount_minor"] != 0)]
    both = both.sort_values(["gap", "unsigned", "part_id", "part_id_there"])
    return [
        (int(here), int(there), str(sign))
        for here, there, sign in zip(both["part_id"], both["part_id_there"], both["sign"], strict=True)
    ]


def _compact(number: str) -> str:
    return re.sub(r"\W", "", number).upper()


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", folded)
    return re.sub(r"\s+", " ", _LEGAL_FORMS.sub(" ", words)).strip()
