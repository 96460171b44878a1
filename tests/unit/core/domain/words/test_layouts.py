from datetime import UTC, datetime

from core.domain.handouts import LayoutLine
from core.domain.words import layouts

AT = datetime(2026, 5, 12, tzinfo=UTC)
HEADER = {"header": ["Date", "Shop", "", "Amount", "Memo"]}


def test_a_layout_is_named_by_its_bank_else_by_its_header() -> None:
    bank = LayoutLine(1, 1, "Chase card", "", HEADER, "local", AT)
    assert layouts.remembered(bank) == "Chase card: answered by you on 12 May 2026"
    nameless = LayoutLine(1, 1, "", "DE1", HEADER, "local", AT)
    said = "Date, Shop, Amount, account DE1: answered by you on 12 May 2026"
    assert layouts.remembered(nameless) == said
    assert layouts.remembered(LayoutLine(1, 1, "", "", {}, "local", AT)).startswith(
        "A table without a header:"
    )
    assert layouts.read_as_before(bank) == "Read as you answered on 12 May 2026"
