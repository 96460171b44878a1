"""Which column of a table names who was paid or who paid: told by its words, else asked."""

import re
from collections.abc import Sequence

from core.domain.bank_file import Question
from core.importers.csv_account import is_number
from core.importers.csv_headers import plain_words
from core.importers.csv_names import is_code, may_name, names_none, no_kinds, seldom_alike, told_apart, within
from core.importers.csv_sides import is_the_owner, pair_of_sides, payers_of
from core.importers.csv_table import SAMPLE, Columns, Table, is_wordy
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
_LAST_NUMBER = re.compile(r" ?\d+$")
_FEWEST_TO_JUDGE = 3
_TWO = 2
_SHOWN = 5


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
    tell = any(may_name(table, place) for place in others if place not in owners)
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
    told = tuple(place for place in perhaps if may_name(table, place))
    sides = told if payers_of(table, {"counterparty": told}) else pair_of_sides(table, columns, words)
    several = no_kinds(table, told_apart(table, words), perhaps)
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
    inner = within(table, several)
    if (len(leading) == 1 and not perhaps) or inner is not None:
        return _with(columns, likely if inner is None else inner), ()
    return _with(columns, likely), (_question(table, several, likely),)


def _with_words(table: Table, columns: Columns) -> dict[str, tuple[int, ...]]:
    """The columns, with those nothing is known of where a payment would stand without any word.

    Where there is none, or all payments have the same words, a column of references that are words is all
    that the bank says of them.
    """
    told = [place for role in ("counterparty", "text") for place in columns.get(role, ())]
    said = [" ".join(row[place] for place in told if place < len(row)).strip() for row in table.dated()]
    if all(said) and (len(set(said)) > 1 or len(said) < _FEWEST_TO_JUDGE):
        return dict(columns)
    more = [place for place in _unknown(table, columns) if place not in told]
    more = more or [place for place in columns.get("reference", ()) if table.holds(place, is_wordy)]
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


def _perhaps(table: Table, columns: Columns) -> list[int]:
    """Columns of no role whose header may name the other side, likeliest first."""
    taken = {place for role, places in columns.items() if role != "text" for place in places}
    heads = {plain_words(cell): place for place, cell in reversed(list(enumerate(table.header)))}
    return [heads[words] for words in _PERHAPS if words in heads and heads[words] not in taken]


def _unknown(table: Table, columns: Columns) -> list[int]:
    """Columns of changing words under a header that nothing is known of."""
    taken = {place for places in columns.values() for place in places}
    free = [place for place, cell in enumerate(table.header) if place not in taken and not names_none(cell)]
    return [
        place
        for place in free
        if may_name(table, place) and seldom_alike(table, place) and not table.holds(place, is_code)
    ]


def _words_over(table: Table, place: int) -> str:
    """The header of a column without its number; "" where there is none."""
    return _LAST_NUMBER.sub("", plain_words(table.header[place])) if place < len(table.header) else ""


def _likeliest(table: Table, places: Sequence[int]) -> int:
    """The column filled most often, then the one that comes first."""
    return min(places, key=lambda place: (-len(table.column(place, SAMPLE)), places.index(place)))
