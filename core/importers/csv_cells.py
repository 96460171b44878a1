"""What a column is, where its header may mean two things and its cells tell which."""

from itertools import combinations

from core.importers.csv_currency import is_code
from core.importers.csv_headers import plain_words, role_of
from core.importers.csv_states import is_state
from core.importers.csv_table import SAMPLE, Table

Roles = dict[str, tuple[int, ...]]
_NEARLY_ALL = 0.95
_CODE_LETTERS = 3
_MOST_STATES = 8
_HARDLY_MORE = 1.2
_FEWEST_ACCOUNTS = 3
_ANYBODYS = frozenset(
    {
        "account number",
        "iban",
        "konto",
        "konto nr",
        "kontonr",
        "kontonummer",
        "numer konta",
        "numer rachunku",
        "rachunek",
        "tilinumero",
    }
)
"""Headers of account numbers that do not say whose they are."""
_WORDS = ("text", "counterparty", "type", "reference")


def settle_by_cells(roles: Roles, table: Table) -> Roles:
    """The columns of each role, put right by what stands in them."""
    return _with_accounts(_with_states(_with_currency(roles, table), table), table)


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


def _with_accounts(roles: Roles, table: Table) -> Roles:
    """Whose account a column holds: the payee's where it changes with the payee, else the owner's.

    Where one account stands now here, now there (from and to), neither column is the owner's or the payee's.
    """
    accounts, others = roles.get("account", ()), roles.get("counterparty_account", ())
    mixed = _from_and_to(table, (*accounts, *others))
    theirs = tuple(place for place in accounts if _changes_with_payee(table, place, roles))
    own = tuple(place for place in accounts if place not in (*theirs, *mixed))
    theirs = tuple(place for place in (*others, *theirs) if place not in mixed)
    settled = {**roles, "account": own, "counterparty_account": theirs}
    return {role: places for role, places in settled.items() if places}


def _changes_with_payee(table: Table, place: int, roles: Roles) -> bool:
    """Whether each account in a column has a payee of its own; two that are never left open tell nothing."""
    if place >= len(table.header) or plain_words(table.header[place]) not in _ANYBODYS:
        return False
    names: dict[str, set[str]] = {}
    payees = roles.get("counterparty", ())
    for row in table.body[:SAMPLE]:
        account = row[place].strip(" '\"") if place < len(row) else ""
        names.setdefault(account, set()).add(" ".join(row[at].strip() for at in payees if at < len(row)))
    known = [payee for account, payee in names.items() if account]
    enough = bool(payees) and len(known) > 1 and len(names) >= _FEWEST_ACCOUNTS
    return enough and sum(map(len, known)) <= _HARDLY_MORE * len(known)


def _from_and_to(table: Table, places: tuple[int, ...]) -> tuple[int, ...]:
    """The two columns of which each line holds one and the same account in one or the other."""
    for pair in combinations(places, 2):
        lines = ([row[at].strip() for at in pair if at < len(row)] for row in table.body[:SAMPLE])
        held = [set(accounts) - {""} for accounts in lines if any(accounts)]
        changing = all(len(set(table.column(at, SAMPLE))) > 1 for at in pair)
        if changing and held and set.intersection(*held):
            return pair
    return ()


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
