"""The comparison itself: every learner taught from the history alone, asked in every way, in one table."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.feedback import corrected, realistic
from models.categorizers.compare.figures import company_mean, figures, filed_figures
from models.categorizers.compare.filing import ByProbability, Filing
from models.categorizers.compare.trials import STREAMS, Trial, held_trial
from models.contracts import OnlineCategorizer, Prediction

TARGETS = {"auto_97": 0.97, "auto_99": 0.99}
NEWEST_SHARE = 0.2
"""The last part of the history, which finds the bars for filing; it is learned from afterwards."""
FOLDS = 5
PROTOCOLS = (*STREAMS, "unseen_text", "company_out", "realistic", "explicit_correction")

Results = dict[str, dict[str, dict[str, Any]]]


def _silent(step: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Contender:
    """A learner to be compared: how to make an untaught one, and how it decides what to file."""

    make: Callable[[], OnlineCategorizer]
    filing: Callable[[float], Filing] = ByProbability


@dataclass(frozen=True)
class Comparison:
    """Two labelled frames in time order, and what to do with them; `tell` hears each step."""

    history: pd.DataFrame
    test: pd.DataFrame
    seed: int
    protocols: Sequence[str] = PROTOCOLS
    tell: Callable[[str], None] = _silent
    results: Results = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def run(self, contenders: Mapping[str, Contender]) -> Results:
        """Figures by protocol and learner; `skipped` names protocols that these rows do not allow."""
        for name, contender in contenders.items():
            started = time.perf_counter()
            self._rehearsed(name, contender)
            if "company_out" in self.protocols:
                self._company_out(name, contender)
            self.tell(f"{name}: done in {time.perf_counter() - started:.0f} s")
        return self.results

    def _rehearsed(self, name: str, contender: Contender) -> None:
        """Everything that one model taught with the whole history can be asked."""
        older, newer = split_newest(self.history)
        self.tell(f"{name}: learns the first {1 - NEWEST_SHARE:.0%} of the history")
        rehearsal = contender.make().fit(older, seed=self.seed)
        self.tell(f"{name}: learns the whole history")
        started = time.perf_counter()
        learner = contender.make().fit(self.history, seed=self.seed)
        fit_s = time.perf_counter() - started
        held: dict[str, tuple[Trial, Trial]] = {}
        for protocol in self._streams():
            before = held_trial(rehearsal, older, newer, protocol)
            held[protocol] = before, held_trial(learner, self.history, self.test, protocol)
        if "unseen_text" in self.protocols:
            before, trial = held["frozen"]
            held["unseen_text"] = _unseen(before, older), _unseen(trial, self.history)
        for protocol, (before, trial) in held.items():
            if protocol in self.protocols:
                self._keep(protocol, name, trial, _filed(contender, before, trial), fit_s)
        if "realistic" in self.protocols:
            self._realistic(name, learner, _bars(contender, held["prequential_day"][0]), fit_s)
        if "explicit_correction" in self.protocols:
            bars = _bars(contender, held["prequential_day"][0])
            for protocol, trial in corrected(learner, self.history, self.test).items():
                filed = {target: bar.accept(trial.prediction, trial.known) for target, bar in bars.items()}
                self._keep(protocol, name, trial, filed, fit_s)

    def _streams(self) -> list[str]:
        """The streams asked for, and those that other protocols stand on."""
        by_day = {"realistic", "explicit_correction"} & set(self.protocols)
        needed = {
            *self.protocols,
            *(["frozen"] if "unseen_text" in self.protocols else []),
            *(["prequential_day"] if by_day else []),
        }
        return [protocol for protocol in STREAMS if protocol in needed]

    def _realistic(
        self, name: str, learner: OnlineCategorizer, bars: Mapping[str, Filing], fit_s: float
    ) -> None:
        """One life for each target: what is asked depends on it. The figures are those at 97 %."""
        lives = {
            target: realistic(learner, self.history, self.test, bar, self.seed)
            for target, bar in bars.items()
        }
        main = lives["auto_97"]
        self._keep("realistic", name, main.trial, {}, fit_s)
        self.results["realistic"][name] |= {
            target: filed_figures(life.trial.prediction, life.trial.rows, life.filed)
            for target, life in lives.items()
        }
        self.results["realistic"][name]["labels_given"] = round(main.labels_given, 4)

    def _company_out(self, name: str, contender: Contender) -> None:
        """Each fold of companies answered by a model that never saw a label of theirs.

        The bar of a fold stands on the newest history rows of the other folds, answered alike.
        """
        fold_of = company_folds(self.history, self.test, self.seed)
        folds = sorted(set(fold_of.values()))
        taught = {at: self.history[self.history["company"].map(fold_of) != at] for at in folds}
        if any(frame["category"].nunique() < 2 for frame in taught.values()):
            self.skipped["company_out"] = "few_companies"
            return
        newest = split_newest(self.history)[1]
        trials: list[tuple[Trial, Trial]] = []
        fit_s = 0.0
        for at in folds:
            self.tell(f"{name}: learns without the companies of fold {at + 1} of {len(folds)}")
            started = time.perf_counter()
            learner = contender.make().fit(taught[at].reset_index(drop=True), seed=self.seed)
            fit_s += time.perf_counter() - started
            trials.append(
                (
                    held_trial(learner, taught[at], _of(newest, fold_of, at), "frozen"),
                    held_trial(learner, taught[at], _of(self.test, fold_of, at), "frozen"),
                )
            )
        filed: dict[str, list[npt.NDArray[np.bool_]]] = {target: [] for target in TARGETS}
        for at, (_, trial) in enumerate(trials):
            others = _joined([before for other, (before, _) in enumerate(trials) if other != at])
            for target, mask in _filed(contender, others, trial).items():
                filed[target].append(mask)
        whole = _joined([trial for _, trial in trials])
        masks = {target: np.concatenate(parts) for target, parts in filed.items()}
        self._keep("company_out", name, whole, masks, fit_s)
        mean = company_mean(whole.prediction, whole.rows)
        self.results["company_out"][name]["accuracy_company_mean"] = mean

    def _keep(
        self,
        protocol: str,
        name: str,
        trial: Trial,
        filed: Mapping[str, npt.NDArray[np.bool_]],
        fit_s: float,
    ) -> None:
        found = figures(trial.prediction, trial.rows, filed, self.seed)
        if found["n"]:
            found |= {"fit_s": round(fit_s, 1), "rows_per_s": round(found["n"] / max(trial.seconds, 1e-9))}
        self.results.setdefault(protocol, {})[name] = found
        self.tell(f"{name}: {protocol}, accuracy {found.get('accuracy', 'none')} of {found['n']} rows")


def split_newest(history: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The history before and in its last fifth of rows; the days where it is cut stay whole."""
    days = history["booked_on"].to_numpy()
    at = int(len(history) * (1 - NEWEST_SHARE))
    cut = int(np.searchsorted(days, days[at])) or int(np.searchsorted(days, days[at], side="right"))
    return history.iloc[:cut], history.iloc[cut:].reset_index(drop=True)


