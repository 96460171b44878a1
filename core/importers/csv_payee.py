"""Which column of a table names who was paid or who paid: told by its words, else asked."""

import re
from collections.abc import Sequence

from core.domain.bank_file import Question
from core.importers.csv_account import is_number
from core.importers.csv_headers import is_known, plain_words
from core.importers.csv_sides import is_the_owner, pair_of_sides, payers_of
from core.importers.csv_table import SAMPLE, Columns, Table, has_cents, is_wordy
from core.importers.dates import is_date
from core.importers.layout import Layout

_BESIDE = frozenset(
    "memo note notes comment comments message remarks info reason communication communications mededeling "
    "mededelingen toelichting buchungstext vorgang verwendungszweck vwz betreff zprava poznamka "
    "kozlemeny zahlungszweck zahlungsgrund "
    "megjegyzes observaciones observacoes meddelande viesti motif oggetto tytul tytulem subject "
    "explicatii reszletek particulars".split()
) | {
    "additional description",
    "bank desc",
    "bank description",
    "descrizione estesa",
    "gestructureerde mededeling",
    "message for me",
    "message for payee",
    "original description",
    "payment reference",
    "remittance information",
    "tytul operacji",
    "vrije mededeling",
    "zprava pro mne",
    "zprava pro prijemce",
}
"""Headers of words that stand beside a payee's name."""
_PERHAPS = (
    "target",
    "to",
    "customer name",
    "customer",
    "customer description",
    "client",
    "source",
    "from",
)
"""Headers that name the other side in some tables and something else in others, likeliest first."""
_NO_NAMES = re.compile(
    r"categor|kategor|moneymap|\b(ref|no|nr|id|number|cheque|email|address|adresse|adres|city|zip|iban|tags?|etiket|phone|url)\b"
)
"""Headers of what is no name, whatever words stand below them."""
_LAST_NUMBER = re.compile(r" ?\d+$")
_FEWEST_TO_JUDGE = 3
_TWO = 2
_FEW_KINDS = 0.3
_SHOWN = 5
_MOSTLY_ALIKE = 0.6
_MOSTLY_FILLED = 0.5
_MOST_OF_A_KIND = 5
_MOSTLY_ONE = 0.7
_SHORT_CODE = 3
_KIND = re.compile(
    r"\b(payments?|purchase|transfer|deposit|withdrawal|debit|credit|cheque|check|fees?|charges?|interest|"
    r"standing order|atm|pos|eftpos|eft|bacs|chaps|ach|wire|contactless|refund|payroll|chequing|"
    r"checking|savings|"
    r"\w*lastschrift|\w*uberweisung\w*|gutschrift|dauerauftrag|kartenzahlung|kartenverfugung|ubertrag|"
    r"belastung\w*|entgelte?|abschluss|virements?|prelevements?|paiements?|carte|retrait|frais|bonifico|addebito|"
    r"accredito|pagamento|prelievo|commissioni|transferencia|recibo|compra|pago|ingreso|reintegro|adeudo|"
    r"levantamento|recebimento|overschrijving|incasso|betaling|betaalautomaat|domiciliering|bancontact|przelew|"
    r"platnosc|zakup|polecenie|wyplata|transakcja|platba|prevod|vyber|inkaso|uhrada|overforing|\w*kop|insattning|"
    r"uttag|betalning|autogiro|varekjop|tilisiirto|atutalas|jovairas|vasarlas|\w*beszedes|havale|odeme)\b"
)
"""What kinds of payment are called in the languages of banks."""


def settle_payee(
    table: Table, columns: Columns, given: Layout
) -> tuple[dict[str, tuple[int, ...]], tuple[Question, ...]]:
    """The columns with the payee's, and the question where several could be it.

    A single column of words stays what it is: the payee is found in it later. Where a payment would
    stand without any word, columns that nothing is known of give theirs.
    """
    if "counterparty" in given.columns:
        return dict(columns), ()
    columns = _without_numbers(table, columns)
    named = [place for place in columns.get("counterparty", ()) if table.column(place, SAMPLE)]
    named = _without_owner(table, columns, named)
    found, asked = _named(table, columns, named) if named else _unnamed(table, columns)
    return _with_words(table, found), asked


def _without_owner(table: Table, columns: Columns, named: Sequence[int]) -> list[int]:
    """The columns of payees without those of the owner, where other words tell the payments apart."""
    others = (*named, *columns.get("text", ()), *_unknown(table, columns))
    owners = [place for place in named if is_the_owner(table, columns, place)]
    tell = any(_is_wordy(table, place) for place in others if place not in owners)
    return [place for place in named if place not in owners] if tell else list(named)


