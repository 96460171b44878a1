"""What the worker is doing, has done or could not do."""

from core.domain.jobs import Job, JobKind, JobState
from core.domain.words import errors, verdicts

_TITLES = {
    JobKind.CATEGORIZE: "Sorting your payments",
    JobKind.EXPLAIN: "Finding the reasons",
    JobKind.RETRAIN: "Learning from your corrections",
    JobKind.FORECAST: "Looking ahead",
    JobKind.TUNE: "Learning your weeks",
    JobKind.TRIAL: "Trying your coming payments on the past",
    JobKind.LOOK_BACK: "Looking back",
    JobKind.DEMO: "Making the demo companies",
}

_DONE = {
    JobKind.CATEGORIZE: "Your payments are sorted",
    JobKind.EXPLAIN: "The reasons are there",
    JobKind.FORECAST: "The next twelve weeks are drawn",
    JobKind.TRIAL: "Your coming payments were tried on the past",
    JobKind.LOOK_BACK: "What Bursar would have said earlier is drawn",
    JobKind.DEMO: "The demo companies are ready",
}

_LEFT = {
    JobKind.RETRAIN: "Your payments and filings are untouched; Trust says which model is in use.",
    JobKind.DEMO: "What had come in by then is there; “Remove the demo” takes it out.",
}
"""What stands after work that does more than one thing was stopped."""

_SMALL = 6

_STEPS = {
    "reading": "reading the rows",
    "sorting": "sorting the payments",
    "training": "training",
    "judging": "comparing with the model in use",
    "applying": "putting the answers in place",
    "drawing": "drawing the futures",
    "loading": "loading the model",
}


def progress(job: Job) -> str:
    """Where running work stands: "Looking ahead: step 2 of 4, drawing the futures"."""
    if job.state is JobState.WAITING:
        return f"{_TITLES[job.kind]}: waiting for its turn"
    doing = _STEPS.get(job.doing, job.doing.replace("_", " "))
    where = f"step {max(1, job.step)} of {max(1, job.steps)}"
    return f"{_TITLES[job.kind]}: {where}{f', {doing}' if doing else ''}"


def share_done(job: Job) -> float:
    """How much of the work is behind us, 0 to 1."""
    return min(1.0, max(0, job.step) / max(1, job.steps))


def outcome(job: Job) -> str:
    """What came of ended work, as one or two sentences."""
    if job.state is JobState.CANCELLED:
        left = _LEFT.get(job.kind, "Everything is as it was before.")
        return f"{_TITLES[job.kind]} was stopped. {left}"
    if job.state is JobState.FAILED:
        return f"{_TITLES[job.kind]} did not work. {_failed(job)}"
    if job.kind is JobKind.RETRAIN:
        return verdicts.sentence(job.result)
    if job.kind is JobKind.TUNE:
        return verdicts.ahead(job.result)
    if job.result.get("broken"):
        trouble = errors.trouble_of("artifact_missing", {"path": str(job.result["broken"])})
        return f"Drawn from your last year alone. {trouble.happened} {trouble.next_step}"
    return f"{_DONE[job.kind]}."


def _failed(job: Job) -> str:
    """What happened, what stands, what to do."""
    if job.kind is JobKind.TUNE:
        return "The model in use stays, with every fan; it is tried again after your next file."
    facts = job.problem.get("facts")
    quoted = {str(name): str(value) for name, value in facts.items()} if isinstance(facts, dict) else {}
    trouble = errors.trouble_of(str(job.problem.get("code")), quoted)
    return f"{trouble.happened} {trouble.next_step}"


def is_small(job: Job) -> bool:
    """Whether ended work changed so little that nobody needs to be told."""
    if job.kind in (JobKind.TRIAL, JobKind.LOOK_BACK):
        return True
    if job.result.get("broken"):
        return False
    drawn = job.result.get("drawn")
    return job.kind is JobKind.FORECAST and isinstance(drawn, int) and drawn <= _SMALL
