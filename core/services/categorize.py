"""Categorize: the deciders in their order, first answer wins, no machine over a person."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.domain.categories import GUESS_FLOOR, UNCATEGORISED, master_of
from core.domain.labels import Decider, Guess, Label, Reason, Status
from core.registry.frames import labelled_frame, learning_frame, with_shared_codes
from core.rules.own_categories import Following
from core.rules.steps import AFTER_LEARNING, BEFORE_LEARNING, first_answers
from core.rules.verdicts import COLUMNS, Key, Known, Verdict, Verdicts
from core.rules.whole_payees import WholePayees
from core.store import acts, audits, filed_again, frames, labels, own_categories, people
from core.store.unit import Unit
from models.categorizers.acceptance import least_sure
from models.categorizers.memory import Memory
from models.categorizers.scores import top_answers
from models.categorizers.served import Answers, Served

__all__ = ["Answered", "Counts", "answer", "by_rules", "keep", "memory_of"]

BY_RULE = frozenset({Decider.OWN_TRANSFER, Decider.TYPE_CODE, Decider.OWNER_RULE})
_SOURCES = {"memory": Decider.MEMORY, "model": Decider.MODEL, "words": Decider.WORDS_TABLE}


@dataclass(frozen=True)
class Answered:
    """Labels a learner gave, and the rows as they stood when it did."""

    company_id: int
    rows_frame: pd.DataFrame
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How a company's rows stand after sorting, and how many labels changed.

    `towards_you` counts changes into a category that this company's people have filed something under.
    """

    decided: int
    guessed: int
    asked: int
    changed: int
    towards_you: int


def by_rules(unit: Unit, company_id: int, payee_key: str = "") -> Counts:
    """Sort with rules and memory alone: what needs no trained model, at once.

    Rows the model filed keep its label, unless a rule now says otherwise. Rows nobody answers for
    are asked for until the model has seen them. With `payee_key` only those rows are touched that the
    owner's rule for this payee holds, or has just let go.
    """
    rows = frames.rows_frame(unit, company_id)
    machine = rows[rows["decider"] != Decider.YOU.value].reset_index(drop=True)
    verdicts = first_answers(machine[list(COLUMNS)], _known(unit, company_id), BEFORE_LEARNING)
    if payee_key:
        held = machine["part_id"].isin(list(verdicts)) | (machine["decider"] == Decider.OWNER_RULE.value)
        machine = machine[held & (machine["payee_key"] == payee_key)]
        verdicts = {part: verdicts[part] for part in machine["part_id"].tolist() if part in verdicts}
    settled = {Decider.MODEL.value, Decider.WORDS_TABLE.value}
    ruled = machine["part_id"].isin(list(verdicts))
    loose = machine[~ruled & ~machine["decider"].isin(settled)].reset_index(drop=True)
    answers = _remembered(unit, company_id, loose) if len(loose) else pd.DataFrame()
    tables = first_answers(loose[list(COLUMNS)], Known(), AFTER_LEARNING)
    found = [_by_verdict(part_id, verdict) for part_id, verdict in verdicts.items()]
    found += [_remembered_or_asked(answer, tables) for answer in answers.to_dict("records")]
    return _stored(unit, company_id, rows, found, over_rules=True)


def answer(unit: Unit, company_id: int, served: Served, model_version_id: int) -> Answered:
    """What the learner and the company's memory say of all rows neither a person nor a rule settled.

    Reads only, since it takes seconds; `keep` puts it in force.
    """
    rows = frames.rows_frame(unit, company_id)
    settled = [Decider.YOU.value, *(decider.value for decider in BY_RULE)]
    open_rows = ~rows["decider"].isin(settled)
    if not open_rows.any():
        return Answered(company_id, rows, ())
    loose = rows[open_rows].reset_index(drop=True)
    coded = with_shared_codes(rows)
    target = people.right_of_100(unit, company_id) / 100
    answers = served.predict_with(learning_frame(coded[open_rows]), _filed(unit, company_id, coded), target)
    tables = first_answers(loose[~answers.trusted][list(COLUMNS)], Known(), AFTER_LEARNING)
    accepted = answers.accepted & _borne_out(unit, company_id, answers, target)
    given = _by_learner(loose, replace(answers, accepted=accepted), tables, model_version_id)
    said = WholePayees.of(_said(unit, company_id)).answers(loose)
    return Answered(company_id, rows, tuple(map(_as_said, given, said)))


