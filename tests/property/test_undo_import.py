"""Whatever came before and was corrected since, an undone file leaves what the owner chose it to leave."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core import flow
from core.domain.errors import NameTaken
from core.domain.handouts import Imported
from core.domain.labels import Reach, RowFilter
from core.flow import House
from core.services import categorize, undo_import
from tests.unit.core.houses import SAVINGS, bring, correction, filed, in_force, open_at, paid, parts_of

PAYEES = ("Metro", "METRO", "Zyx", "Acme")
CATEGORIES = ("supplier", "office", "meals", "travel")
ANCHORS = (paid("2026-04-01", "1.00", "Till"), paid("2026-04-01", "1.00", "Till", account=SAVINGS))

lines = st.builds(
    lambda day, amount, payee, account: paid(f"2026-05-0{day}", amount, payee, **account),
    st.integers(4, 6),
    st.sampled_from(["-12.00", "-13.00", "3.00"]),
    st.sampled_from(PAYEES),
    st.sampled_from([{}, {"account": SAVINGS}]),
)
files = st.lists(lines, min_size=1, max_size=6)
wishes = st.fixed_dictionaries(
    {
        "row": st.integers(0, 9),
        "category": st.sampled_from(CATEGORIES),
        "reach": st.sampled_from(list(Reach)),
        "always": st.booleans(),
        "new_name": st.sampled_from(["", "", "Coffee", "Toner"]),
    }
)
slowly = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def in_a_house(check: Callable[[House], None]) -> None:
    with TemporaryDirectory() as home:
        house = open_at(Path(home) / "home", Path(home) / "no_models")
        check(house)
        house.store.engine.dispose()


def say(house: House, done: Imported, parts: list[int], wish: dict[str, Any]) -> None:
    """Correct one of these rows."""
    if not parts:
        return
    wish = dict(wish)
    part_id = parts[wish.pop("row") % len(parts)]
    if wish["reach"] is Reach.FILTER:
        wish["rows"] = RowFilter(direction="out", search="m")
    wanted = correction(done.company_id, part_id, wish.pop("category"), **wish)
    with suppress(NameTaken):
        flow.correct(house, house.scope("local"), wanted)


def sort(house: House, done: Imported) -> None:
    """Let rules and memory answer anew, as they do whenever a file comes or goes."""
    with house.unit(house.scope("system")) as unit:
        categorize.by_rules(unit, done.company_id)


def all_parts(house: House, done: Imported) -> list[int]:
    return sorted(part for payee in PAYEES for part in parts_of(house, done.company_id, payee))


def counts_now(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """What is in force; a label by what it says, since a machine writes one anew when it sorts again."""
    found = in_force(house)
    found["rows"] = [(*row[:3], *row[4:10]) for row in found["rows"]]
    return found


@slowly
@given(files, st.lists(wishes, max_size=3), files, st.lists(wishes, max_size=4))
def test_with_its_corrections_dropped_everything_is_as_before_the_file(
    first: list[dict[str, str]],
    earlier: list[dict[str, Any]],
    second: list[dict[str, str]],
    since: list[dict[str, Any]],
) -> None:
    def check(house: House) -> None:
        done = bring(house, *ANCHORS, *first)
        for wish in earlier:
            say(house, done, all_parts(house, done), wish)
        sort(house, done)
        before, stood = counts_now(house), set(all_parts(house, done))
        undone = bring(house, *second)
        mine = [part for part in all_parts(house, done) if part not in stood]
        for wish in since:
            say(house, done, mine, wish)
        flow.undo_import(house, house.scope("local"), undone.import_id, keep_corrections=False)
        assert counts_now(house) == before

    in_a_house(check)


@slowly
@given(files, files, st.lists(wishes, min_size=1, max_size=4))
def test_with_them_kept_the_file_brings_its_labels_again(
    first: list[dict[str, str]], second: list[dict[str, str]], since: list[dict[str, Any]]
) -> None:
    def check(house: House) -> None:
        done = bring(house, *ANCHORS, *first)
        undone = bring(house, *second)
        for wish in since:
            say(house, done, all_parts(house, done), wish)
        sort(house, done)
        before = sorted(filed(house, done.company_id))
        flow.undo_import(house, house.scope("local"), undone.import_id, keep_corrections=True)
        bring(house, *second)
        assert sorted(filed(house, done.company_id)) == before

    in_a_house(check)


@slowly
@given(files, files, st.lists(wishes, max_size=3))
def test_what_the_preview_says_is_what_goes(
    first: list[dict[str, str]], second: list[dict[str, str]], since: list[dict[str, Any]]
) -> None:
    def check(house: House) -> None:
        done = bring(house, *ANCHORS, *first)
        bring(house, *second)
        for wish in since:
            say(house, done, all_parts(house, done), wish)
        counted = len(in_force(house)["rows"])
        with house.look(house.scope("local")) as unit:
            seen = undo_import.preview(unit, done.import_id)
        flow.undo_import(house, house.scope("local"), done.import_id, keep_corrections=False)
        assert len(in_force(house)["rows"]) == counted - seen.rows + seen.coming_forward

    in_a_house(check)
