from typing import cast

import numpy as np
import pandas as pd
import pytest

from core import flow
from core.domain.errors import NotFound
from core.domain.handouts import Imported
from core.domain.labels import Decider, Label, Reach, Status
from core.flow import House
from core.services import categorize, companies
from core.store import labels, reads
from core.store.schema import AuditRow
from models.categorizers.served import Answers, Served
from models.contracts import Prediction
from tests.unit.core.houses import (
    ALL,
    CURRENT,
    SAVINGS,
    Filed,
    bring,
    correction,
    filed,
    in_force,
    paid,
    parts_of,
)

SUPERMARKET = {"mcc": "5411"}
LANDLORD = {"counterparty_nace": "68.20"}


def one_by_one(house: House, *lines: dict[str, str]) -> list[Filed]:
    return filed(house, bring(house, *lines).company_id)


def correct(house: House, done: Imported, payee: str, category: str, **more: object) -> None:
    part_id = parts_of(house, done.company_id, payee)[0]
    flow.correct(house, house.scope("local"), correction(done.company_id, part_id, category, **more))


def test_both_legs_of_an_own_transfer_are_found(plain_house: House) -> None:
    rows = one_by_one(
        plain_house,
        paid("2026-05-04", "-500.00", "Cafe Sole", counterparty_account=SAVINGS),
        paid("2026-05-05", "500.00", "Cafe Sole", account=SAVINGS, counterparty_account=CURRENT),
    )
    assert rows == [("Cafe Sole", "own_transfer", "own_transfer", "decided")] * 2


