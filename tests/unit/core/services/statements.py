"""Small statements in any format, some of their payments only announced."""

from dataclasses import replace
from datetime import date
from typing import Any

from core import flow
from core.domain.bank_file import Row, Statement
from core.domain.handouts import Answers, Imported, SamePair
from core.exporters.statements import camt053, mt940, ofx, plain_csv
from core.flow import House
from core.services import bring_in, transactions
from tests.unit.core.houses import ALL, CURRENT

WRITERS = {
    "list.csv": plain_csv.write,
    "bank.xml": camt053.write,
    "bank.sta": mt940.write,
    "bank.ofx": ofx.write,
}
COFFEE = Row(0, date(2026, 5, 4), -320, "EUR", "", counterparty="Café Größe", text="Kaffee", balance_minor=0)
RENT = replace(
    COFFEE, booked_on=date(2026, 5, 5), amount_minor=-90000, counterparty="Landlord", text="Rent May"
)


def written(file_name: str, *rows: Row, number: str = CURRENT) -> bytes:
    """These rows as the format writes them that goes by this name; pending ones as announced (CAMT only)."""
    booked = [row for row in rows if row.status == "booked"]
    data = WRITERS[file_name](Statement(number, "EUR", rows))
    if len(booked) == len(rows):
        return data
    cut = data.split(b"<Ntry>")
    entries = [
        entry.replace(b"<Cd>BOOK</Cd>", b"<Cd>PDNG</Cd>") if row.status == "pending" else entry
        for row, entry in zip(rows, cut[1:], strict=True)
    ]
    return b"<Ntry>".join([cut[0], *entries])


def bring(house: House, file_name: str, *rows: Row, number: str = CURRENT, **answers: Any) -> Imported:
    """These rows, brought in by the person who looks."""
    given = Answers(**({"company_name": "Cafe Sole", "currency": "EUR"} | answers))
    data = written(file_name, *rows, number=number)
    return flow.bring_in(house, house.scope("local"), file_name, data, given)


def counted(house: House, company_id: int) -> list[tuple[date, int]]:
    """Day and cents of what counts, in the order of days."""
    with house.look(house.scope("local")) as unit:
        page = transactions.page(unit, company_id, ALL, 1)
    return sorted((row.booked_on, row.amount_minor) for row in page.rows)


def pairs(house: House, import_id: int) -> list[SamePair]:
    """What a file tells in other words than another."""
    with house.look(house.scope("local")) as unit:
        return list(bring_in.same_pairs(unit, import_id).pairs)


def waiting(house: House, company_id: int) -> list[tuple[date, int]]:
    """Day and cents of what is announced and not booked."""
    with house.look(house.scope("local")) as unit:
        found = bring_in.announced(unit, company_id)
    return [(each.booked_on, each.amount_minor) for each in found]
