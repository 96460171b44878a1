import pytest

from core.importers.known_layouts import with_known
from core.importers.layout import Layout

CHASE = b"Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n03/04/2024,03/04/2024,x,,,-1,\n"


def test_a_header_that_is_known_settles_its_layout() -> None:
    known = with_known(CHASE, None)
    assert known is not None
    assert (known.date_order, known.sign, known.currency) == ("month_first", "as_written", "USD")


def test_an_answer_of_the_owner_wins_over_what_is_known() -> None:
    known = with_known(CHASE, Layout(date_order="day_first"))
    assert known is not None
    assert (known.date_order, known.currency) == ("day_first", "USD")


def test_a_layout_that_is_remembered_is_left_as_it_is() -> None:
    remembered = Layout(fingerprint="of another header")
    assert with_known(CHASE, remembered) is remembered


def test_nothing_is_known_of_another_header() -> None:
    assert with_known(CHASE.replace(b"Memo", b"Note"), None) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_header_is_known_over_a_long_file_of_any_characters(encoding: str) -> None:
    row = "03/04/2024,03/04/2024,\u00c4pfel \u20ac,Food,Sale,-1.00,\n"
    assert with_known((CHASE.decode() + row * 2_000).encode(encoding), None) is not None
