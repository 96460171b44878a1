"""What somebody answers about a file holds exactly as it was said."""

import io
import zipfile
from typing import Any

import pytest

from core import flow
from core.domain.company import Account
from core.domain.errors import AmountRefused, CompaniesMixed, CurrencyRefused
from core.domain.handouts import Answers, FileSeen, Imported
from core.domain.words import errors, files
from core.flow import House
from core.services import bring_in, companies, transactions
from tests.unit.core.houses import ALL, everything

TABLE = "Date,Description,Amount,Balance\n2026-05-04,Coffee,-1500,8500\n2026-05-15,Rent,-2000,6500\n"
QUICKEN = "!Type:Bank\nD14/05/2026\nT-1500\nPCoffee\n^\nD15/05/2026\nT-2000\nPRent\n^\n"
SUMS = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>202605{day}<TRNAMT>{amount}<FITID>{day}<NAME>Shop</STMTTRN>"
OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKACCTFROM>"
    "<BANKID>1<ACCTID>77<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
    f"{SUMS.format(day=14, amount=-1500)}{SUMS.format(day=15, amount=-2000)}"
    "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
)
FILES = {"a.csv": TABLE, "a.qif": QUICKEN, "a.ofx": OFX}


def bring(house: House, name: str, text: str, **answers: Any) -> Imported:
    given = Answers(**({"company_name": "Cafe Sole"} | answers))
    return flow.bring_in(house, house.scope("local"), name, text.encode(), given)


def look(house: House, name: str, text: str, **named: int) -> FileSeen:
    with house.look(house.scope("local")) as unit:
        return bring_in.look_at(unit, name, text.encode(), {}, **named)


def accounts(house: House, company_id: int) -> list[Account]:
    with house.look(house.scope("local")) as unit:
        return companies.accounts(unit, company_id)


def amounts(house: House, company_id: int) -> list[tuple[int, str]]:
    with house.look(house.scope("local")) as unit:
        page = transactions.page(unit, company_id, ALL, 1)
    return sorted((row.amount_minor, row.currency) for row in page.rows)


@pytest.mark.parametrize("name", FILES)
def test_amounts_count_in_the_digits_of_the_answered_currency(plain_house: House, name: str) -> None:
    done = bring(plain_house, name, FILES[name], currency="JPY")
    assert amounts(plain_house, done.company_id) == [(-2000, "JPY"), (-1500, "JPY")]


