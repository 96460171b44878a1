"""However a statement is cut into files of whole days, and in whatever formats: each payment counts once."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate, count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.domain.bank_file import Balance, Row, Statement
from core.domain.handouts import Answers
from core.exporters.statements import bursar_csv, camt053, mt940, ofx, plain_csv
from core.flow import House
from core.services import bring_in, undo_import
from core.store.schema import AccountRow, TransactionRow
from tests.unit.core.houses import open_at

Paid = tuple[int, int, str, str, str, int]
"""Day, cents, payee, text, reference, days until it has value."""
Piece = tuple[str, int, int]
"""Format, first day, last day."""
Told = Counter[tuple[date, int]]

FIRST = date(2026, 5, 13)
DAYS = 12
WRITERS: dict[str, tuple[str, Callable[[Statement], bytes]]] = {
    "bursar_csv": ("bank.csv", bursar_csv.write),
    "plain_csv": ("list.csv", plain_csv.write),
    "camt053": ("bank.xml", camt053.write),
    "mt940": ("bank.sta", mt940.write),
    "ofx": ("bank.ofx", ofx.write),
}
NUMBERS = (f"DE021203{number:014d}" for number in count(1))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    home = tmp_path_factory.mktemp("once")
    return open_at(home / "home", home / "no_models")


payments = st.lists(
    st.tuples(
        st.integers(0, DAYS - 1),
        st.sampled_from([-320, -320, -1200, -90000, 25000]),
        st.sampled_from(["Café Größe", "Bäckerei Łódź", "Quay Street Properties (Holdings) Limited", ""]),
        st.sampled_from(["Kaffee", "Rent May, thank you", "RG 1001", "RG 1002", "x" * 400]),
        st.sampled_from(["", "R-17", "R-18"]),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=25,
)
pieces = st.lists(
    st.tuples(st.sampled_from(sorted(WRITERS)), st.integers(0, DAYS - 1), st.integers(0, DAYS - 1)).map(
        lambda each: (each[0], min(each[1:]), max(each[1:]))
    ),
    min_size=1,
    max_size=5,
)


def statement(number: str, paid: list[Paid], piece: Piece) -> Statement:
    """What the bank would hand out for these days."""
    ordered = sorted(paid, key=lambda each: each[0])
    balances = list(accumulate((each[1] for each in ordered), initial=1_000_000))
    rows = [
        Row(
            line_no=0,
            booked_on=FIRST + timedelta(day),
            value_on=FIRST + timedelta(day + later),
            amount_minor=minor,
            currency="EUR",
            raw="",
            counterparty=payee,
            text=text,
            reference=reference,
            balance_minor=balance,
        )
        for (day, minor, payee, text, reference, later), balance in zip(ordered, balances[1:], strict=True)
        if piece[1] <= day <= piece[2]
    ]
    first = sum(each[0] < piece[1] for each in ordered)
    opening = Balance(FIRST + timedelta(piece[1] - 1), balances[first])
    closing = Balance(FIRST + timedelta(piece[2]), balances[first + len(rows)])
    return Statement(number, "EUR", tuple(rows), opening=opening, closing=closing)


def told(paid: list[Paid], covered: list[Piece]) -> Told:
    """How often each day has each amount, in the days that these files cover."""
    days = {day for _, first, last in covered for day in range(first, last + 1)}
    return Counter((FIRST + timedelta(day), minor) for day, minor, *_ in paid if day in days)


def counted(house: House, number: str) -> Told:
    with house.look(house.scope("system")) as unit:
        query = (
            select(TransactionRow.booked_on, TransactionRow.amount_minor)
            .join(AccountRow, AccountRow.id == TransactionRow.account_id)
            .where(AccountRow.number == number, TransactionRow.in_force)
        )
        return Counter((day, minor) for day, minor in unit.session.execute(query))


def store(house: House, number: str, paid: list[Paid], piece: Piece) -> int:
    name, write = WRITERS[piece[0]]
    with house.unit(house.scope("local")) as unit:
        data = write(statement(number, paid, piece))
        answers = Answers(company_name=number, currency="EUR")
        return bring_in.store(unit, bring_in.read(unit, name, data, answers), answers).import_id


@settings(max_examples=60, deadline=None)
@given(payments, pieces, st.data())
def test_whatever_the_files_each_payment_counts_once(
    house: House, paid: list[Paid], cut: list[Piece], data: st.DataObject
) -> None:
    number = next(NUMBERS)
    cut = [piece for piece in cut if any(piece[1] <= day <= piece[2] for day, *_ in paid)]
    brought = [store(house, number, paid, piece) for piece in cut]
    assert counted(house, number) == told(paid, cut)
    for piece in cut:
        store(house, number, paid, piece)
    assert counted(house, number) == told(paid, cut)
    if not cut:
        return
    left = data.draw(st.integers(0, len(cut) - 1))
    again = [each for each in range(brought[0], brought[-1] + len(cut) + 1) if each != brought[left]]
    for import_id in data.draw(st.permutations(again)):
        with house.unit(house.scope("local")) as unit:
            undo_import.undo_import(unit, import_id)
    assert counted(house, number) == told(paid, [cut[left]])
