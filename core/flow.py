"""What follows what: the whole story of Bursar, one act a function."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from core.demo.files import demo_files
from core.domain.company import Scope
from core.domain.errors import BursarError
from core.domain.handouts import Answers, Imported, ReviewQueue, Ripple
from core.domain.jobs import JobKind
from core.domain.labels import Correction
from core.domain.recurring import Said
from core.domain.review import Decision, Kind, Settled
from core.registry.shelf import CATEGORIZER, FORECASTER, Shelf
from core.services import bring_in as bringing
from core.services import categorize, companies, forecast, own_categories, recurring, review, versions
from core.services import correct as correcting
from core.settings import Clock, Settings, settings
from core.store import jobs
from core.store.migrate import migrate
from core.store.unit import Store, Unit
from models.categorizers.served import Served
from models.contracts import Forecaster

Progress = Callable[[int, int, str], None]
"""Told step k of n and what the step does; raises to stop."""


@dataclass(frozen=True)
class House:
    """One home folder, open: its store and its models."""

    store: Store
    shelf: Shelf

    @property
    def today(self) -> date:
        """This day, by the one clock."""
        return self.store.clock.today()

    def scope(self, viewer_name: str) -> Scope:
        """What this viewer may see."""
        return self.store.scope(viewer_name)

    @contextmanager
    def look(self, scope: Scope) -> Iterator[Unit]:
        """A unit of work for reading."""
        with self.store.look(scope) as unit:
            yield unit

    @contextmanager
    def unit(self, scope: Scope) -> Iterator[Unit]:
        """A unit of work for writing: all of it happens or nothing."""
        with self.store.unit(scope) as unit:
            yield unit


def open_house(given: Settings | None = None) -> House:
    """Open the home folder: tables brought to today's, shipped models ready to serve.

    Raises StoreBusy or StoreTooNew.
    """
    chosen = given or settings()
    chosen.make_home()
    store = Store(chosen.database_url, Clock(chosen.today))
    migrate(store.engine)
    house = House(store, Shelf(chosen.shipped, chosen.artifacts))
    with house.look(house.scope("system")) as unit:
        served = all(versions.champion(unit, kind) for kind in ("categorizer", "forecaster"))
    if not served:
        with house.unit(house.scope("system")) as unit:
            versions.register_shipped(unit, house.shelf)
    return house


def bring_in(house: House, scope: Scope, file_name: str, data: bytes, answers: Answers) -> Imported:
    """A file comes in: stored and sorted by rules and memory at once; model and forecast follow."""
    with house.unit(scope) as unit:
        company_id, import_id = bringing.store(unit, file_name, data, answers)
        counts = categorize.by_rules(unit, company_id)
        line = next(each for each in bringing.imports(unit, company_id) if each.id == import_id)
        problems = bringing.problems(unit, import_id)
        _after_rows_changed(unit, company_id)
        if versions.champion(unit, FORECASTER) is not None:
            jobs.ask(unit, JobKind.TUNE, None, {})
    sorted_rows = (counts.decided, counts.guessed, counts.asked)
    return Imported(import_id, company_id, line.rows_new, line.rows_known, problems, *sorted_rows)


def undo_import(house: House, scope: Scope, import_id: int) -> None:
    """A file's rows go; what leaned on them is sorted and drawn anew."""
    with house.unit(scope) as unit:
        company_id = bringing.undo_import(unit, import_id)
        categorize.by_rules(unit, company_id)
        _after_rows_changed(unit, company_id)


def correct(house: House, scope: Scope, correction: Correction, seen_label_id: int | None = None) -> Ripple:
    """The owner's answer is in force at once; the worker draws the series it moved anew."""
    with house.unit(scope) as unit:
        ripple = correcting.correct(unit, correction, seen_label_id)
        ask_to_look_ahead(unit, correction.company_id)
    return ripple


def undo(house: House, scope: Scope, act_id: int) -> Ripple:
    """An act is taken back, as a new act; rows that came in since and leaned on it are sorted anew."""
    with house.unit(scope) as unit:
        return _undo(unit, act_id)


def say_of_stream(house: House, scope: Scope, stream_id: int, said: Said) -> Ripple:
    """The owner's word on coming payments; the worker draws the series they are part of anew."""
    with house.unit(scope) as unit:
        company_id, ripple = recurring.say(unit, stream_id, said)
        ask_to_look_ahead(unit, company_id)
    return ripple


def next_cards(house: House, scope: Scope, company_id: int) -> ReviewQueue:
    """The cards that need a person, and now and then a random check of what needed none."""
    with house.look(scope) as unit:
        lacks_checks = review.lacks_checks(unit, company_id)
    if lacks_checks:
        with house.unit(scope) as unit:
            review.draw_checks(unit, company_id)
    with house.look(scope) as unit:
        return review.queue(unit, company_id)


def answer_cards(
    house: House, scope: Scope, company_id: int, decisions: Sequence[Decision]
) -> tuple[Settled, ...]:
    """Answers as the screen sends them, some twice: each counts once, and a refused one holds up no other."""
    return tuple(_answer_card(house, scope, company_id, each) for each in decisions)


def pause_rule(house: House, scope: Scope, rule_id: int) -> None:
    """A rule is paused or taken up again; its rows are sorted anew."""
    with house.unit(scope) as unit:
        company_id, payee_key = correcting.pause_rule(unit, rule_id)
        categorize.by_rules(unit, company_id, payee_key)
        _after_rows_changed(unit, company_id)


def merge_own_categories(house: House, scope: Scope, own_category_id: int, into_id: int) -> Ripple:
    """One of a company's own sub-categories goes into another; the worker draws what that moves."""
    with house.unit(scope) as unit:
        company_id, ripple = own_categories.merge(unit, own_category_id, into_id)
        _after_rows_changed(unit, company_id)
    return ripple