def keep(unit: Unit, answered: Answered) -> Counts:
    """Put the learner's answers in force, where no person or rule has decided meanwhile."""
    return _stored(unit, answered.company_id, answered.rows_frame, answered.labels, over_rules=False)


def memory_of(unit: Unit, company_id: int) -> Memory:
    """What this company's people decided, oldest first, ready to answer."""
    return _memory(_said(unit, company_id))


def _memory(said: pd.DataFrame) -> Memory:
    return Memory.from_frame(
        pd.DataFrame(
            {
                "company": said["company"].astype(str),
                "account": said["account"].astype(str),
                "payee": said["payee_key"].astype(object),
                "direction": said["direction"].astype(object),
                "category": said["category"].astype(object),
                "human": np.ones(len(said), dtype=np.int64),
            }
        )
    )


def _remembered(unit: Unit, company_id: int, loose: pd.DataFrame) -> pd.DataFrame:
    """What memory says of each row, and what people said of the whole payee."""
    said = _said(unit, company_id)
    answers = _memory(said).answer(learning_frame(loose))
    return answers.assign(said=WholePayees.of(said).answers(loose))


def _said(unit: Unit, company_id: int) -> pd.DataFrame:
    """What people said, oldest first: of rows of undone files where nothing newer is said, then in force."""
    said = labels.by_people_frame(unit, company_id)
    kept = filed_again.still_said_frame(unit, company_id)
    return said if kept.empty else pd.concat([kept, said], ignore_index=True)


