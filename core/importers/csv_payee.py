"""Which column of a table names who was paid or who paid: told by its words, else asked."""

import re
from collections.abc import Sequence

from core.domain.bank_file import Question
from core.importers.csv_account import is_number
from core.importers.csv_headers import is_known, plain_words
from core.importers.csv_table import SAMPLE, Columns, Table, has_cents, is_wordy
from core.importers.dates import is_date
from core.importers.layout import Layout

_BESIDE = frozenset(
    "memo note notes comment comments message remarks info reason communication communications mededeling "
    "mededelingen toelichting buchungstext vorgang verwendungszweck vwz betreff zprava poznamka kozlemeny "
    "megjegyzes observaciones observacoes meddelande viesti motif oggetto tytul tytulem subject "
    "explicatii reszletek".split()
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
_FEW_KINDS = 0.3
_SHOWN = 5


def settle_payee(
    table: Table, columns: Columns, given: Layout
) -> tuple[dict[str, tuple[int, ...]], tuple[Question, ...]]:
    """The columns with the payee's, and the question where several could be it.

    A single column of words stays what it is: the payee is found in it later.
    """
    if "counterparty" in given.columns:
        return dict(columns), ()
    columns = _without_numbers(table, columns)
    named = [place for place in columns.get("counterparty", ()) if table.column(place, SAMPLE)]
    if named:
        rivals = _rivals(table, named)
        if len(rivals) < _TWO:
            first = [*rivals, *(place for place in named if place not in rivals)]
            return {**columns, "counterparty": tuple(first)}, ()
        return _with(columns, rivals[0], keep=named), (_question(table, rivals, rivals[0]),)
    perhaps = _perhaps(table, columns)
    several = _told_apart(table, [*perhaps, *columns.get("text", ()), *_unknown(table, columns)])
    if len(several) < _TWO:
        alone = len(columns.get("text", ())) < _TWO or not several
        return (dict(columns) if alone else _with(columns, several[0])), ()
    leading = [place for place in several if _words_over(table, place) not in _BESIDE]
    likely = next((place for place in several if place in perhaps), _likeliest(table, leading or several))
    if len(leading) == 1 and not perhaps:
        return _with(columns, likely), ()
    return _with(columns, likely), (_question(table, several, likely),)


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
    beside = tuple(at for at in columns.get("text", ()) if at != place)
    payees = (place, *(at for at in keep if at != place))
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
    free = [place for place, cell in enumerate(table.header) if place not in taken and not is_known(cell)]
    return [
        place
        for place in free
        if _is_wordy(table, place) and _seldom_alike(table, place) and not table.holds(place, _is_code)
    ]


def _seldom_alike(table: Table, place: int) -> bool:
    """Whether a column has many values: kinds and categories have few."""
    cells = table.column(place, SAMPLE)
    return len(cells) < _FEWEST_TO_JUDGE or len(set(cells)) > _FEW_KINDS * len(cells)


def _told_apart(table: Table, places: Sequence[int]) -> list[int]:
    """The columns that may hold names, without those that say the same as another."""
    kept: list[int] = []
    for place in dict.fromkeys(places):
        alike = any(table.column(place, SAMPLE) == table.column(other, SAMPLE) for other in kept)
        if _is_wordy(table, place) and not alike:
            kept.append(place)
    return kept


def _words_over(table: Table, place: int) -> str:
    """The header of a column without its number; "" where there is none."""
    return _LAST_NUMBER.sub("", plain_words(table.header[place])) if place < len(table.header) else ""


def _likeliest(table: Table, places: Sequence[int]) -> int:
    """The column filled most often, then the one that comes first."""
    return min(places, key=lambda place: (-len(table.column(place, SAMPLE)), places.index(place)))