def set_target(house: House, scope: Scope, company_id: int, of_100: int) -> None:
    """The owner says how often what files itself is to be right; the worker sorts by it."""
    with house.unit(scope) as unit:
        companies.set_target(unit, company_id, of_100)
        _after_rows_changed(unit, company_id)


def learn(house: House, scope: Scope, company_id: int | None) -> int:
    """Ask the worker to learn from the corrections; returns the job."""
    with house.unit(scope) as unit:
        return jobs.ask(unit, JobKind.RETRAIN, company_id, {})


def roll_back(house: House, scope: Scope, version_id: int) -> None:
    """An earlier model serves again; the worker sorts every company's rows with it."""
    with house.unit(scope) as unit:
        versions.roll_back(unit, version_id)
    sort_everything(house, scope)


def sort_everything(house: House, scope: Scope) -> None:
    """Ask the worker to sort every company with the models that serve now, and to draw what that moves."""
    with house.unit(scope) as unit:
        for company in companies.listed(unit):
            _after_rows_changed(unit, company.id)


def load_demo(house: House, scope: Scope) -> int:
    """Ask the worker to invent three companies and bring their files in; returns the job."""
    with house.unit(scope) as unit:
        return jobs.ask(unit, JobKind.DEMO, None, {"until": last_sunday(house.today).isoformat()})


def tell_demo(house: House, scope: Scope, until: date, say: Progress) -> int:
    """The demo's files come in like anybody's; sorting and looking ahead are asked for.

    Loading it twice changes nothing; a demo that ends on another day goes first. Returns how many
    companies.
    """
    files = demo_files(until)
    with house.unit(scope) as unit:
        if bringing.look_at(unit, files[0].file_name, files[0].data, {}).came_in_on is None:
            companies.remove_demo(unit)
    companies_of: dict[str, int] = {}
    for number, file in enumerate(files, start=1):
        say(number, len(files), "reading")
        answers = Answers(
            company_id=companies_of.get(file.company_name),
            company_name=file.company_name,
            nace=file.nace,
            employees=file.employees,
            account_name=file.account_name,
            account_kind=file.account_kind,
            is_demo=True,
        )
        done = bring_in(house, scope, file.file_name, file.data, answers)
        companies_of[file.company_name] = done.company_id
    return len(companies_of)


def remove_demo(house: House, scope: Scope) -> int:
    """The demo goes, with everything it brought; returns how many companies."""
    with house.unit(scope) as unit:
        removed = companies.remove_demo(unit)
        versions.leave_demo(unit)
    sort_everything(house, scope)
    return removed


def sort_with_model(
    house: House, scope: Scope, company_id: int, served: Served, version_id: int
) -> categorize.Counts:
    """The learner answers for what no person or rule settled; returns how the rows stand.

    Where another model has begun to serve meanwhile, that one is asked to sort them again.
    """
    with house.look(scope) as unit:
        answered = categorize.answer(unit, company_id, served, version_id)
    with house.unit(scope) as unit:
        counts = categorize.keep(unit, answered)
        if versions.serving(unit, CATEGORIZER)[0] != version_id:
            jobs.ask(unit, JobKind.CATEGORIZE, company_id, {})
        ask_to_look_ahead(unit, company_id)
    return counts


def look_ahead(
    house: House, scope: Scope, company_id: int, forecaster: Forecaster, version_id: int | None
) -> int:
    """Every series whose data changed is drawn anew; returns how many."""
    with house.look(scope) as unit:
        plan = forecast.plan(unit, company_id)
    if plan is None:
        return 0
    drawn = forecast.draw(plan, forecaster)
    with house.unit(scope) as unit:
        return forecast.keep(unit, plan, drawn, version_id)


def last_sunday(today: date) -> date:
    """The newest Sunday that is over: the demo's last day."""
    return today - timedelta(days=today.weekday() + 1)


def _after_rows_changed(unit: Unit, company_id: int) -> None:
    if versions.champion(unit, CATEGORIZER) is not None:
        jobs.ask(unit, JobKind.CATEGORIZE, company_id, {})
    ask_to_look_ahead(unit, company_id)


def _undo(unit: Unit, act_id: int) -> Ripple:
    undone = correcting.undo(unit, act_id)
    if undone.ruled_payee:
        categorize.by_rules(unit, undone.company_id, undone.ruled_payee)
    _after_rows_changed(unit, undone.company_id)
    return undone.ripple


def _answer_card(house: House, scope: Scope, company_id: int, decision: Decision) -> Settled:
    try:
        with house.unit(scope) as unit:
            if not review.known(unit, company_id, decision):
                act_id = _act_of(unit, company_id, decision)
                review.answered(unit, company_id, decision, act_id)
    except BursarError as error:
        return Settled(decision.id, error.code, tuple(error.facts.items()))
    return Settled(decision.id)


def _act_of(unit: Unit, company_id: int, decision: Decision) -> int | None:
    """File what an answer says, or take back what an earlier one filed; None where neither is meant."""
    if decision.kind is Kind.UNDO:
        earlier = review.to_take_back(unit, company_id, decision)
        return None if earlier.act_id is None else _undo(unit, earlier.act_id).act_id
    if not decision.category:
        return None
    wish = review.correction_for(unit, company_id, decision)
    ripple = correcting.correct(unit, wish, decision.label_id)
    ask_to_look_ahead(unit, company_id)
    return ripple.act_id


def ask_to_look_ahead(unit: Unit, company_id: int) -> None:
    """Ask the worker to draw what has changed."""
    jobs.ask(unit, JobKind.FORECAST, company_id, {})
