from core import flow
from core.domain.handouts import ReviewQueue
from core.domain.labels import Correction, Reach
from core.domain.review import Decision, Kind, Settled
from core.flow import House
from core.services import correct, own_categories, review
from tests.unit.core.houses import SAVINGS, bring, filed, in_force, paid, parts_of

ME = "local"


def shop(house: House) -> int:
    """Three payees nobody knows: Metro with 90, Zyx with 60 in two sizes, Rare with 10."""
    return bring(
        house,
        paid("2026-05-04", "-40.00", "Metro"),
        paid("2026-05-05", "-50.00", "Metro"),
        paid("2026-05-05", "-5.00", "Zyx"),
        paid("2026-05-06", "-5.00", "Zyx"),
        paid("2026-05-07", "-50.00", "Zyx"),
        paid("2026-05-08", "-10.00", "Rare"),
    ).company_id


def queue(house: House, company_id: int) -> ReviewQueue:
    return flow.next_cards(house, house.scope(ME), company_id)


def waiting(house: House, company_id: int) -> list[tuple[str, int, int]]:
    """Payee, rows and money of each card in its order."""
    return [(each.payee, each.rows, each.money_minor // 100) for each in queue(house, company_id).cards]


def answer(house: House, company_id: int, at: int, kind: Kind, category: str = "", name: str = "") -> Settled:
    """Answer the card at this place, under an id of its own or `name`."""
    card = queue(house, company_id).cards[at]
    decision = Decision(name or f"{kind}-{card.part_id}", kind, card.part_id, card.label_id, category)
    return flow.answer_cards(house, house.scope(ME), company_id, [decision])[0]


def take_back(house: House, company_id: int, name: str) -> Settled:
    undoing = Decision(f"u-{name}"[:40], Kind.UNDO, undoes=name)
    return flow.answer_cards(house, house.scope(ME), company_id, [undoing])[0]


def test_groups_come_by_open_money_and_are_counted(plain_house: House) -> None:
    company_id = shop(plain_house)
    found = queue(plain_house, company_id)
    assert waiting(plain_house, company_id) == [("Metro", 2, 90), ("Zyx", 3, 60), ("Rare", 1, 10)]
    assert (found.groups, found.open_minor, found.skipped) == (3, {"EUR": (6, 16_000)}, 0)
    assert [(each.follows, each.can_split) for each in found.cards] == [(2, True), (3, True), (1, False)]


def test_an_answer_sent_twice_counts_once(plain_house: House) -> None:
    company_id = shop(plain_house)
    card = queue(plain_house, company_id).cards[0]
    sent = Decision("a", Kind.FILE, card.part_id, card.label_id, "office")
    again = flow.answer_cards(plain_house, plain_house.scope(ME), company_id, [sent, sent])
    assert again == (Settled("a"), Settled("a"))
    assert flow.answer_cards(plain_house, plain_house.scope(ME), company_id, [sent]) == (Settled("a"),)
    assert [row[1] for row in filed(plain_house, company_id)].count("office") == 2
    with plain_house.look(plain_house.scope(ME)) as unit:
        assert [act.rows for act in correct.acts(unit, company_id)] == [2]


def test_a_group_filed_elsewhere_meanwhile_is_refused_and_holds_up_no_other(plain_house: House) -> None:
    company_id = shop(plain_house)
    metro, zyx, _ = queue(plain_house, company_id).cards
    local = plain_house.scope(ME)
    flow.correct(plain_house, local, Correction(company_id, metro.part_id, "travel", Reach.PAYEE))
    settled = flow.answer_cards(
        plain_house,
        local,
        company_id,
        [
            Decision("a", Kind.FILE, metro.part_id, metro.label_id, "office"),
            Decision("b", Kind.FILE, zyx.part_id, zyx.label_id, "meals"),
        ],
    )
    assert [(each.id, each.code) for each in settled] == [("a", "changed_meanwhile"), ("b", "")]
    assert [row[1] for row in filed(plain_house, company_id)] == [
        *("travel", "travel", "meals", "meals", "meals"),
        "uncategorised",
    ]


def test_what_is_skipped_comes_last_until_a_new_row_joins_it(plain_house: House) -> None:
    company_id = shop(plain_house)
    answer(plain_house, company_id, 0, Kind.SKIP)
    assert [each[0] for each in waiting(plain_house, company_id)] == ["Zyx", "Rare", "Metro"]
    assert queue(plain_house, company_id).skipped == 1
    bring(plain_house, paid("2026-05-09", "-7.00", "Metro"), company_id=company_id)
    assert waiting(plain_house, company_id)[0] == ("Metro", 3, 97)


def test_the_last_skipped_comes_after_those_skipped_before(plain_house: House) -> None:
    company_id = shop(plain_house)
    answer(plain_house, company_id, 0, Kind.SKIP)
    answer(plain_house, company_id, 0, Kind.SKIP)
    assert [each[0] for each in waiting(plain_house, company_id)] == ["Rare", "Metro", "Zyx"]
    answer(plain_house, company_id, 1, Kind.SKIP, name="again")
    assert [each[0] for each in waiting(plain_house, company_id)] == ["Rare", "Zyx", "Metro"]
    take_back(plain_house, company_id, "again")
    assert [each[0] for each in waiting(plain_house, company_id)] == ["Rare", "Metro", "Zyx"]


def test_a_split_group_comes_apart_by_size_and_new_rows_find_their_piece(plain_house: House) -> None:
    company_id = shop(plain_house)
    answer(plain_house, company_id, 1, Kind.SPLIT)
    pieces = [("Metro", 2, 90), ("Zyx", 1, 50), ("Rare", 1, 10), ("Zyx", 2, 10)]
    assert waiting(plain_house, company_id) == pieces
    bring(plain_house, paid("2026-05-09", "-51.00", "Zyx"), company_id=company_id)
    assert waiting(plain_house, company_id)[0] == ("Zyx", 2, 101)
    assert queue(plain_house, company_id).cards[0].is_piece


def test_an_answer_for_a_piece_leaves_the_other_pieces(plain_house: House) -> None:
    company_id = shop(plain_house)
    answer(plain_house, company_id, 1, Kind.SPLIT)
    answer(plain_house, company_id, 3, Kind.FILE, "meals")
    assert [row[1] for row in filed(plain_house, company_id)][2:5] == ["meals", "meals", "uncategorised"]


def test_a_group_on_two_accounts_is_split_by_account_first(plain_house: House) -> None:
    company_id = bring(
        plain_house, paid("2026-05-04", "-5.00", "Zyx"), paid("2026-05-05", "-50.00", "Zyx")
    ).company_id
    bring(plain_house, paid("2026-05-06", "-5.00", "Zyx", account=SAVINGS), company_id=company_id)
    answer(plain_house, company_id, 0, Kind.SPLIT)
    assert waiting(plain_house, company_id) == [("Zyx", 2, 55), ("Zyx", 1, 5)]
    answer(plain_house, company_id, 0, Kind.SPLIT)
    assert waiting(plain_house, company_id) == [("Zyx", 1, 50), ("Zyx", 1, 5), ("Zyx", 1, 5)]


def test_pieces_are_put_together_again(plain_house: House) -> None:
    company_id = shop(plain_house)
    before = waiting(plain_house, company_id)
    answer(plain_house, company_id, 1, Kind.SPLIT)
    piece = queue(plain_house, company_id).cards[1]
    with plain_house.unit(plain_house.scope(ME)) as unit:
        review.join(unit, company_id, piece.key)
    assert waiting(plain_house, company_id) == before


def test_one_payment_alone_cannot_be_split(plain_house: House) -> None:
    company_id = shop(plain_house)
    assert answer(plain_house, company_id, 2, Kind.SPLIT).code == "changed_meanwhile"
    assert len(waiting(plain_house, company_id)) == 3


def test_payments_that_name_no_payee_are_told_apart_by_their_text(plain_house: House) -> None:
    company_id = bring(
        plain_house,
        paid("2026-05-04", "-5.00", text="111"),
        paid("2026-05-05", "-6.00", text="222"),
        paid("2026-05-06", "-7.00", text="111"),
    ).company_id
    assert [each[1:] for each in waiting(plain_house, company_id)] == [(2, 12), (1, 6)]
    answer(plain_house, company_id, 0, Kind.FILE, "office")
    assert [row[1] for row in filed(plain_house, company_id)] == ["office", "uncategorised", "office"]


def test_every_answer_is_taken_back_to_what_stood_before(plain_house: House) -> None:
    company_id = shop(plain_house)
    before, cards = in_force(plain_house), waiting(plain_house, company_id)
    answer(plain_house, company_id, 0, Kind.FILE, "office", name="a")
    answer(plain_house, company_id, 0, Kind.SPLIT, name="b")
    answer(plain_house, company_id, 0, Kind.SKIP, name="c")
    assert [take_back(plain_house, company_id, name).code for name in "cba"] == ["", "", ""]
    assert in_force(plain_house) == before
    assert waiting(plain_house, company_id) == cards


def test_taking_back_twice_or_what_was_never_given_is_refused(plain_house: House) -> None:
    company_id = shop(plain_house)
    answer(plain_house, company_id, 0, Kind.FILE, "office", name="a")
    take_back(plain_house, company_id, "a")
    twice = Decision("other", Kind.UNDO, undoes="a")
    never = Decision("third", Kind.UNDO, undoes="never")
    settled = flow.answer_cards(plain_house, plain_house.scope(ME), company_id, [twice, never])
    assert [each.code for each in settled] == ["nothing_to_undo", "nothing_to_undo"]


def test_the_neighbors_row_is_not_filed(plain_house: House) -> None:
    company_id = shop(plain_house)
    neighbor = bring(
        plain_house, paid("2026-05-04", "-5.00", "Zyx", account=SAVINGS), name="Neighbor"
    ).company_id
    theirs = parts_of(plain_house, neighbor, "Zyx")[0]
    sent = Decision("a", Kind.FILE, theirs, None, "office")
    settled = flow.answer_cards(plain_house, plain_house.scope(ME), company_id, [sent])
    assert settled[0].code == "not_found"
    assert filed(plain_house, neighbor)[0][1] == "uncategorised"


def test_a_card_is_answered_with_a_sub_category_of_the_companys_own(plain_house: House) -> None:
    company_id = shop(plain_house)
    with plain_house.unit(plain_house.scope(ME)) as unit:
        own_categories.add(unit, company_id, "office", "Paper")
        place = own_categories.listed(unit, company_id)[0].place
    answer(plain_house, company_id, 0, Kind.FILE, place)
    assert [row[1] for row in filed(plain_house, company_id)][:2] == [place, place]
