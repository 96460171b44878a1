from core import flow
from core.domain.handouts import Trust
from core.flow import House
from core.services import companies, trust
from core.store import versions
from tests.unit.core.houses import bring, paid

OLD = {"rows": 40, "accuracy": 0.8, "ece": 0.04}
NEW = {"rows": 40, "accuracy": 0.7, "ece": 0.2}
REFUSED = {
    "promoted": False,
    "human_rows": 90,
    "serving": OLD,
    "challenger": NEW,
    "confusion": [["office", "meals", 8], ["office", "office", 32]],
    "importance": [["mcc", 1.0]],
}


def challenger(house: House, state: str, verdict: dict[str, object]) -> int:
    with house.unit(house.scope("system")) as unit:
        return versions.add_version(unit, "categorizer", state, "categorizer-2", {"verdict": verdict})


def seen(house: House, company: int) -> tuple[Trust, bool, str]:
    with house.look(house.scope("local")) as unit:
        return trust.trust(unit, company), versions.percentages_hold(unit), companies.stamp(unit, company)


def test_a_refused_challenger_tells_how_good_the_model_in_use_is(house: House) -> None:
    company_id = bring(house, paid("2026-05-04", "-12.00", "Metro")).company_id
    before, _, _ = seen(house, company_id)
    assert (before.right_share, before.checked_rows) == (None, 0)
    challenger(house, "rejected", REFUSED)
    after, hold, _ = seen(house, company_id)
    assert (after.right_share, after.checked_rows, hold) == (0.8, 40, True)
    assert after.confusion_frame["rows"].tolist() == [8, 32]
    assert after.importance_frame.equals(before.importance_frame)


def test_a_challenger_that_serves_is_judged_by_its_own_figures(house: House) -> None:
    company_id = bring(house, paid("2026-05-04", "-12.00", "Metro")).company_id
    version_id = challenger(house, "challenger", {"promoted": True, "serving": NEW, "human_rows": 90})
    flow.roll_back(house, house.scope("system"), version_id)
    after, hold, _ = seen(house, company_id)
    assert (after.right_share, hold) == (0.7, False)


def test_what_a_category_goes_by_comes_with_the_model_that_serves(house: House) -> None:
    company_id = bring(house, paid("2026-05-04", "-12.00", "Metro")).company_id
    drivers = {"office": [["mcc", 0.7], ["payee", 0.3]], "meals": [["payee", 1.0]]}
    flow.roll_back(house, house.scope("system"), challenger(house, "challenger", {"drivers": drivers}))
    frame = seen(house, company_id)[0].drivers_frame
    assert frame.to_numpy().tolist() == [
        ["office", "mcc", 0.7],
        ["office", "payee", 0.3],
        ["meals", "payee", 1.0],
    ]


def test_every_page_is_drawn_anew_once_a_model_was_judged_or_serves(house: House) -> None:
    company_id = bring(house, paid("2026-05-04", "-12.00", "Metro")).company_id
    stamps = [seen(house, company_id)[2]]
    version_id = challenger(house, "rejected", REFUSED)
    stamps.append(seen(house, company_id)[2])
    flow.roll_back(house, house.scope("system"), version_id)
    stamps.append(seen(house, company_id)[2])
    assert len(set(stamps)) == 3
