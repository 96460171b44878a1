"""What a column is, where its header may mean two things and its cells tell which."""

from core.importers.csv_currency import is_code
from core.importers.csv_headers import role_of
from core.importers.csv_table import SAMPLE, Table

Roles = dict[str, tuple[int, ...]]
_NEARLY_ALL = 0.95
_CODE_LETTERS = 3


def settle_by_cells(roles: Roles, table: Table) -> Roles:
    """The columns of each role, put right by what stands in them."""
    return _with_currency(roles, table)


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
