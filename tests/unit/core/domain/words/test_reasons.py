from core.domain.labels import Decider, Guess, Label, Reason, Status
from core.domain.words import reasons

NAMES = {"office": "Office", "supplier": "Supplier", "own_transfer": "Transfers between own accounts"}


def test_a_remembered_payee_is_told_with_its_count_and_the_runner_up() -> None:
    label = Label(
        1,
        "office",
        Decider.MEMORY,
        Status.DECIDED,
        0.88,
        (Reason("payee", "staples", 7, 7),),
        (Guess("office", 0.88), Guess("supplier", 0.12)),
    )
    assert reasons.why(label, "Staples", NAMES) == (
        "Filed under Office because you filed 7 of 7 payments of Staples there; next guess Supplier (12%)."
    )


def test_an_own_transfer_says_what_gave_it_away() -> None:
    label = Label(
        1,
        "own_transfer",
        Decider.OWN_TRANSFER,
        Status.DECIDED,
        None,
        (Reason("own_transfer", "own_account"), Reason("other_leg", "7")),
    )
    assert reasons.why(label, "Us", NAMES) == (
        "Filed under Transfers between own accounts because the other account is yours "
        "and its other leg was found."
    )


def test_the_owner_s_own_answer_needs_no_reason() -> None:
    label = Label(1, "office", Decider.YOU, Status.DECIDED, None, (Reason("you", "row"),))
    assert reasons.why(label, "Staples", NAMES) == "Filed under Office by you."


def test_an_asked_row_names_the_closest_guess_as_such() -> None:
    label = Label(1, "uncategorised", Decider.NOBODY, Status.ASKED, None, (), (Guess("office", 0.22),))
    assert reasons.why(label, "X", NAMES) == (
        "Not sorted yet: nothing like it was filed before; closest guess Office (22%)."
    )


def test_sentences_stay_within_twenty_five_words() -> None:
    label = Label(
        1,
        "own_transfer",
        Decider.MODEL,
        Status.GUESSED,
        0.6,
        (Reason("payee", "a", 7, 9), Reason("mcc", "5943"), Reason("type_code", "card_payment")),
        (Guess("own_transfer", 0.6), Guess("supplier", 0.3)),
    )
    assert len(reasons.why(label, "Staples", NAMES).split()) <= 25


def test_a_bar_is_labelled_with_field_and_value() -> None:
    assert (
        reasons.factor(Reason("mcc_answer", "office"), NAMES) == "What the merchant code stands for: Office"
    )
    assert reasons.factor(Reason("type_code", "card_payment"), NAMES) == "Kind of payment: card payment"