def test_the_first_leg_is_found_when_the_other_account_comes_in_later(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-500.00", "To reserve", counterparty_account=SAVINGS))
    assert filed(plain_house, done.company_id) == [("To reserve", "uncategorised", "nobody", "asked")]
    bring(
        plain_house,
        paid("2026-05-05", "500.00", "From giro", account=SAVINGS, counterparty_account=CURRENT),
        company_id=done.company_id,
    )
    assert filed(plain_house, done.company_id) == [
        ("To reserve", "own_transfer", "own_transfer", "decided"),
        ("From giro", "own_transfer", "own_transfer", "decided"),
    ]


def test_a_leg_whose_other_account_is_undone_is_asked_again(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-500.00", "", text="Umbuchung"))
    before = in_force(plain_house)
    other = bring(
        plain_house,
        paid("2026-05-05", "500.00", "", text="Umbuchung", account=SAVINGS),
        company_id=done.company_id,
    )
    assert [row[1] for row in filed(plain_house, done.company_id)] == ["own_transfer", "own_transfer"]
    flow.undo_import(plain_house, plain_house.scope("local"), other.import_id)
    assert filed(plain_house, done.company_id) == [("Umbuchung", "uncategorised", "nobody", "asked")]
    assert in_force(plain_house)["rows"][0][:3] == before["rows"][0][:3]


def test_a_type_code_of_a_root_category_decides(plain_house: House) -> None:
    assert one_by_one(plain_house, paid("2026-05-04", "-4.90", "Bank", type_code="account_fee")) == [
        ("Bank", "bank_fees", "type_code", "decided")
    ]


def test_a_type_code_of_no_root_category_says_nothing(plain_house: House) -> None:
    assert one_by_one(plain_house, paid("2026-05-04", "-4.90", "Shop", type_code="card_payment")) == [
        ("Shop", "uncategorised", "nobody", "asked")
    ]


def test_a_new_payee_is_guessed_by_the_code_tables_and_the_trade_comes_first(plain_house: House) -> None:
    assert one_by_one(
        plain_house,
        paid("2026-05-04", "-12.00", "Metro", **SUPERMARKET),
        paid("2026-05-04", "-900.00", "Hofgarten", **LANDLORD),
        paid("2026-05-04", "-10.00", "Both", **SUPERMARKET, **LANDLORD),
    ) == [
        ("Metro", "supplier", "mcc_table", "guessed"),
        ("Hofgarten", "premises", "nace_table", "guessed"),
        ("Both", "premises", "nace_table", "guessed"),
    ]


def test_nobody_knows_a_payee_without_codes(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Zyx"))
    assert (done.decided, done.guessed, done.asked) == (0, 0, 1)


def test_after_one_correction_a_new_row_of_the_payee_follows_the_owner_over_the_code(
    plain_house: House,
) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro", **SUPERMARKET))
    correct(plain_house, done, "Metro", "meals")
    bring(plain_house, paid("2026-06-04", "-15.00", "METRO", **SUPERMARKET))
    assert filed(plain_house, done.company_id) == [
        ("Metro", "meals", "you", "decided"),
        ("METRO", "meals", "memory", "guessed"),
    ]
    part_id = parts_of(plain_house, done.company_id, "METRO")[0]
    with plain_house.look(plain_house.scope("local")) as unit:
        label = labels.in_force(unit, part_id)
    assert label.probability == pytest.approx(0.96)
    assert [(reason.kind, reason.count, reason.out_of) for reason in label.reasons] == [("payee", 1, 1)]


def test_money_back_from_a_payee_does_not_follow_what_was_said_of_money_paid(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    correct(plain_house, done, "Metro", "meals")
    bring(plain_house, paid("2026-06-04", "3.00", "Metro"))
    assert filed(plain_house, done.company_id)[1] == ("Metro", "uncategorised", "nobody", "asked")


def test_another_companys_answer_is_no_memory_of_ours(plain_house: House) -> None:
    cafe = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    correct(plain_house, cafe, "Metro", "meals")
    builder = bring(plain_house, paid("2026-05-04", "-12.00", "Metro", account=SAVINGS), name="Builder")
    assert filed(plain_house, builder.company_id) == [("Metro", "uncategorised", "nobody", "asked")]


def test_the_owners_rule_decides_coming_rows(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro", **SUPERMARKET))
    correct(plain_house, done, "Metro", "meals", always=True)
    bring(plain_house, paid("2026-06-04", "-15.00", "Metro", **SUPERMARKET))
    assert filed(plain_house, done.company_id)[1] == ("Metro", "meals", "owner_rule", "decided")


def test_an_own_transfer_and_a_fee_stay_so_whatever_the_rule_of_their_payee_says(
    plain_house: House,
) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Sparkasse"))
    correct(plain_house, done, "Sparkasse", "professional", always=True)
    bring(
        plain_house,
        paid("2026-06-04", "-4.90", "Sparkasse", type_code="account_fee"),
        paid("2026-06-05", "-100.00", "Sparkasse", type_code="own_transfer"),
    )
    assert filed(plain_house, done.company_id) == [
        ("Sparkasse", "professional", "you", "decided"),
        ("Sparkasse", "bank_fees", "type_code", "decided"),
        ("Sparkasse", "own_transfer", "type_code", "decided"),
    ]


def test_sorting_twice_writes_nothing_new(plain_house: House) -> None:
    done = bring(
        plain_house,
        paid("2026-05-04", "-12.00", "Metro", **SUPERMARKET),
        paid("2026-05-05", "-4.90", "Bank", type_code="account_fee"),
        paid("2026-05-06", "-1.00", "Zyx"),
    )
    correct(plain_house, done, "Metro", "meals")
    before = in_force(plain_house)
    with plain_house.unit(plain_house.scope("system")) as unit:
        counts = categorize.by_rules(unit, done.company_id)
    assert (counts.decided, counts.guessed, counts.asked, counts.changed) == (2, 0, 1, 0)
    assert in_force(plain_house) == before


def test_a_label_of_the_model_stays_until_a_rule_speaks(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    part_id = parts_of(plain_house, done.company_id, "Metro")[0]
    with plain_house.unit(plain_house.scope("system")) as unit:
        labels.put(unit, [Label(part_id, "travel", Decider.MODEL, Status.GUESSED, 0.6)])
    bring(plain_house, paid("2026-05-05", "-10.00", "Zyx"))
    assert filed(plain_house, done.company_id)[0] == ("Metro", "travel", "model", "guessed")
    zyx = parts_of(plain_house, done.company_id, "Zyx")[0]
    flow.correct(
        plain_house,
        plain_house.scope("local"),
        correction(done.company_id, zyx, "office", reach=Reach.PAYEE, always=True),
    )
    bring(plain_house, paid("2026-05-06", "-10.00", "Zyx"))
    assert filed(plain_house, done.company_id) == [
        ("Metro", "travel", "model", "guessed"),
        ("Zyx", "office", "you", "decided"),
        ("Zyx", "office", "owner_rule", "decided"),
    ]


class Believer:
    """A learner that finds every row to be office, .98 likely, and files it where that is enough."""

    def predict_with(self, transactions: pd.DataFrame, labelled: pd.DataFrame, target: float) -> Answers:
        rows = len(transactions)
        probability = np.tile(np.array([[0.98, 0.02]], dtype=np.float32), (rows, 1))
        said = Prediction(transactions["part_id"].to_numpy(), ("office", "travel"), probability)
        nothing, yes = np.zeros(rows, dtype=np.int64), np.ones(rows, dtype=bool)
        return Answers(
            said, yes & (target <= 0.98), np.full(rows, "model", dtype=object), yes, nothing, nothing
        )


@pytest.mark.parametrize(("wrong", "status"), [(1, Status.DECIDED), (5, Status.GUESSED)])
def test_what_random_checks_contradict_is_no_longer_filed(
    plain_house: House, wrong: int, status: Status
) -> None:
    """Of 60 rows said to be .98 likely, five were wrong: such rows are asked about from now on."""
    done = bring(
        plain_house,
        *(paid("2026-05-04", "-12.00", f"Payee {chr(97 + at // 26)}{chr(97 + at % 26)}") for at in range(60)),
    )
    with plain_house.unit(plain_house.scope("system")) as unit:
        for at, part in enumerate(reads.parts(unit, done.company_id, ALL)):
            answered = "travel" if at < wrong else "office"
            unit.session.add(
                AuditRow(
                    company_id=done.company_id,
                    part_id=part[0],
                    category="office",
                    probability=0.98,
                    asked_at=unit.now,
                    answered_category=answered,
                    answered_at=unit.now,
                )
            )
        unit.session.flush()
        given = categorize.answer(unit, done.company_id, cast("Served", Believer()), 1)
    assert {label.status for label in given.labels} == {status}


@pytest.mark.parametrize(("of_100", "status"), [(97, Status.DECIDED), (99, Status.GUESSED)])
def test_the_owner_says_how_sure_a_row_must_be_to_file_itself(
    plain_house: House, of_100: int, status: Status
) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    flow.set_target(plain_house, plain_house.scope("local"), done.company_id, of_100)
    with plain_house.look(plain_house.scope("system")) as unit:
        given = categorize.answer(unit, done.company_id, cast("Served", Believer()), 1)
    assert [label.status for label in given.labels] == [status]


def test_a_target_that_was_never_measured_is_refused(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    with pytest.raises(NotFound):
        flow.set_target(plain_house, plain_house.scope("local"), done.company_id, 50)
    with plain_house.look(plain_house.scope("local")) as unit:
        assert companies.target(unit, done.company_id) == 97


def test_what_was_said_of_a_whole_payee_stands_against_the_learner(plain_house: House) -> None:
    """The learner finds every row to be office; the owner filed all of Metro, past and coming, as meals."""
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    correct(plain_house, done, "Metro", "meals", reach=Reach.PAYEE)
    bring(plain_house, paid("2026-06-04", "-13.00", "Metro"), paid("2026-06-05", "-9.00", "Tesco"))
    with plain_house.look(plain_house.scope("system")) as unit:
        given = categorize.answer(unit, done.company_id, cast("Served", Believer()), 1).labels
    assert [(label.category, label.decider, label.status, label.probability) for label in given] == [
        ("meals", Decider.MEMORY, Status.DECIDED, None),
        ("office", Decider.MODEL, Status.DECIDED, pytest.approx(0.98)),
    ]
