from pathlib import Path

from core import flow
from core.domain.handouts import Answers
from core.domain.words import said_by_bank
from core.flow import House
from core.services import transactions
from core.store.schema import TransactionRow
from tests.unit.core.houses import ALL, parts_of
from tests.unit.core.services.statements import COFFEE, bring

SAMPLES = Path(__file__).parents[3] / "contract/samples"


def test_every_word_of_the_bank_is_kept(plain_house: House) -> None:
    data = (SAMPLES / "camt052/morning.xml").read_bytes()
    given = Answers(company_name="Cafe Sole")
    flow.bring_in(plain_house, plain_house.scope("local"), "morning.xml", data, given)
    with plain_house.look(plain_house.scope("local")) as unit:
        power, hosting = (unit.session.get_one(TransactionRow, row_id) for row_id in (1, 2))
        kept = (power.end_to_end_id, power.bank_code_family, power.status, power.reversal)
        assert kept == ("E-17", "gvc", "booked", False)
        changed = (hosting.original_minor, hosting.original_currency, hosting.exchange_rate)
        assert changed == (-5000, "USD", "1.0741")
        assert (hosting.status, hosting.in_force, hosting.held_back) == ("pending", False, False)


def test_the_panel_says_what_the_bank_wrote_in_plain_words(plain_house: House) -> None:
    data = (SAMPLES / "camt052/morning.xml").read_bytes().replace(b"PDNG", b"BOOK")
    given = Answers(company_name="Cafe Sole")
    done = flow.bring_in(plain_house, plain_house.scope("local"), "morning.xml", data, given)
    with plain_house.look(plain_house.scope("local")) as unit:
        parts = parts_of(plain_house, done.company_id, "Cloud Hosting Inc")
        said = said_by_bank.lines(transactions.row(unit, parts[0]))
        power = said_by_bank.lines(
            transactions.row(unit, parts_of(plain_house, done.company_id, "Stadtwerke")[0])
        )
    assert "Status: booked: it stands in the account" in said
    assert said[-1] == "Original amount: \u2212\u2060US$50.00, changed at 1.0741"
    assert "End-to-end id: E-17" in power


def test_the_panel_names_the_other_files_that_tell_of_the_payment(plain_house: House) -> None:
    done = bring(plain_house, "list.csv", COFFEE)
    bring(plain_house, "bank.sta", COFFEE)
    with plain_house.look(plain_house.scope("local")) as unit:
        (line,) = transactions.page(unit, done.company_id, ALL, 1).rows
        said = said_by_bank.lines(transactions.row(unit, line.part_id))
    assert said[-1] == (
        "Also told in “bank.sta”, 4 May 2026, \u2212\u2060€3.20, Cafe Groe · Kaffee: "
        "the same amount, the same day and much the same words"
    )