def _named(
    table: Table, columns: Columns, named: Sequence[int]
) -> tuple[dict[str, tuple[int, ...]], tuple[Question, ...]]:
    columns = {**columns, "counterparty": tuple(named)}
    if payers_of(table, columns):
        return dict(columns), ()
    sides = pair_of_sides(table, columns, [*named, *_unknown(table, columns)])
    if sides:
        return _with(columns, sides[0], keep=sides), ()
    rivals = _rivals(table, named)
    if len(rivals) < _TWO:
        first = [*rivals, *(place for place in named if place not in rivals)]
        return {**columns, "counterparty": tuple(first)}, ()
    return _with(columns, rivals[0], keep=named), (_question(table, rivals, rivals[0]),)


def _unnamed(table: Table, columns: Columns) -> tuple[dict[str, tuple[int, ...]], tuple[Question, ...]]:
    """The payee among columns of words that no header tells apart."""
    columns = {role: places for role, places in columns.items() if role != "counterparty"}
    perhaps = _perhaps(table, columns)
    words = [*perhaps, *columns.get("text", ()), *_unknown(table, columns)]
    told = tuple(place for place in perhaps if _is_wordy(table, place))
    sides = told if payers_of(table, {"counterparty": told}) else pair_of_sides(table, columns, words)
    several = _no_kinds(table, _told_apart(table, words), perhaps)
    if sides:
        return _with(columns, sides[0], keep=sides), ()
    if len(several) < _TWO:
        said = tuple(sorted({*columns.get("text", ()), *several}))
        if several and any(table.column(place, SAMPLE) for place in said if place != several[0]):
            return _with(columns, several[0]), ()
        return {**columns, "text": said}, ()
    leading = [place for place in several if _words_over(table, place) not in _BESIDE]
    if not leading:
        return dict(columns), ()
    likely = next((place for place in several if place in perhaps), _likeliest(table, leading))
    inner = _within(table, several)
    if (len(leading) == 1 and not perhaps) or inner is not None:
        return _with(columns, likely if inner is None else inner), ()
    return _with(columns, likely), (_question(table, several, likely),)


def _with_words(table: Table, columns: Columns) -> dict[str, tuple[int, ...]]:
    """The columns, with those nothing is known of where a payment would stand without any word."""
    told = [place for role in ("counterparty", "text") for place in columns.get(role, ())]
    if all(any(row[place].strip() for place in told if place < len(row)) for row in table.dated()):
        return dict(columns)
    more = [place for place in _unknown(table, columns) if place not in told]
    return {**columns, "text": tuple(sorted({*columns.get("text", ()), *more}))}


def _without_numbers(table: Table, columns: Columns) -> Columns:
    """The columns, where one that names a payee but holds account numbers is taken for what it is."""
    named = columns.get("counterparty", ())
    numbers = tuple(place for place in named if table.holds(place, is_number))
    if not numbers:
        return columns
    names = tuple(place for place in named if place not in numbers)
    accounts = (*columns.get("counterparty_account", ()), *numbers)
    return {**columns, "counterparty": names, "counterparty_account": accounts}


def _is_code(cell: str) -> bool:
    """Whether a cell is a number of something, such as INV-12: one word with digits in it."""
    return " " not in cell and any(map(str.isdigit, cell))


def _with(columns: Columns, place: int, keep: Sequence[int] = ()) -> dict[str, tuple[int, ...]]:
    payees = (place, *(at for at in keep if at != place))
    beside = tuple(at for at in columns.get("text", ()) if at not in payees)
    return {**columns, "counterparty": payees, "text": beside}


def _question(table: Table, places: Sequence[int], likely: int) -> Question:
    places = sorted(places)
    samples = tuple(
        " | ".join(row[place].strip() for place in places if place < len(row)) for row in table.body[:_SHOWN]
    )
    return Question("payee_column", tuple(map(str, places)), str(likely), samples)


def _rivals(table: Table, named: Sequence[int]) -> list[int]:
    """Of several payee columns those that stand filled side by side; the owner's own name never changes."""
    if len(named) < _TWO:
        return list(named)
    many = len(table.body) >= _FEWEST_TO_JUDGE
    changing = [place for place in named if not many or len(set(table.column(place, SAMPLE))) > 1]
    changing = changing or list(named)
    if not any(_differ(row, changing) for row in table.body[:SAMPLE]):
        return changing[:1]
    return changing


def _differ(row: Sequence[str], places: Sequence[int]) -> bool:
    said = {row[place].strip().casefold() for place in places if place < len(row) and row[place].strip()}
    return len(said) > 1


