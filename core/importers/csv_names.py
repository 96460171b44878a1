"""Whether a column may hold names: who stands at a payment, and not of what kind it is."""

import re
from collections.abc import Sequence

from core.importers.csv_headers import is_known, plain_words
from core.importers.csv_table import SAMPLE, Table, has_cents, is_wordy
from core.importers.dates import is_date

_NO_NAMES = re.compile(
    r"categor|kategor|moneymap|\b(ref|no|nr|id|number|cheque|email|address|adresse|adres|city|zip|iban|tags?|etiket|phone|url)\b"
)
"""Headers of what is no name, whatever words stand below them."""
_LAST_NUMBER = re.compile(r" ?\d+$")
_FEWEST_TO_JUDGE = 3
_TWO = 2
_FEW_KINDS = 0.3
_MOSTLY_ONE = 0.7
_MOSTLY_ALIKE = 0.6
_MOSTLY_FILLED = 0.5
_MOST_OF_A_KIND = 5
_KIND = re.compile(
    r"\b(payments?|purchase|transfer|deposit|withdrawal|debit|credit|cheque|check|fees?|charges?|interest|"
    r"standing order|atm|pos|eftpos|eft|bacs|chaps|ach|wire|contactless|refund|payroll|chequing|"
    r"checking|savings|deb|dep|"
    r"\w*lastschrift|\w*uberweisung\w*|gutschrift|dauerauftrag|kartenzahlung|kartenverfugung|ubertrag|"
    r"belastung\w*|entgelte?|abschluss|virements?|prelevements?|paiements?|carte|retrait|frais|bonifico|addebito|"
    r"accredito|pagamento|prelievo|commissioni|transferencia|recibo|compra|pago|ingreso|reintegro|adeudo|"
    r"levantamento|recebimento|overschrijving|incasso|betaling|betaalautomaat|domiciliering|bancontact|przelew|"
    r"platnosc|zakup|polecenie|wyplata|transakcja|platba|prevod|vyber|inkaso|uhrada|overforing|\w*kop|insattning|"
    r"uttag|betalning|autogiro|varekjop|tilisiirto|atutalas|jovairas|vasarlas|\w*beszedes|havale|odeme)\b"
)
"""What kinds of payment are called in the languages of banks."""


def names_none(head: str) -> bool:
    """Whether a header is known to be no payee's."""
    return is_known(head) or bool(_NO_NAMES.search(plain_words(head)))


def may_name(table: Table, place: int) -> bool:
    """Whether a column may hold names: words that change, no days, amounts or addresses of pages."""
    cells = table.column(place, SAMPLE)
    changes = len(cells) < _FEWEST_TO_JUDGE or len(set(cells)) > 1
    numbers = any(table.holds(place, test) for test in (is_date, has_cents, _is_address))
    return changes and table.holds(place, is_wordy) and not numbers


def _is_address(cell: str) -> bool:
    return "://" in cell


def no_kinds(table: Table, places: Sequence[int], perhaps: Sequence[int]) -> list[int]:
    """The columns that may name payees: kinds of payment name nobody, nor does what is mostly the same.

    A column that stands empty where another is filled says more of a payment, not whose it is.
    """
    fullest = max((len(table.column(place, SAMPLE)) for place in places), default=0)
    filled = {place for place in places if len(table.column(place, SAMPLE)) >= _MOSTLY_FILLED * fullest}
    full = [place for place in places if place in {*filled, *perhaps}]
    full = [place for place in full if place in perhaps or len({*table.column(place, SAMPLE)}) > 1] or full
    loosely = [place for place in full if not table.holds(place, _is_numbered_kind)]
    names = loosely or [place for place in full if not table.holds(place, _is_kind)]
    return [place for place in names if seldom_alike(table, place)] or names or full


def _is_kind(cell: str) -> bool:
    """Whether a cell is a kind of payment, such as direct debit, and nothing else."""
    words = plain_words(cell)
    few = len(words.split()) <= _MOST_OF_A_KIND and not any(map(str.isdigit, words))
    return few and bool(_KIND.search(words))


def _is_numbered_kind(cell: str) -> bool:
    """Whether a cell is a kind of payment and perhaps a number, such as check 101."""
    return _is_kind(_LAST_NUMBER.sub("", plain_words(cell)))


def within(table: Table, places: Sequence[int]) -> int | None:
    """The column whose words stand in all the others as well: a name, cut out of what was said."""
    for place in places:
        rows = [row for row in table.dated() if max(places) < len(row) and row[place].strip()]
        name = [(f" {plain_words(row[place])} ", row) for row in rows]
        inner = [all(said in f" {plain_words(row[other])} " for other in places) for said, row in name]
        if len(inner) >= _TWO and all(inner):
            return place
    return None


def seldom_alike(table: Table, place: int) -> bool:
    """Whether a column has many values: kinds and categories have few."""
    cells = table.column(place, SAMPLE)
    most = max(map(cells.count, {*cells}), default=0)
    few = len(set(cells)) <= _FEW_KINDS * len(cells) or most > _MOSTLY_ONE * len(cells)
    return len(cells) < _FEWEST_TO_JUDGE or not few


def told_apart(table: Table, places: Sequence[int]) -> list[int]:
    """The columns that may hold names, without those that say the same as another."""
    kept: list[int] = []
    for place in dict.fromkeys(places):
        alike = any(_says_the_same(table, place, other) for other in kept)
        if may_name(table, place) and not alike:
            kept.append(place)
    return kept


def _says_the_same(table: Table, left: int, right: int) -> bool:
    """Whether two columns mostly begin with the same word wherever both say something."""
    pairs = [
        (row[left].strip(), row[right].strip()) for row in table.body[:SAMPLE] if max(left, right) < len(row)
    ]
    both = [one.casefold().split()[0] == two.casefold().split()[0] for one, two in pairs if one and two]
    return bool(both) and sum(both) >= _MOSTLY_ALIKE * len(both)


def is_code(cell: str) -> bool:
    """Whether a cell is a number of something, such as INV-12: one word with digits in it."""
    return " " not in cell and any(map(str.isdigit, cell))
