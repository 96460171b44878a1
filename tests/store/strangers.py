"""Every function of the store that works in a unit, and what somebody would hand it to reach a company."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import numpy as np
from sqlalchemy import select

import core.store
from core.domain.bank_file import Balance, Problem, Reading, Row
from core.domain.company import AccountKind, BalanceAnchor
from core.domain.handouts import ExplanationSeen
from core.domain.jobs import JobKind, JobState
from core.domain.labels import Decider, Direction, Label, RowFilter, Status
from core.domain.progress import untold
from core.domain.recurring import Cadence, DueDate, Said, StreamFound, Trial
from core.domain.review import Decision, GroupKey, How, Kind
from core.domain.sameness import Fate, Verdict
from core.flow import House
from core.importers.layout import Layout
from core.store.forecasts import OriginSaid, SeriesSaid
from core.store.schema import (
    AccountRow,
    ActRow,
    ForecastRun,
    ForecastSeries,
    ImportRow,
    JobRow,
    LayoutRow,
    OwnCategoryRow,
    PartRow,
    RuleRow,
    StreamRow,
    TransactionRow,
)
from core.store.suspects import Doubt

DAY = date(2026, 5, 4)
FIRST_WEEK = date(2026, 5, 11)
LAYOUT = Layout(fingerprint="0" * 40, bank="Stranger", sign="as_written").to_json()
LONG_AGO = datetime(2026, 5, 11, tzinfo=UTC)

Function = Callable[..., Any]


@dataclass(frozen=True)
class Things:
    """The ids of one of everything a company has, under the names the store calls them by."""

    company_id: int
    account_id: int
    import_id: int
    statement_id: int
    row_id: int
    part_id: int
    act_id: int
    rule_id: int
    job_id: int
    own_category_id: int
    stream_id: int
    layout_id: int
    label_id: int
    series_id: int
    version_id: int
    payee_key: str
    fingerprint: str
    sha256: str
    number: str


def functions() -> dict[str, Function]:
    """Public functions of all modules of core.store whose first parameter is `unit`."""
    names = [found.name for found in iter_modules(core.store.__path__) if not found.ispkg]
    found = {}
    for module_name in names:
        module = import_module(f"core.store.{module_name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            if function.__module__ == module.__name__ and not name.startswith("_") and first == "unit":
                found[f"{module_name}.{name}"] = function
    return found


def things(house: House, company_id: int, version_id: int) -> Things:
    """One of everything this company has."""
    with house.look(house.scope("system")) as unit:
        ask = unit.session.scalar
        paid = ask(select(TransactionRow).where(TransactionRow.company_id == company_id).limit(1))
        assert paid is not None
        file = ask(select(ImportRow).where(ImportRow.id == paid.import_id))
        account = ask(select(AccountRow).where(AccountRow.id == paid.account_id))
        assert file is not None
        assert account is not None
        found = {
            "company_id": company_id,
            "account_id": paid.account_id,
            "import_id": paid.import_id,
            "statement_id": paid.statement_id,
            "row_id": paid.id,
            "part_id": ask(select(PartRow.id).where(PartRow.transaction_id == paid.id)),
            "act_id": ask(select(ActRow.id).where(ActRow.company_id == company_id).limit(1)),
            "rule_id": ask(select(RuleRow.id).where(RuleRow.company_id == company_id)),
            "job_id": ask(select(JobRow.id).where(JobRow.company_id == company_id).limit(1)),
            "own_category_id": ask(select(OwnCategoryRow.id).where(OwnCategoryRow.company_id == company_id)),
            "stream_id": ask(select(StreamRow.id).where(StreamRow.company_id == company_id)),
            "layout_id": ask(select(LayoutRow.id).where(LayoutRow.company_id == company_id)),
            "label_id": ask(select(PartRow.label_id).where(PartRow.transaction_id == paid.id)),
            "series_id": ask(
                select(ForecastSeries.id)
                .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
                .where(ForecastRun.company_id == company_id)
            ),
            "version_id": version_id,
            "payee_key": paid.payee_key,
            "fingerprint": paid.fingerprint,
            "sha256": file.sha256,
            "number": account.number,
        }
    assert None not in found.values()
    return Things(**found)


def arguments(name: str, mine: Things) -> dict[str, Any]:
    """What reaches for these things, by parameter; a name nobody foresaw is a KeyError.

    A new parameter gets its value in `_by_name`, so that the function is held to its scope.
    """
    known = _by_name(mine)
    parameters = list(inspect.signature(functions()[name]).parameters)[1:]
    return {each: known[f"{name}.{each}" if f"{name}.{each}" in known else each] for each in parameters}


def _by_name(mine: Things) -> dict[str, Any]:
    own = {field.name: getattr(mine, field.name) for field in fields(mine)}
    return own | _plain(mine) | _of_learning(mine) | _of_one_function(mine)


def _plain(mine: Things) -> dict[str, Any]:
    row = Row(2, DAY, -500, "EUR", "raw", counterparty="Stranger")
    return {
        "account_ids": [mine.account_id],
        "account_number": "",
        "after": {"name": "Stranger"},
        "amounts": {-1200},
        "after_act_id": 0,
        "anchor": BalanceAnchor(DAY, 1, "owner"),
        "before": Balance(DAY, 1),
        "act_ids": [mine.act_id],
        "category": "travel",
        "client_id": "stranger",
        "closing": BalanceAnchor(DAY, 1, "file"),
        "currency": "EUR",
        "direction": Direction.OUT,
        "earlier": [mine.label_id],
        "employees": 3,
        "fact_key": "largest_open",
        "file": {"file_name": "x.csv", "sha256": "0" * 64, "kind": "ofx", "encoding": "utf-8"},
        "fingerprints": ["0" * 40],
        "layout": LAYOUT,
        "reading": Reading("plain_csv", "utf-8", (), layouts=(LAYOUT,)),
        "remembered": [],
        "heirs": {mine.row_id: mine.row_id},
        "label_ids": [mine.label_id],
        "ids": (mine.company_id, mine.account_id, mine.import_id, mine.statement_id),
        "is_demo": False,
        "limit": 50,
        "offset": 0,
        "minor": 1,
        "target": 90,
        "nace": "",
        "name": "Stranger",
        "off": [mine.rule_id],
        "on": [],
        "one": True,
        "only": None,
        "other_id": mine.row_id,
        "opening": Balance(DAY, 1),
        "page_no": 1,
        "part_ids": [mine.part_id],
        "payee_keys": ["stranger"],
        "values": [{"id": mine.row_id, "in_force": False}],
        "verdicts": [Verdict(Fate.NEW)],
        "tell": untold,
        "to_the_letter": False,
        "period": (DAY, DAY),
        "problems": [Problem("bad_date", 3)],
        "row_ids": [mine.row_id],
        "rows": RowFilter(),
        "since": DAY,
        "size": 10,
        "span": (date(2020, 1, 1), date(2030, 1, 1)),
        "parent": "travel",
        "payments_digest": "0",
        "said": Said.STRUCK,
        "streams": [(stream_found(mine.account_id, mine.part_id), Trial())],
        "trials": {mine.stream_id: Trial(0.5, 0.6, 3, True)},
        "taken": {mine.row_id: (mine.row_id, "same_day")},
        "undoing_id": mine.act_id,
        "until": DAY,
        "imports.add_rows.rows": [row],
    }


def stream_found(account_id: int, part_id: int) -> StreamFound:
    """A monthly stream of one payment."""
    due = DueDate(FIRST_WEEK, 0.9, 0.1)
    cadence = Cadence("month", 1, "day", 4)
    levels = (12.0,) * 39
    return StreamFound(
        account_id, "out", "baker", cadence, True, (part_id,), DAY, (due,), levels, (0.0,) * 39
    )


def _of_learning(mine: Things) -> dict[str, Any]:
    paths = np.ones((2, 12), dtype=np.float32)
    label = Label(mine.part_id, "travel", Decider.MODEL, Status.GUESSED)
    return {
        "dead": True,
        "decision": Decision("new", Kind.SKIP, mine.part_id),
        "doing": "sorting",
        "doubts": [Doubt(mine.part_id, "supplier", "travel", 0.9, 0.1, ())],
        "facts": {"undoes_id": mine.act_id},
        "first_week": FIRST_WEEK,
        "folder": "stranger",
        "host": "elsewhere",
        "how": How.ACCOUNT,
        "kept": True,
        "key": GroupKey(mine.payee_key, "out", "EUR"),
        "kind": JobKind.CATEGORIZE,
        "looking_back": False,
        "origin": OriginSaid(FIRST_WEEK, False, 12, LONG_AGO, frozenset(), has_paths=True),
        "labels": [label],
        "model_version_id": mine.version_id,
        "newest_part_id": mine.part_id,
        "over_rules": True,
        "payload": {},
        "pid": 1,
        "problem": {},
        "result": {},
        "seed": 1,
        "seen": ExplanationSeen("travel", 0.5, "lime", 0.5, (), mine.version_id),
        "series": [SeriesSaid(mine.account_id, "travel", "out", "0", 1, {}, paths)],
        "state": JobState.DONE,
        "step": 1,
        "steps": 2,
        "training": False,
        "verdict": {},
        "whose": "bursar",
        "within": timedelta(days=1),
    }


def _of_one_function(mine: Things) -> dict[str, Any]:
    version = {f"versions.{name}.kind": "categorizer" for name in ("add_version", "champion_id", "lines")}
    return version | {
        "acts.add_act.kind": "correct",
        "acts.set_rows_changed.rows": 99,
        "forecasts.add_run.span": (DAY, FIRST_WEEK, 12),
        "kept_fans.keep_fans.levels": {("travel", "out"): np.ones((8, 24), dtype=np.float32)},
        "kept_fans.thin.levels": {mine.series_id: np.ones((8, 24), dtype=np.float32)},
        "kept_fans.outdated.before": date(2030, 1, 1),
        "imports.set_counts.rows_bad": 99,
        "imports.set_counts.rows_known": 99,
        "imports.set_counts.rows_new": 99,
        "labels.put.act_id": None,
        "acts.note.facts": {"rules_on": [mine.rule_id]},
        "people.add_account.kind": AccountKind.CURRENT,
        "versions.add_version.facts": {},
        "versions.add_version.state": "champion",
        "versions.set_verdict.state": "retired",
    }