def _is_wordy(table: Table, place: int) -> bool:
    """Whether a column may hold names: words that change, no days, amounts or addresses of pages."""
    cells = table.column(place, SAMPLE)
    changes = len(cells) < _FEWEST_TO_JUDGE or len(set(cells)) > 1
    numbers = any(table.holds(place, test) for test in (is_date, has_cents, _is_address))
    return changes and table.holds(place, is_wordy) and not numbers


def _is_address(cell: str) -> bool:
    return "://" in cell


def _perhaps(table: Table, columns: Columns) -> list[int]:
    """Columns of no role whose header may name the other side, likeliest first."""
    taken = {place for role, places in columns.items() if role != "text" for place in places}
    heads = {plain_words(cell): place for place, cell in reversed(list(enumerate(table.header)))}
    return [heads[words] for words in _PERHAPS if words in heads and heads[words] not in taken]


def _unknown(table: Table, columns: Columns) -> list[int]:
    """Columns of changing words under a header that nothing is known of."""
    taken = {place for places in columns.values() for place in places}
    free = [place for place, cell in enumerate(table.header) if place not in taken and not _names_none(cell)]
    return [
        place
        for place in free
        if _is_wordy(table, place) and _seldom_alike(table, place) and not table.holds(place, _is_code)
    ]


def _names_none(head: str) -> bool:
    """Whether a header is known to be no payee's."""
    return is_known(head) or bool(_NO_NAMES.search(plain_words(head)))


def _no_kinds(table: Table, places: Sequence[int], perhaps: Sequence[int]) -> list[int]:
    """The columns that may name payees: kinds of payment name nobody, nor does what is mostly the same.

    A column that stands empty where another is filled says more of a payment, not whose it is.
    """
    fullest = max((len(table.column(place, SAMPLE)) for place in places), default=0)
    filled = {place for place in places if len(table.column(place, SAMPLE)) >= _MOSTLY_FILLED * fullest}
    full = [place for place in places if place in {*filled, *perhaps}]
    names = [place for place in full if not table.holds(place, _is_kind)]
    return [place for place in names if _seldom_alike(table, place)] or names or full


def _is_kind(cell: str) -> bool:
    """Whether a cell is a kind of payment, such as direct debit, and nothing else."""
    words = plain_words(cell)
    return (
        len(words.split()) <= _MOST_OF_A_KIND
        and not any(map(str.isdigit, words))
        and bool(_KIND.search(words))
    )


def _within(table: Table, places: Sequence[int]) -> int | None:
    """The column whose words stand in all the others as well: a name, cut out of what was said."""
    for place in places:
        rows = [row for row in table.dated() if max(places) < len(row) and row[place].strip()]
        name = [(f" {plain_words(row[place])} ", row) for row in rows]
        inner = [all(said in f" {plain_words(row[other])} " for other in places) for said, row in name]
        if len(inner) >= _TWO and all(inner):
            return place
    return None


def _seldom_alike(table: Table, place: int) -> bool:
    """Whether a column has many values: kinds and categories have few."""
    cells = table.column(place, SAMPLE)
    most = max(map(cells.count, {*cells}), default=0)
    few = len(set(cells)) <= _FEW_KINDS * len(cells) or most > _MOSTLY_ONE * len(cells)
    return len(cells) < _FEWEST_TO_JUDGE or not few


def _told_apart(table: Table, places: Sequence[int]) -> list[int]:
    """The columns that may hold names, without those that say the same as another."""
    kept: list[int] = []
    for place in dict.fromkeys(places):
        alike = any(_says_the_same(table, place, other) for other in kept)
        if _is_wordy(table, place) and not alike:
            kept.append(place)
    return kept


def _says_the_same(table: Table, left: int, right: int) -> bool:
    """Whether two columns mostly begin with the same word wherever both say something."""
    pairs = [
        (row[left].strip(), row[right].strip()) for row in table.body[:SAMPLE] if max(left, right) < len(row)
    ]
    both = [one.casefold().split()[0] == two.casefold().split()[0] for one, two in pairs if one and two]
    return bool(both) and sum(both) >= _MOSTLY_ALIKE * len(both)


def _words_over(table: Table, place: int) -> str:
    """The header of a column without its number; "" where there is none."""
    return _LAST_NUMBER.sub("", plain_words(table.header[place])) if place < len(table.header) else ""


def _likeliest(table: Table, places: Sequence[int]) -> int:
    """The column filled most often, then the one that comes first."""
    return min(places, key=lambda place: (-len(table.column(place, SAMPLE)), places.index(place)))
