from core import flow
from core.domain.handouts import Checks, ReviewGroup
from core.domain.labels import Correction, Decider, Guess, Label, Reach, Status
from core.domain.review import Decision, Kind
from core.flow import House
from core.services import review
from core.store import labels
from tests.unit.core.houses import bring, filed, paid, parts_of

PAYEES = 24


def shop(house: House) -> int:
    """24 payees nobody knows, and three payments to Sure that a model filed under Office at 98 in 100."""
    lines = [paid("2026-05-04", f"-{100 - each}.00", f"Payee {chr(65 + each)}") for each in range(PAYEES)]
    sure = [paid(f"2026-05-0{day}", "-9.00", "Sure") for day in (5, 6, 7)]
    company_id = bring(house, *lines, *sure).company_id
    file_by_machine(house, company_id, "office")
    return company_id


def file_by_machine(house: House, company_id: int, category: str) -> None:
    with house.unit(house.scope("system")) as unit:
        labels.put(
            unit,
            [
                Label(part, category, Decider.MODEL, Status.DECIDED, 0.98, (), (Guess(category, 0.98),))
                for part in parts_of(house, company_id, "Sure")
            ],
        )


def cards(house: House, company_id: int) -> tuple[ReviewGroup, ...]:
    return flow.next_cards(house, house.scope("local"), company_id).cards


def give(house: House, company_id: int, card: ReviewGroup, category: str, name: str = "") -> None:
    kind = Kind.CHECK if card.is_check else Kind.FILE
    sent = Decision(name or str(card.part_id), kind, card.part_id, card.label_id, category)
    assert flow.answer_cards(house, house.scope("local"), company_id, [sent])[0].code == ""


def to_the_check(house: House, company_id: int) -> ReviewGroup:
    for _ in range(review.CHECK_EVERY - 1):
        give(house, company_id, cards(house, company_id)[0], "meals")
    return cards(house, company_id)[0]


def checked(house: House, company_id: int) -> Checks:
    with house.look(house.scope("local")) as unit:
        return review.checks(unit, company_id)


def test_one_card_in_ten_is_a_row_the_machine_filed_for_sure(plain_house: House) -> None:
    company_id = shop(plain_house)
    places = [at for at, card in enumerate(cards(plain_house, company_id)) if card.is_check]
    assert places == [9]
    check = to_the_check(plain_house, company_id)
    assert (check.is_check, check.payee, check.rows, check.follows) == (True, "Sure", 1, 3)
    assert [each.is_check for each in cards(plain_house, company_id)[1:]] == [False] * 9 + [True] + [
        False
    ] * 5


def test_the_same_row_is_drawn_until_it_is_answered(plain_house: House) -> None:
    company_id = shop(plain_house)
    drawn = {cards(plain_house, company_id)[9].part_id for _ in range(3)}
    assert len(drawn) == 1


def test_a_confirmed_check_is_one_row_of_the_persons(plain_house: House) -> None:
    company_id = shop(plain_house)
    give(plain_house, company_id, to_the_check(plain_house, company_id), "office")
    assert checked(plain_house, company_id) == Checks(answered=1, right=1)
    assert sorted(row[2] for row in filed(plain_house, company_id) if row[0] == "Sure") == [
        "model",
        "model",
        "you",
    ]
    assert not cards(plain_house, company_id)[0].is_check


def test_a_check_filed_elsewhere_takes_the_payee_along_and_counts_as_wrong(plain_house: House) -> None:
    company_id = shop(plain_house)
    give(plain_house, company_id, to_the_check(plain_house, company_id), "travel")
    assert checked(plain_house, company_id) == Checks(answered=1, right=0)
    assert {row[1] for row in filed(plain_house, company_id) if row[0] == "Sure"} == {"travel"}


def test_of_a_split_payee_a_check_filed_elsewhere_moves_its_one_row(plain_house: House) -> None:
    company_id = shop(plain_house)
    bring(plain_house, paid("2026-05-10", "-90.00", "Sure"), company_id=company_id)
    bring(plain_house, paid("2026-05-11", "-9.00", "Sure"), company_id=company_id)
    split = Decision("split", Kind.SPLIT, parts_of(plain_house, company_id, "Sure")[-1])
    settled = flow.answer_cards(plain_house, plain_house.scope("local"), company_id, [split])
    assert settled[0].code == ""
    for _ in range(review.CHECK_EVERY - 2):
        give(plain_house, company_id, cards(plain_house, company_id)[0], "meals")
    check = cards(plain_house, company_id)[0]
    assert (check.is_check, check.follows) == (True, 1)
    give(plain_house, company_id, check, "travel")
    assert [row[1] for row in filed(plain_house, company_id) if row[0] == "Sure"].count("travel") == 1


def test_a_check_passed_over_counts_for_nothing_and_is_not_asked_again(plain_house: House) -> None:
    company_id = shop(plain_house)
    check = to_the_check(plain_house, company_id)
    give(plain_house, company_id, check, "")
    assert checked(plain_house, company_id) == Checks(0, 0)
    assert check.part_id not in {card.part_id for card in cards(plain_house, company_id) if card.is_check}


def test_a_check_taken_back_is_asked_again(plain_house: House) -> None:
    company_id = shop(plain_house)
    check = to_the_check(plain_house, company_id)
    give(plain_house, company_id, check, "travel", name="a")
    undoing = Decision("b", Kind.UNDO, undoes="a")
    flow.answer_cards(plain_house, plain_house.scope("local"), company_id, [undoing])
    assert checked(plain_house, company_id) == Checks(0, 0)
    assert cards(plain_house, company_id)[0].part_id == check.part_id
    assert {row[1] for row in filed(plain_house, company_id) if row[0] == "Sure"} == {"office"}


def test_a_drawn_row_that_the_person_files_elsewhere_is_their_answer(plain_house: House) -> None:
    company_id = shop(plain_house)
    drawn = cards(plain_house, company_id)[9].part_id
    wish = Correction(company_id, drawn, "travel", Reach.ROW)
    flow.correct(plain_house, plain_house.scope("local"), wish)
    cards(plain_house, company_id)
    assert checked(plain_house, company_id) == Checks(answered=1, right=0)


def test_a_drawn_row_that_the_machine_files_otherwise_is_drawn_anew(plain_house: House) -> None:
    company_id = shop(plain_house)
    cards(plain_house, company_id)
    file_by_machine(plain_house, company_id, "travel")
    check = cards(plain_house, company_id)[9]
    assert (check.is_check, check.label.category) == (True, "travel")
    assert checked(plain_house, company_id) == Checks(0, 0)