def test_balances_count_in_the_digits_of_the_answered_currency(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", TABLE, currency="JPY")
    (account,) = accounts(plain_house, done.company_id)
    assert account.anchor
    assert account.anchor.minor == 6500


@pytest.mark.parametrize("name", ["a.csv", "a.qif"])
def test_a_currency_in_thousandths_keeps_all_its_digits(plain_house: House, name: str) -> None:
    fine = FILES[name].replace("-1500", "-1.234").replace("-2000", "-2.500")
    done = bring(plain_house, name, fine, currency="KWD")
    assert amounts(plain_house, done.company_id) == [(-2500, "KWD"), (-1234, "KWD")]


def test_the_currency_of_the_chosen_account_counts_as_an_answer(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", TABLE, currency="JPY", account_name="Giro")
    (account,) = accounts(plain_house, done.company_id)
    more = TABLE.replace("2026-05", "2026-06")
    bring(plain_house, "b.csv", more, company_id=done.company_id, account_id=account.id)
    assert amounts(plain_house, done.company_id) == [(each, "JPY") for each in (-2000, -2000, -1500, -1500)]


@pytest.mark.parametrize(
    ("name", "text", "currency", "said"),
    [
        ("a.csv", TABLE.replace("-1500", "-15.50"), "JPY", "amounts such as -15.50, and JPY has no such"),
        ("a.ofx", OFX, "KWD", "cannot be read as KWD"),
    ],
    ids=["cents of a yen", "no way to read it"],
)
def test_an_amount_that_the_answered_currency_cannot_hold_is_refused(
    plain_house: House, name: str, text: str, currency: str, said: str
) -> None:
    before = everything(plain_house)
    with pytest.raises(CurrencyRefused) as refused:
        bring(plain_house, name, text, currency=currency)
    assert said in errors.trouble(refused.value).happened
    assert everything(plain_house) == before


def test_a_currency_is_known_however_it_is_written(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", TABLE, currency=" eur ")
    assert amounts(plain_house, done.company_id) == [(-200_000, "EUR"), (-150_000, "EUR")]


@pytest.mark.parametrize("said", ["Bitcoin", "EURO", "XXX"])
def test_what_is_no_currency_is_refused_with_a_next_step(plain_house: House, said: str) -> None:
    before = everything(plain_house)
    with pytest.raises(CurrencyRefused) as refused:
        bring(plain_house, "a.csv", TABLE, currency=said)
    trouble = errors.trouble(refused.value)
    assert trouble.happened == f"“{said}” is no currency we know."
    assert "such as EUR or USD" in trouble.next_step
    assert everything(plain_house) == before


EUROS = TABLE.replace("Amount", "Amount (EUR)")
NUMBERED = "Date,Description,Amount,Currency,Account\n2026-05-04,Coffee,-3.20,EUR,DE02120300000000202051\n"


def names(house: House, company_id: int) -> list[str]:
    return [each.name for each in accounts(house, company_id)]


def test_a_new_account_is_never_one_that_is_there(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", EUROS)
    seen = look(plain_house, "b.csv", EUROS, company_id=done.company_id, account_id=0)
    assert seen.account_name == "Current account 2"
    answers = {"company_id": done.company_id, "account_id": 0}
    again = bring(plain_house, "b.csv", EUROS, **answers, account_name=seen.account_name)
    third = bring(plain_house, "c.csv", EUROS, **answers, account_name="Current account")
    assert [each.rows_new for each in (done, again, third)] == [2, 2, 2]
    assert names(plain_house, done.company_id) == [
        "Current account",
        "Current account 2",
        "Current account EUR",
    ]


def test_one_new_account_takes_every_file_of_a_zip(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", EUROS)
    both = together(EUROS.replace("-05-", "-06-"), EUROS.replace("-05-", "-07-"))
    given = Answers(company_id=done.company_id, account_id=0, account_name="Giro")
    flow.bring_in(plain_house, plain_house.scope("local"), "both.zip", both, given)
    assert names(plain_house, done.company_id) == ["Current account", "Giro"]


def test_the_name_that_is_typed_is_the_accounts_name(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", NUMBERED, account_name="My till account")
    assert names(plain_house, done.company_id) == ["My till account"]


def test_no_two_accounts_get_one_name(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", NUMBERED)
    for number in ("DE99", "DE98", "DE97"):
        bring(plain_house, "b.csv", NUMBERED.replace("DE02", number), company_id=done.company_id)
    assert names(plain_house, done.company_id) == [
        "Current account 2051",
        "Current account 2051 EUR",
        "Current account 2051 2",
        "Current account 2051 3",
    ]


def together(*texts: str) -> bytes:
    """A zip of these tables."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as zipped:
        for number, text in enumerate(texts):
            zipped.writestr(f"{number}.csv", text)
    return data.getvalue()


OTHER = NUMBERED.replace("DE02", "DE99")


def test_a_file_with_accounts_of_two_companies_is_refused(plain_house: House) -> None:
    bring(plain_house, "a.csv", NUMBERED)
    bring(plain_house, "b.csv", OTHER, company_name="Builder")
    before = everything(plain_house)
    for answers in (Answers(company_name="Builder"), Answers(company_id=1)):
        with pytest.raises(CompaniesMixed) as refused:
            flow.bring_in(
                plain_house, plain_house.scope("local"), "both.zip", together(NUMBERED, OTHER), answers
            )
        trouble = errors.trouble(refused.value)
        assert trouble.happened == "This file holds accounts of several companies: Cafe Sole, Builder."
        assert "each company in a file of their own" in trouble.next_step
    with plain_house.look(plain_house.scope("local")) as unit, pytest.raises(CompaniesMixed):
        bring_in.look_at(unit, "both.zip", together(NUMBERED, OTHER), {})
    assert everything(plain_house) == before


def test_a_number_that_two_companies_share_is_that_of_the_company_named(plain_house: House) -> None:
    first = bring(plain_house, "a.csv", NUMBERED).company_id
    second = bring(plain_house, "b.csv", OTHER, company_name="Builder").company_id
    bring(plain_house, "a.csv", NUMBERED, company_id=second)
    for company_id in (first, second):
        (seen,) = look(plain_house, "c.csv", NUMBERED, company_id=company_id).statements
        (mine,) = [each for each in accounts(plain_house, company_id) if each.number.startswith("DE02")]
        assert (seen.account_id, seen.new, seen.known) == (mine.id, 0, 1)


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_without_a_currency_is_seen_to_be_in(plain_house: House, name: str) -> None:
    done = bring(plain_house, name, FILES[name], currency="JPY")
    seen = look(plain_house, name, FILES[name], company_id=done.company_id)
    (statement,) = seen.statements
    assert seen.came_in_on
    assert (statement.new, statement.known, statement.same) == (0, 2, 0)
    assert (statement.currency, statement.sum_minor) == ("JPY", -3500)


def test_a_remembered_currency_is_asked_again_where_the_file_has_no_such_amounts(plain_house: House) -> None:
    done = bring(plain_house, "a.csv", TABLE, currency="JPY")
    (seen,) = look(plain_house, "b.csv", TABLE.replace("-05-", "-06-"), company_id=done.company_id).statements
    assert (seen.currency, seen.sum_minor) == ("JPY", -3500)
    cents = TABLE.replace("-1500", "-15.50")
    (seen,) = look(plain_house, "b.csv", cents, company_id=done.company_id).statements
    assert (seen.currency, seen.sum_minor) == ("", -201_550)
    bring(plain_house, "b.csv", cents, company_id=done.company_id, account_id=0, currency="EUR")
    assert (-1550, "EUR") in amounts(plain_house, done.company_id)


def test_an_account_whose_currency_has_no_such_amounts_is_not_offered(plain_house: House) -> None:
    done = bring(plain_house, "a.qif", QUICKEN, currency="JPY")
    euros = QUICKEN.replace("-1500", "-15.50")
    assert look(plain_house, "b.qif", euros, company_id=done.company_id).accounts == ()
    yen = QUICKEN.replace("/05/", "/06/")
    assert len(look(plain_house, "b.qif", yen, company_id=done.company_id).accounts) == 1


OFF = "Date,Description,Amount (EUR),Balance\n" + "".join(
    f"2026-05-0{day},Shop {day},-5.00,{balance}.00\n" for day, balance in ((4, 85), (5, 80), (6, 70), (7, 65))
)
TRADE = QUICKEN + "!Type:Invst\nD15/05/2026\nNBuy\nT-20.00\n^\n"


@pytest.mark.parametrize(
    ("name", "text", "unread"),
    [
        ("off.csv", OFF, 0),
        ("trade.qif", TRADE, 0),
        ("bad.csv", OFF.replace("2026-05-04", "2026-05-32"), 1),
    ],
    ids=["a break of the balance", "a trade", "no such day"],
)
def test_a_row_is_unread_only_where_it_could_not_be_read(
    plain_house: House, name: str, text: str, unread: int
) -> None:
    seen = look(plain_house, name, text)
    assert seen.problems
    assert ("cannot be read" in files.checked(seen)) == bool(unread)
    done = bring(plain_house, name, text, currency="EUR")
    with plain_house.look(plain_house.scope("local")) as unit:
        assert bring_in.imports(unit, done.company_id)[0].rows_bad == unread


@pytest.mark.parametrize(
    ("said", "currency", "minor"),
    [
        (" ", "EUR", None),
        (".5", "EUR", 50),
        ("-5", "EUR", -500),
        ("5-", "EUR", -500),
        ("1.200", "EUR", 120_000),
        ("1 200,50", "EUR", 120_050),
        ("1,234,567", "EUR", 123_456_700),
        ("1.234", "KWD", 1_234),
        ("1,234.567", "KWD", 1_234_567),
        ("4120", "JPY", 4_120),
    ],
)
def test_a_typed_amount_is_what_was_typed(said: str, currency: str, minor: int | None) -> None:
    assert bring_in.typed_amount(said, currency) == minor


@pytest.mark.parametrize(("said", "currency"), [("12.50", "JPY"), ("12.3456", "EUR"), ("1.2.3,4", "EUR")])
def test_what_is_no_amount_of_the_currency_is_refused(said: str, currency: str) -> None:
    with pytest.raises(AmountRefused) as refused:
        bring_in.typed_amount(said, currency)
    assert errors.trouble(refused.value).happened == f"“{said}” is no amount of money in {currency}."
