"""Which columns of a table are the money: amount, or money out and in, and the balance they run on by."""

from collections.abc import Sequence
from itertools import permutations

from core.domain.bank_file import Question
from core.importers.amounts import read_either
from core.importers.csv_headers import plain_words
from core.importers.csv_proof import AS_WRITTEN, Proof
from core.importers.csv_table import Columns, Table, is_amount
from core.importers.layout import Layout

_MOST_TRIED = 6
_SHOWN = 5
_MONEY_PAIR = 2
_BESIDE = frozenset(
    "local original orig foreign vat tax fx disputed refunded source target facing lokal".split()
)
"""Words over an amount that stands beside the one that was booked."""
Found = dict[str, tuple[int, ...]]


def unnamed_money(table: Table, exclude: Sequence[int], days: Sequence[int]) -> Found:
    """The money columns of a table that no header names; what a running balance proves counts first.

    Of two columns of which each line fills one, the fuller is taken for money out: most accounts pay
    oftener than they receive.
    """
    money = table.money(exclude)
    if len(money) == _MONEY_PAIR and table.take_turns(money[0], money[1]):
        out, into = sorted(money, key=lambda place: -len(table.column(place)))
        return {"debit": (out,), "credit": (into,)}
    proven = _proven(table, money[:_MOST_TRIED], days)
    if proven:
        return proven
    cents = table.money(exclude, cents=True) or [
        place for place in money if any("-" in cell for cell in table.column(place))
    ]
    return {"amount": (cents[0],)} if cents else {}


def _proven(table: Table, money: Sequence[int], days: Sequence[int]) -> Found:
    """The columns of which one runs on by the others, signs as written before signs turned round."""
    pairs: list[Found] = [{"amount": (one,), "balance": (two,)} for one, two in permutations(money, 2)]
    threes: list[Found] = [
        {"debit": (out,), "credit": (into,), "balance": (rest,)}
        for out, into, rest in permutations(money, 3)
        if table.take_turns(out, into)
    ]
    turned: Found = {}
    for found in (*pairs, *threes):
        proof = _proof(table, {**found, "booked_on": tuple(days[:1])})
        if proof and proof.whole and proof.sign == AS_WRITTEN:
            return found
        if proof and proof.whole and "amount" in found:
            turned = turned or found
    return turned


def _proof(table: Table, columns: Columns) -> Proof | None:
    return table.proof(columns, table.decimal(columns, ""))


def settle_money(roles: Found, table: Table, given: Layout) -> tuple[Question, ...]:
    """One way to the amount: a signed column wins over the pair, the pair over an unsigned one.

    Of several amount columns the one that the balance runs on by counts, then the one that is left
    when fees are taken off; where the header names them alike, it is asked.
    """
    _settle_pair(roles, table)
    roles.update({"currency": _booked_first(roles["currency"], table)} if "currency" in roles else {})
    if "flag" in roles and "amount" not in roles:
        del roles["flag"]
    several = roles.get("amount", ())
    if len(several) < _MONEY_PAIR or "amount" in given.columns:
        return ()
    proofs = {place: _proof(table, {**roles, "amount": (place,)}) for place in several}
    grades = {
        place: (
            bool(proof and proof.sign and proof.whole),
            bool(proof and proof.sign),
            any(_is_left(table, place, gross) for gross in several),
        )
        for place, proof in proofs.items()
    }
    surest = max(several, key=lambda place: grades[place])
    if any(grades[surest]):
        roles["amount"] = (surest,)
        return ()
    several = tuple(place for place in several if not _stands_beside(table, place)) or several
    roles["amount"] = several[:1]
    if all(table.column(place) == table.column(several[0]) for place in several[1:]):
        return ()
    samples = tuple(
        " | ".join(row[place] for place in several if place < len(row)) for row in table.body[:_SHOWN]
    )
    return (Question("amount_column", tuple(map(str, several)), str(several[0]), samples),)


def _booked_first(places: Sequence[int], table: Table) -> tuple[int, ...]:
    """The columns of a role, those of the booked amount before those of an amount beside it."""
    return tuple(sorted(places, key=lambda place: bool(_BESIDE & {*_words_over(table, place)})))


def _words_over(table: Table, place: int) -> list[str]:
    """The words over a column; those in brackets only say more."""
    return plain_words(table.header[place].split("(")[0]).split() if place < len(table.header) else []


def _settle_pair(roles: Found, table: Table) -> None:
    pair = roles.keys() & {"debit", "credit"}
    if len(pair) == 1 and "amount" not in roles and _is_signed(table, roles[min(pair)][0]):
        roles["amount"] = roles.pop(pair.pop())
    elif "amount" in roles and pair:
        signed = any("-" in cell for cell in table.column(roles["amount"][0]))
        for role in pair if signed else {"amount"}:
            del roles[role]


def _is_signed(table: Table, place: int) -> bool:
    """Whether a column holds money both in and out: some cells with a minus, some without."""
    return len({"-" in cell for cell in table.column(place)}) > 1


def _stands_beside(table: Table, place: int) -> bool:
    """Whether an amount is in another currency or only a part, or nothing at all in every line."""
    return bool(_BESIDE & {*_words_over(table, place)}) or not any(
        cell.strip("0.,-+ ") for cell in table.column(place)
    )


def _is_left(table: Table, net: int, gross: int) -> bool:
    """Whether one column is what another leaves after the fees that a third holds."""
    heads = [plain_words(cell).split() for cell in table.header]
    fees = [place for place, words in enumerate(heads) if {"fee", "fees"} & {*words}]
    return net != gross and any(_adds_up(table, net, gross, fee) for fee in fees)


def _adds_up(table: Table, net: int, gross: int, fee: int) -> bool:
    rows = [
        [row[place] for place in (net, gross, fee)] for row in table.body if max(net, gross, fee) < len(row)
    ]
    read = [[read_either(cell) for cell in row] for row in rows if all(map(is_amount, row))]
    taken = [(kept - full, cost) for kept, full, cost in read]
    return sum(rest for rest, _ in taken) < 0 and (
        all(rest == -cost for rest, cost in taken) or all(rest == cost for rest, cost in taken)
    )
