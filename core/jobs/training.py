"""Trainings: a challenger learns, the judge compares, the better one serves."""

from typing import Any
from uuid import uuid4

from core.domain.company import Scope
from core.domain.errors import BursarError
from core.domain.jobs import JobKind, JobState
from core.flow import House, Progress, ask_to_look_ahead, sort_with_model
from core.registry.shelf import CATEGORIZER, FORECASTER
from core.services import companies, retrain, suspects, versions
from core.services import tune as tuning
from core.store import jobs

TRAINING_SEED = 1


def train_job(house: House, scope: Scope, job_id: int) -> None:
    """Do one training, in the process the worker started for it; its end is written with its result.

    Killed before a challenger serves, it leaves an unused folder; after that, the worker sorts anew.
    """
    with house.look(scope) as unit:
        job = jobs.job(unit, job_id)
    say = _teller(house, scope, job_id)
    try:
        result = tune(house, scope, say) if job.kind is JobKind.TUNE else train(house, scope, say)
    except BursarError as error:
        with house.unit(scope) as unit:
            problem = {"code": error.code, "facts": error.facts}
            jobs.end(unit, job_id, JobState.FAILED, problem=problem)
        return
    with house.unit(scope) as unit:
        jobs.end(unit, job_id, JobState.DONE, result=result)


def train(house: House, scope: Scope, say: Progress) -> dict[str, Any]:
    """A challenger learns from the corrections; where the judge lets it, it serves and sorts anew.

    Returns the verdict. Raises NotEnoughLabels where nobody has corrected anything.
    """
    with house.look(scope) as unit:
        lessons = retrain.gather(unit)
        champion_id, champion_folder = versions.serving(unit, CATEGORIZER)
        listed = companies.listed(unit)
    say(1, 4, "loading")
    champion = house.shelf.categorizer(champion_folder)
    say(2, 4, "training")
    taught = retrain.teach(house.shelf, champion, champion_folder, lessons, TRAINING_SEED)
    folder = f"categorizer-{uuid4().hex[:12]}"
    retrain.save(house.shelf, folder, taught, champion_folder, TRAINING_SEED)
    say(3, 4, "judging")
    with house.unit(scope) as unit:
        version_id = retrain.record(unit, folder, taught, lessons)
    promoted = taught.verdict.promote
    doubts = suspects.look_for(taught.served if promoted else champion, lessons.labelled_frame)
    with house.unit(scope) as unit:
        suspects.keep(unit, doubts, version_id if promoted else champion_id)
    changed = towards = 0
    if promoted:
        say(4, 4, "applying")
        for company in listed:
            counts = sort_with_model(house, scope, company.id, taught.served, version_id)
            changed, towards = changed + counts.changed, towards + counts.towards_you
    with house.unit(scope) as unit:
        return retrain.tell_effect(unit, version_id, changed, towards)


def tune(house: House, scope: Scope, say: Progress) -> dict[str, Any]:
    """The forecaster goes on learning from the store's own weeks; better, it serves and draws anew."""
    with house.look(scope) as unit:
        weeks = tuning.gather(unit)
        _, champion_folder = versions.serving(unit, FORECASTER)
        listed = companies.listed(unit)
    if weeks is None:
        return {"promoted": False, "origins": []}
    say(1, 2, "loading")
    champion = house.shelf.forecaster(champion_folder)
    say(2, 2, "training")
    tuned, result = tuning.tune(champion, weeks, TRAINING_SEED)
    folder = f"forecaster-{uuid4().hex[:12]}"
    if result.kept:
        tuning.save(house.shelf, folder, tuned, weeks, TRAINING_SEED)
    with house.unit(scope) as unit:
        verdict = tuning.keep(unit, folder, weeks, result)
        if result.kept:
            for company in listed:
                ask_to_look_ahead(unit, company.id)
    return verdict


def _teller(house: House, scope: Scope, job_id: int) -> Progress:
    def say(step: int, steps: int, doing: str) -> None:
        with house.unit(scope) as unit:
            jobs.progress(unit, job_id, step, steps, doing)

    return say
