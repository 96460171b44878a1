"""What a column is, where its header may mean two things and its cells tell which."""

from core.importers.csv_currency import is_code
from core.importers.csv_headers import role_of
from core.importers.csv_states import is_state
from core.importers.csv_table import SAMPLE, Table

Roles = dict[str, tuple[int, ...]]
_NEARLY_ALL = 0.95
_CODE_LETTERS = 3
_MOST_STATES = 8
_WORDS = ("text", "counterparty", "type", "reference")


def settle_by_cells(roles: Roles, table: Table) -> Roles:
    """The columns of each role, put right by what stands in them."""
    return _with_states(_with_currency(roles, table), table)


def _with_currency(roles: Roles, table: Table) -> Roles:
    """The column of currencies: one called so that holds none is none, an unnamed one that does is one.

    "Valuta" is the day of value to one bank and the currency to the next.
    """
    other = {role: places for role, places in roles.items() if role != "currency"}
    named = [place for place in roles.get("currency", ()) if table.holds(place, _may_be_code)]
    if not named:
        taken = {place for places in other.values() for place in places}
        free = [place for place in range(table.width()) if place not in taken and _unnamed(table, place)]
        named = [place for place in free if _full(table, place) and table.holds(place, is_code, _NEARLY_ALL)]
    return {**other, "currency": tuple(named)} if named else other


def _with_states(roles: Roles, table: Table) -> Roles:
    """The columns that hold nothing but states of payments tell the state, whatever they are called."""
    taken = {place for role, places in roles.items() if role not in _WORDS for place in places}
    states = [place for place in range(table.width()) if place not in taken and _tells_states(table, place)]
    found = tuple(dict.fromkeys((*roles.get("status", ()), *states)))
    words = {role: tuple(place for place in roles.get(role, ()) if place not in states) for role in _WORDS}
    kept = {role: places for role, places in {**roles, **words, "status": found}.items() if places}
    return kept if not _named_words(roles) or _named_words(kept) else roles


def _named_words(roles: Roles) -> bool:
    return bool(roles.keys() & {"text", "counterparty"})


def _tells_states(table: Table, place: int) -> bool:
    return len(set(table.column(place, SAMPLE))) <= _MOST_STATES and table.holds(place, is_state, 1.0)


def _unnamed(table: Table, place: int) -> bool:
    """Whether the header of a column tells nothing, or a day that the column does not hold."""
    if place >= len(table.header):
        return True
    return role_of(table.header[place]) in ("", "value_on")


def _full(table: Table, place: int) -> bool:
    """Whether most lines fill a column."""
    return len(table.column(place, SAMPLE)) > len(table.body[:SAMPLE]) / 2


def _may_be_code(cell: str) -> bool:
    return len(cell) == _CODE_LETTERS and cell.isalpha()