def _filed(unit: Unit, company_id: int, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that people filed, as lessons, oldest filing first."""
    order = labels.by_people_frame(unit, company_id)["part_id"]
    filed = rows[rows["decider"] == Decider.YOU.value].set_index("part_id", drop=False)
    filed = filed.loc[order[order.isin(filed.index)]]
    return labelled_frame(filed, filed["decider"] == Decider.YOU.value)


def _borne_out(unit: Unit, company_id: int, answers: Answers, target: float) -> npt.NDArray[np.bool_]:
    """Which answers are as sure as the company's random checks ask for before a row files itself."""
    checks = audits.answered_frame(unit, company_id)
    right = (checks["category"] == checks["answered_category"]).to_numpy(dtype=np.bool_)
    least = least_sure(checks["probability"].to_numpy(dtype=np.float64), right, target)
    borne_out: npt.NDArray[np.bool_] = top_answers(answers.prediction)[1] >= least
    return borne_out


def _below_masters(unit: Unit, company_id: int) -> Following:
    """What takes an answer, always a master category, on to one of the company's own below it."""
    own = own_categories.own_categories(unit, company_id)
    if not own:
        return Following()
    return Following.of(_said(unit, company_id), own)


def _known(unit: Unit, company_id: int) -> Known:
    company = people.company(unit, company_id)
    numbers: dict[tuple[Key, str], Key] = {
        (company_id, account.number): account.id
        for account in people.accounts(unit, company_id)
        if account.number
    }
    rules: dict[tuple[Key, str, str], str] = {
        (company_id, payee, side): name for (payee, side), name in acts.rules(unit, company_id).items()
    }
    return Known(numbers, {company_id: (company.name,)}, rules)


def _by_verdict(part_id: int, verdict: Verdict) -> Label:
    if verdict.decider in BY_RULE:
        return Label(part_id, verdict.category, verdict.decider, Status.DECIDED, None, verdict.reasons)
    guesses = (Guess(verdict.category, None),)
    return Label(part_id, verdict.category, verdict.decider, Status.GUESSED, None, verdict.reasons, guesses)


def _remembered_or_asked(answer: dict[Hashable, Any], tables: Verdicts) -> Label:
    part_id, category = int(answer["part_id"]), str(answer["category"])
    probability = float(answer["probability"])
    if category and probability >= GUESS_FLOOR:
        count, out_of = int(answer["count"]), int(answer["out_of"])
        remembered = Label(
            part_id,
            category,
            Decider.MEMORY,
            Status.GUESSED,
            probability,
            (Reason("payee", "", count, out_of),),
            (Guess(category, probability),),
        )
        return _as_said(remembered, str(answer["said"]))
    if part_id in tables:
        return _by_verdict(part_id, tables[part_id])
    return Label(part_id, UNCATEGORISED, Decider.NOBODY, Status.ASKED)


def _as_said(label: Label, said: str) -> Label:
    """The label, or what people said of the whole payee: their word needs no odds."""
    if not said:
        return label
    return replace(label, category=said, decider=Decider.MEMORY, status=Status.DECIDED, probability=None)


def _by_learner(
    loose: pd.DataFrame, answers: Answers, tables: Verdicts, model_version_id: int
) -> list[Label]:
    places, sureness = answers.prediction.top(3)
    payees = loose["payee_key"].tolist()
    found = []
    for row, part in enumerate(answers.prediction.part_ids):
        guesses = tuple(
            Guess(answers.prediction.categories[place], round(float(probability), 4))
            for place, probability in zip(places[row], sureness[row], strict=True)
            if probability > 0
        )
        verdict = tables.get(int(part))
        label = (
            _by_verdict(int(part), verdict)
            if verdict
            else _guessed(int(part), guesses, bool(answers.accepted[row]))
        )
        if label.decider is Decider.MODEL:
            count, out_of = int(answers.count[row]), int(answers.out_of[row])
            reason = Reason("payee", payees[row], count, out_of)
            decider = _SOURCES[str(answers.sources[row])]
            label = replace(label, decider=decider, reasons=(reason,) if out_of else ())
        found.append(replace(label, guesses=guesses, model_version_id=model_version_id))
    return found


def _guessed(part_id: int, guesses: tuple[Guess, ...], accepted: bool) -> Label:
    best = guesses[0]
    if best.probability is None or best.probability < GUESS_FLOOR:
        return Label(part_id, UNCATEGORISED, Decider.NOBODY, Status.ASKED)
    status = Status.DECIDED if accepted else Status.GUESSED
    return Label(part_id, best.category, Decider.MODEL, status, best.probability)


def _stored(
    unit: Unit, company_id: int, rows: pd.DataFrame, found: Iterable[Label], *, over_rules: bool
) -> Counts:
    """Put the labels that differ from those in force, and count how all rows stand afterwards."""
    standing = zip(rows["place"], rows["decider"], rows["status"], strict=True)
    before = dict(zip(rows["part_id"], standing, strict=True))
    payees = dict(zip(rows["part_id"], zip(rows["payee_key"], rows["direction"], strict=True), strict=True))
    following = _below_masters(unit, company_id)
    versions = dict(zip(rows["part_id"], rows["version"], strict=True))
    after = dict(before)
    fresh = []
    for answered in found:
        payee_key, direction = payees[answered.part_id]
        label = following.settle(answered, payee_key, direction, before[answered.part_id][0])
        now = (label.category, label.decider.value, label.status.value)
        rescored = label.model_version_id is not None and versions[label.part_id] != label.model_version_id
        if before[label.part_id] != now or rescored:
            fresh.append(label)
            after[label.part_id] = now
    moved = [label for label in fresh if before[label.part_id][0] != label.category]
    yours = set(rows.loc[rows["decider"] == Decider.YOU.value, "category"])
    labels.put(unit, fresh, over_rules=over_rules)
    people.touch(unit, company_id)
    statuses = [status for _, _, status in after.values()]
    return Counts(
        statuses.count(Status.DECIDED.value),
        statuses.count(Status.GUESSED.value),
        statuses.count(Status.ASKED.value),
        len(moved),
        sum(master_of(label.category) in yours for label in moved),
    )
