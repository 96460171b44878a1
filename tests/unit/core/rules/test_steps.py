from core.domain.labels import Decider, Reason
from core.rules import mcc, nace, owner_rules, type_codes
from core.rules.steps import AFTER_LEARNING, BEFORE_LEARNING, first_answers
from core.rules.verdicts import Known, Verdict
from tests.unit.core.rules.frames import payments


def test_type_codes_decide_the_root_categories_only() -> None:
    rows = payments({"type_code": "account_fee"}, {"type_code": "card_payment"}, {"type_code": ""})
    assert type_codes.decide(rows, Known()) == {
        1: Verdict("bank_fees", Decider.TYPE_CODE, (Reason("type_code", "account_fee"),))
    }


def test_an_owner_rule_holds_for_its_company_payee_and_direction() -> None:
    known = Known(owner_rules={(1, "staples", "out"): "office"})
    rows = payments(
        {"payee_key": "staples"},
        {"payee_key": "staples", "amount_minor": 500},
        {"payee_key": "staples", "company": 2},
        {"payee_key": ""},
    )
    assert owner_rules.decide(rows, known) == {
        1: Verdict("office", Decider.OWNER_RULE, (Reason("owner_rule", "staples"),))
    }


def test_a_refund_keeps_the_merchants_category() -> None:
    rows = payments({"mcc": "5943"}, {"mcc": "5943", "amount_minor": 400}, {"mcc": "6011"})
    assert {part: verdict.category for part, verdict in mcc.decide(rows, Known()).items()} == {
        1: "office",
        2: "office",
    }


def test_a_customers_trade_says_nothing_about_money_in() -> None:
    rows = payments(
        {"counterparty_nace": "65.12"},
        {"counterparty_nace": "65.12", "amount_minor": 400},
        {"counterparty_nace": "47.62", "amount_minor": 400, "type_code": "card_refund"},
    )
    assert {part: verdict.category for part, verdict in nace.decide(rows, Known()).items()} == {
        1: "insurance",
        3: "office",
    }


def test_the_first_answer_wins() -> None:
    known = Known(account_numbers={(1, "A2"): 2}, owner_rules={(1, "bank", "out"): "office"})
    rows = payments(
        {"counterparty_account": "A2", "type_code": "account_fee", "payee_key": "bank"},
        {"type_code": "account_fee", "payee_key": "bank"},
        {"payee_key": "bank"},
    )
    verdicts = first_answers(rows, known, BEFORE_LEARNING)
    assert [verdicts[part].decider for part in (1, 2, 3)] == [
        Decider.OWN_TRANSFER,
        Decider.TYPE_CODE,
        Decider.OWNER_RULE,
    ]


def test_the_trade_answers_before_the_merchant_code() -> None:
    rows = payments({"counterparty_nace": "65.12", "mcc": "5943"}, {"mcc": "5943"})
    verdicts = first_answers(rows, Known(), AFTER_LEARNING)
    assert [verdicts[part].decider for part in (1, 2)] == [Decider.NACE_TABLE, Decider.MCC_TABLE]


def test_no_rows_no_answers() -> None:
    rows = payments({}).iloc[:0]
    assert first_answers(rows, Known(), BEFORE_LEARNING + AFTER_LEARNING) == {}