def company_folds(history: pd.DataFrame, test: pd.DataFrame, seed: int) -> dict[str, int]:
    """Which of five seeded parts each company belongs to; fewer parts where there are fewer companies."""
    companies = sorted(set(history["company"]) | set(test["company"]))
    order = np.random.default_rng(seed).permutation(len(companies))
    return {
        company: int(at) % min(FOLDS, len(companies)) for company, at in zip(companies, order, strict=True)
    }


def _filed(contender: Contender, before: Trial, trial: Trial) -> dict[str, npt.NDArray[np.bool_]]:
    """What would be filed at each target, by bars found on the trial before."""
    bars = _bars(contender, before)
    return {name: bar.accept(trial.prediction, trial.known) for name, bar in bars.items()}


def _bars(contender: Contender, before: Trial) -> dict[str, Filing]:
    truth = before.rows["category"]
    return {
        name: contender.filing(target).fit(before.prediction, truth, before.known)
        for name, target in TARGETS.items()
    }


def _unseen(trial: Trial, taught: pd.DataFrame) -> Trial:
    """The rows whose normalized text was never taught."""
    return trial.only(~trial.rows["payee"].isin(taught["payee"]).to_numpy())


def _of(rows: pd.DataFrame, fold_of: Mapping[str, int], fold: int) -> pd.DataFrame:
    return rows[rows["company"].map(fold_of) == fold].reset_index(drop=True)


def _joined(trials: Sequence[Trial]) -> Trial:
    return Trial(
        pd.concat([trial.rows for trial in trials], ignore_index=True),
        Prediction.joined([trial.prediction for trial in trials]),
        np.concatenate([trial.known for trial in trials]),
        sum(trial.seconds for trial in trials),
    )
