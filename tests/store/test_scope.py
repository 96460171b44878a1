from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import or_, select

from core import flow
from core.domain.company import Role, Scope
from core.domain.errors import NotFound
from core.domain.handouts import ExplanationSeen
from core.domain.jobs import JobKind
from core.domain.labels import Reach
from core.domain.recurring import Said, Trial
from core.domain.review import Decision, GroupKey, Kind
from core.flow import House
from core.store import (
    acts,
    explanations,
    forecasts,
    imports,
    jobs,
    layouts,
    people,
    recurring,
    review,
    same_said,
    suspects,
    versions,
)
from core.store.forecasts import SeriesSaid
from core.store.schema import AuditRow, Base
from core.store.suspects import Doubt
from core.store.unit import Unit
from tests.store.strangers import DAY, FIRST_WEEK, LAYOUT, Things, arguments, functions, stream_found, things
from tests.unit.core.houses import SAVINGS, bring, correction, everything, open_at, paid, parts_of

OF_THE_HOUSE = {
    "jobs.lock_holder": "whether a worker lives is nobody's secret",
    "versions.champion_id": "one champion serves every company of a store",
    "versions.folder": "one champion serves every company of a store",
    "versions.lines": "one champion serves every company of a store",
}
"""What everybody may read, and why; changing it takes somebody who sees every company."""


@pytest.fixture(scope="module")
def two_companies(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Things, Things]:
    """A house with a cafe and a builder, who have one of everything each."""
    home: Path = tmp_path_factory.mktemp("scope")
    house = open_at(home / "home", home / "no_models")
    with house.unit(house.scope("system")) as unit:
        version_id = versions.add_version(unit, "categorizer", "champion", "shipped/none", {})
        jobs.take_lock(unit, 4242, "here", dead=False)
    found = [
        _company(house, name, number, version_id) for name, number in (("Cafe", ""), ("Builder", SAVINGS))
    ]
    return house, found[0], found[1]


def _company(house: House, name: str, number: str, version_id: int) -> Things:
    more = {"account": number} if number else {}
    lines = [paid(f"2026-05-0{day}", "-12.00", "Baker", **more) for day in (4, 5)]
    done = bring(house, *lines, name=name)
    company_id = done.company_id
    part_id = parts_of(house, company_id, "Baker")[0]
    always = correction(company_id, part_id, "supplier", reach=Reach.PAYEE, always=True, new_name="Flour")
    flow.correct(house, house.scope("local"), always)
    seen = ExplanationSeen("supplier", 0.5, "lime", 0.5, (), version_id)
    with house.unit(house.scope("system")) as unit:
        explanations.add(unit, part_id, seen, 1)
        people.dismiss(unit, company_id, "largest_open/baker/out")
        jobs.ask(unit, JobKind.CATEGORIZE, company_id, {})
        review.add_decision(unit, company_id, Decision("stranger", Kind.SKIP, part_id), None)
        review.add_mark(unit, company_id, "stranger", GroupKey("baker", "out", "EUR"), None, part_id)
        unit.session.add(_check(unit, company_id, part_id))
        suspects.replace_open(
            unit, company_id, version_id, [Doubt(part_id, "supplier", "travel", 0.9, 0.1, ())]
        )
        account_id = people.accounts(unit, company_id)[0].id
        said = SeriesSaid(account_id, "supplier", "out", "0", 1, {}, np.ones((2, 12), dtype=np.float32))
        found = stream_found(account_id, part_id)
        recurring.replace_streams(unit, company_id, "1", [(found, Trial())])
        act_id = acts.add_act(unit, company_id, "confirm_due", {"payee": "baker"})
        recurring.say(unit, act_id, recurring.streams(unit, company_id)[0].id, Said.CONFIRMED)
        file_id = imports.import_lines(unit, company_id)[0].id
        layouts.remember(unit, company_id, "", LAYOUT, file_id)
        forecasts.add_run(unit, company_id, (DAY, FIRST_WEEK, 12), None, [said])
        act_id = acts.add_act(unit, company_id, "one_payment", {"payee": "baker"})
        first, second = imports.row_ids(unit, done.import_id)
        same_said.say(unit, act_id, second, first, one=True)
    return things(house, company_id, version_id)


def _check(unit: Unit, company_id: int, part_id: int) -> AuditRow:
    return AuditRow(
        company_id=company_id, part_id=part_id, category="supplier", probability=0.98, asked_at=unit.now
    )


TABLES = {
    "company_id": "company",
    "account_id": "account",
    "import_id": "import_file",
    "statement_id": "statement",
    "row_id": "transaction_row",
    "part_id": "part",
    "act_id": "act",
    "rule_id": "owner_rule",
    "job_id": "job",
    "own_category_id": "own_category",
    "stream_id": "stream",
    "layout_id": "table_layout",
    "label_id": "label",
}


def _is_empty(answer: Any) -> bool:
    return len(answer) == 0 if isinstance(answer, pd.DataFrame) else not answer


def _asked(house: House, scope: Scope, name: str, reached: dict[str, Any]) -> Any:
    """The answer, None where the store refused."""
    try:
        with house.unit(scope) as unit:
            return functions()[name](unit, **reached)
    except NotFound:
        return None


@pytest.mark.parametrize("name", sorted(functions()))
def test_a_stranger_gets_nothing_and_changes_nothing(
    name: str, two_companies: tuple[House, Things, Things]
) -> None:
    house, cafe, _ = two_companies
    before = everything(house)
    stranger = Scope(viewer_id=2, role=Role.OWNER, company_ids=frozenset())
    answer = _asked(house, stranger, name, arguments(name, cafe))
    assert everything(house) == before
    assert _is_empty(answer) or name in OF_THE_HOUSE


@pytest.mark.parametrize("name", sorted(functions()))
def test_a_neighbor_who_names_their_own_company_reaches_nobody_elses_things(
    name: str, two_companies: tuple[House, Things, Things]
) -> None:
    house, cafe, builder = two_companies
    neighbor = Scope(viewer_id=2, role=Role.OWNER, company_ids=frozenset({builder.company_id}))
    with suppress(TakenBack), house.unit(neighbor) as unit:
        before = _what_hangs_on(cafe, unit)
        with suppress(NotFound):
            functions()[name](unit, **arguments(name, replace(cafe, company_id=builder.company_id)))
        assert _what_hangs_on(cafe, unit) == before
        raise TakenBack


class TakenBack(Exception):
    """Ends a unit of work so that nothing of it stays."""


def _what_hangs_on(mine: Things, unit: Unit) -> dict[str, list[Any]]:
    """Every row of every table that names one of these things, and the things themselves."""
    unit.session.flush()
    ids = {key: value for key, value in asdict(mine).items() if key.endswith("_id")}
    rows = {}
    for table in Base.metadata.sorted_tables:
        named = [table.c[key] == value for key, value in ids.items() if key in table.c]
        named += [table.c.id == value for key, value in ids.items() if TABLES.get(key) == table.name]
        if named:
            rows[table.name] = unit.session.execute(select(table).where(or_(*named))).all()
    return rows
