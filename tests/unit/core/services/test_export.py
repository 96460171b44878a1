import csv
import io
import re
from datetime import date

import pytest

from core import flow
from core.domain.errors import FormatUnknown, NotFound
from core.domain.labels import RowFilter
from core.flow import House
from core.services import export
from tests.unit.core.houses import ALL, bring, paid, parts_of

FITID = re.compile("<FITID>(.*?)</FITID>")
MARKET = paid("2026-05-04", "-20.00", "Market", mcc="5411")
LUNCH = paid("2026-05-05", "-10.00", "Trattoria", mcc="5812")
TILL = paid("2026-05-06", "100.00", "Till")


def exported(house: House, company_id: int, rows: RowFilter, ending: str = "csv") -> tuple[str, bytes]:
    with house.look(house.scope("local")) as unit:
        return export.export(unit, company_id, rows, ending)


def payees(data: bytes) -> list[str]:
    return [row["Payee"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]


def test_what_the_filter_shows_is_what_the_file_holds(plain_house: House) -> None:
    done = bring(plain_house, MARKET, LUNCH, TILL)
    name, data = exported(plain_house, done.company_id, RowFilter())
    assert (name, payees(data)) == ("cafe-sole.csv", ["Till", "Trattoria", "Market"])
    some = RowFilter(direction="out", from_on=date(2026, 5, 5))
    assert payees(exported(plain_house, done.company_id, some)[1]) == ["Trattoria"]
    assert payees(exported(plain_house, done.company_id, RowFilter(search="mar"))[1]) == ["Market"]


def test_each_payment_says_where_it_is_filed_and_who_decided(plain_house: House) -> None:
    done = bring(plain_house, MARKET)
    _, data = exported(plain_house, done.company_id, RowFilter())
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert (row["Category"], row["Who decided"], row["Amount"]) == (
        "Supplier expenses",
        "merchant code",
        "-20.00",
    )


def test_the_file_is_named_by_company_and_days(plain_house: House) -> None:
    done = bring(plain_house, MARKET, name="Café Zoë & Sons")
    rows = RowFilter(from_on=date(2026, 1, 1), to_on=date(2026, 3, 31))
    name, _ = exported(plain_house, done.company_id, rows, "beancount")
    assert name == "café-zoë-sons-2026-01-01-to-2026-03-31.beancount"


def test_an_unknown_format_and_an_unknown_company_are_refused(plain_house: House) -> None:
    done = bring(plain_house, MARKET)
    with pytest.raises(FormatUnknown):
        exported(plain_house, done.company_id, RowFilter(), "pdf")
    with pytest.raises(NotFound):
        exported(plain_house, done.company_id + 1, RowFilter())


def numbers(house: House, company_id: int, rows: RowFilter = ALL) -> list[str]:
    return FITID.findall(exported(house, company_id, rows, "ofx")[1].decode())


def test_a_payment_keeps_its_number_where_its_file_comes_in_again(plain_house: House) -> None:
    done = bring(plain_house, MARKET, MARKET, TILL)
    before = numbers(plain_house, done.company_id)
    assert len(set(before)) == 3
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    bring(plain_house, MARKET, MARKET, TILL)
    assert numbers(plain_house, done.company_id) == before
    assert numbers(plain_house, done.company_id, RowFilter(direction="in")) == before[2:]
    second = parts_of(plain_house, done.company_id, "Market")[1]
    assert numbers(plain_house, done.company_id, RowFilter(part_ids=(second,))) == before[1:2]
