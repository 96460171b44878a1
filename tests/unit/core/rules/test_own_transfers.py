from core.domain.labels import Decider, Reason
from core.rules.own_transfers import decide
from core.rules.verdicts import Known
from tests.unit.core.rules.frames import payments

KNOWN = Known(
    account_numbers={(1, "DE02 1203 0000 0000 2020 51"): 1, (1, "DE02500105170137075030"): 2, (2, "XX99"): 9},
    own_names={1: ("Café Lindenhof GmbH",)},
)


def test_opposite_amounts_in_two_accounts_with_words_are_one_transfer() -> None:
    rows = payments(
        {"amount_minor": -50000, "text": "Transfer to savings"},
        {"amount_minor": 50000, "account_id": 2, "booked_on": "2026-03-04"},
    )
    verdicts = decide(rows, KNOWN)
    assert {part: verdict.category for part, verdict in verdicts.items()} == {
        1: "own_transfer",
        2: "own_transfer",
    }
    assert verdicts[1].decider is Decider.OWN_TRANSFER
    assert verdicts[1].reasons == (Reason("own_transfer", "words"), Reason("other_leg", "2"))
    assert verdicts[2].reasons[1] == Reason("other_leg", "1")


def test_equal_amounts_alone_are_no_transfer() -> None:
    rows = payments(
        {"amount_minor": -50000, "counterparty": "Bauer KG", "text": "Invoice 12"},
        {"amount_minor": 50000, "account_id": 2, "counterparty": "Meyer", "text": "Table for twenty"},
    )
    assert decide(rows, KNOWN) == {}


def test_a_bank_transfer_to_a_named_third_party_is_no_sign() -> None:
    rows = payments(
        {"amount_minor": -50000, "counterparty": "Bauer KG", "text": "Transfer invoice 12"},
        {"amount_minor": 50000, "account_id": 2, "counterparty": "Meyer"},
    )
    assert decide(rows, KNOWN) == {}


def test_a_row_that_names_a_strangers_account_never_pairs() -> None:
    rows = payments(
        {"amount_minor": -50000, "text": "Umbuchung"},
        {"amount_minor": 50000, "account_id": 2, "counterparty_account": "FR7630006000011234567890189"},
    )
    assert decide(rows, KNOWN) == {}


def test_the_companys_own_name_is_a_sign_even_cut_off_and_without_accents() -> None:
    rows = payments(
        {"amount_minor": -70000, "counterparty": "CAFE LINDENHOF"},
        {"amount_minor": 70000, "account_id": 2, "counterparty": "Somebody"},
    )
    assert decide(rows, KNOWN)[2].reasons[0] == Reason("own_transfer", "own_name")


def test_too_many_days_or_another_currency_or_the_same_account_is_no_pair() -> None:
    rows = payments(
        {"amount_minor": -100, "text": "Umbuchung", "booked_on": "2026-03-02"},
        {"amount_minor": 100, "account_id": 2, "booked_on": "2026-03-07"},
        {"amount_minor": 100, "account_id": 2, "currency": "USD"},
        {"amount_minor": 100, "account_id": 1},
        {"amount_minor": 100, "account_id": 2, "company": 2},
    )
    assert decide(rows, KNOWN) == {}


def test_one_to_one_the_nearest_date_first() -> None:
    rows = payments(
        {"amount_minor": -100, "text": "Umbuchung", "booked_on": "2026-03-02"},
        {"amount_minor": -100, "text": "Umbuchung", "booked_on": "2026-03-05"},
        {"amount_minor": 100, "account_id": 2, "booked_on": "2026-03-05"},
        {"amount_minor": 100, "account_id": 2, "booked_on": "2026-03-03"},
        {"amount_minor": 100, "account_id": 2, "booked_on": "2026-03-04"},
    )
    other_leg = {part: verdict.reasons[1].value for part, verdict in decide(rows, KNOWN).items()}
    assert other_leg == {2: "3", 3: "2", 1: "4", 4: "1"}


def test_one_leg_is_enough_where_it_names_another_own_account() -> None:
    rows = payments(
        {"amount_minor": -900, "counterparty_account": "de02 5001 0517 0137 0750 30"},
        {"amount_minor": -900, "counterparty_account": "DE02120300000000202051"},
        {"amount_minor": -900, "counterparty_account": "XX99"},
    )
    verdicts = decide(rows, KNOWN)
    assert set(verdicts) == {1}
    assert verdicts[1].reasons[0] == Reason("own_transfer", "own_account")


def test_a_named_own_account_pairs_only_with_that_account() -> None:
    rows = payments(
        {"amount_minor": -900, "counterparty_account": "DE02500105170137075030"},
        {"amount_minor": 900, "account_id": 3},
    )
    assert set(decide(rows, KNOWN)) == {1}
