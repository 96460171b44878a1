"""Learners among people: labels come for what was asked, or as a correction of what was wrong."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.batches import batches_of, day_by_day
from models.categorizers.compare.filing import Filing
from models.categorizers.compare.trials import Trial, known_labels, untouched
from models.categorizers.scores import top_answers
from models.contracts import OnlineCategorizer, Prediction

AUDIT_SHARE = 0.05
REFIT_DAYS = 28

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lived:
    """A trial with what the learner filed by itself, and the share of rows a person had to label."""

    trial: Trial
    filed: Mask
    labels_given: float


def realistic(
    learner: OnlineCategorizer, learned: pd.DataFrame, rows: pd.DataFrame, filing: Filing, seed: int
) -> Lived:
    """Day after day: what is not filed is asked, and one in twenty of all cards is looked at anyhow.

    The learner hears the truth of those alone, at the day's end. Every four weeks the bar is found anew
    from the random cards. Needs `filing` fitted on the history.
    """
    audited = np.random.default_rng(seed).random(len(rows)) < AUDIT_SHARE
    filed = np.zeros(len(rows), dtype=bool)
    known = np.zeros(len(rows), dtype=np.int64)
    labelled = learned["company"].value_counts().to_dict()
    state, cards = untouched(learner), _Cards()
    answers: list[Prediction] = []
    days = rows["booked_on"].to_numpy()
    next_refit = days[0] + np.timedelta64(REFIT_DAYS, "D") if len(rows) else None
    started = time.perf_counter()
    for at in batches_of(day_by_day(rows)):
        day = rows.iloc[at]
        if days[at.start] >= next_refit:
            cards.refit(filing)
            cards = _Cards()
            next_refit = days[at.start] + np.timedelta64(REFIT_DAYS, "D")
        prediction = state.answer(day)
        known[at] = day["company"].map(labelled).fillna(0).to_numpy(dtype=np.int64)
        filed[at] = filing.accept(prediction, known[at])
        given = day[~filed[at] | audited[at]]
        state.learn(given)
        for company, count in given["company"].value_counts().items():
            labelled[company] = labelled.get(company, 0) + int(count)
        cards.add(prediction, day["category"], known[at], audited[at])
        answers.append(prediction)
    seconds = time.perf_counter() - started
    given_share = float((~filed | audited).mean()) if len(rows) else 0.0
    return Lived(Trial(rows, Prediction.joined(answers), known, seconds), filed, given_share)


class _Cards:
    """Random cards since the bar was last found."""

    def __init__(self) -> None:
        self._answers: list[Prediction] = []
        self._truth: list[pd.Series] = []
        self._known: list[npt.NDArray[np.int64]] = []

    def add(
        self, prediction: Prediction, truth: pd.Series, known: npt.NDArray[np.int64], drawn: Mask
    ) -> None:
        part = Prediction(prediction.part_ids[drawn], prediction.categories, prediction.probability[drawn])
        self._answers.append(part)
        self._truth.append(truth[drawn])
        self._known.append(known[drawn])

    def refit(self, filing: Filing) -> None:
        if self._truth:
            filing.refit(
                Prediction.joined(self._answers), pd.concat(self._truth), np.concatenate(self._known)
            )


def corrected(learner: OnlineCategorizer, learned: pd.DataFrame, rows: pd.DataFrame) -> Mapping[str, Trial]:
    """What is answered after an owner's correction, where the owner's next label repeats it.

    Day after day every wrong answer is corrected by a person's hand (`human` 1), every right one is
    learned as it is. Scored is the first row of the same account and payee on a later day, where its
    label is the corrected one: "explicit_correction" after any correction, "explicit_correction_first"
    where the correction was the first label of its account and payee at all.
    """
    batch = day_by_day(rows)
    wrong = np.zeros(len(rows), dtype=bool)
    state = untouched(learner)
    answers: list[Prediction] = []
    started = time.perf_counter()
    for at in batches_of(batch):
        day = rows.iloc[at]
        prediction = state.answer(day)
        wrong[at] = top_answers(prediction)[0] != day["category"].to_numpy(dtype=object)
        state.learn(day.assign(human=wrong[at].astype(np.int64)))
        answers.append(prediction)
    seconds = time.perf_counter() - started
    trial = Trial(rows, Prediction.joined(answers), known_labels(learned, rows, batch), seconds)
    after, first = _repeats(learned, rows, batch, wrong)
    return {"explicit_correction": trial.only(after), "explicit_correction_first": trial.only(first)}


def _repeats(
    learned: pd.DataFrame, rows: pd.DataFrame, batch: npt.NDArray[np.intp], wrong: Mask
) -> tuple[Mask, Mask]:
    """Which rows repeat the correction before them, and which of those the pair's very first label."""
    codes, pairs = pd.factorize(_pairs(rows))
    asked = pd.DataFrame(
        {"pair": codes, "batch": batch, "row": np.arange(len(rows)), "label": rows["category"].to_numpy()}
    )
    days = asked.groupby(["pair", "batch"]).agg(
        first=("row", "first"), last=("row", "last"), size=("row", "size"), label=("label", "last")
    )
    by_pair = days.groupby(level="pair")
    before = by_pair[["last", "label"]].shift()
    counts = _pairs(learned).value_counts().reindex(pairs).fillna(0).to_numpy()
    history = counts[days.index.get_level_values("pair")]
    labels_before = by_pair["size"].cumsum() - days["size"] + history
    there = before["last"].notna().to_numpy()
    was_wrong = np.zeros(len(days), dtype=bool)
    was_wrong[there] = wrong[before["last"][there].to_numpy(dtype=np.intp)]
    truth = asked["label"].to_numpy()[days["first"].to_numpy()]
    scored = there & was_wrong & (truth == before["label"].to_numpy())
    after, first = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    after[days["first"].to_numpy()[scored]] = True
    first[days["first"].to_numpy()[scored & (labels_before == 1).to_numpy()]] = True
    return after, first


def _pairs(rows: pd.DataFrame) -> pd.Series:
    """One text for an account and a payee of a company."""
    pair: pd.Series = rows["company"] + "\x1f" + rows["account"] + "\x1f" + rows["payee"]
    return pair
