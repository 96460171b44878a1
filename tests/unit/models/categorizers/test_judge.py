"""The judge: each reason to keep the champion, on answers one can count."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.categorizers.judge import judge
from models.contracts import Prediction
from tests.contract.made_payments import made_payments

NAMES = ("office", "supplier", "travel", "vehicle")


@dataclass(frozen=True)
class Told:
    """A learner that answers what a column of the frame says, with this probability."""

    column: str
    sure: float = 0.9

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        at = pd.Index(NAMES).get_indexer(pd.Index(transactions[self.column]))
        probability = np.full((len(at), 4), (1 - self.sure) / 3, dtype=np.float32)
        probability[np.arange(len(at)), at] = self.sure
        return Prediction(transactions["part_id"].to_numpy(), NAMES, probability)

    def predict_held_out(self, transactions: pd.DataFrame) -> Prediction:
        return self.predict(transactions)


def labels(payees: int, rows_each: int = 1) -> pd.DataFrame:
    """Payees "p0", "p1" ... that a person put under office; `old` and `new` hold the answers."""
    frame = made_payments(payees * rows_each)
    frame["payee"] = [f"p{number % payees}" for number in range(len(frame))]
    return frame.assign(category="office", human=1, old="office", new="office")


def slice_of(rows: int = 400, wrong: int = 40) -> pd.DataFrame:
    """A frozen slice in which `wrong` of the answers of both learners are wrong."""
    frame = made_payments(rows).assign(payee=[f"p{number}" for number in range(rows)])
    other = frame["category"].map(dict(zip(NAMES, NAMES[1:] + NAMES[:1], strict=True)))
    answer = frame["category"].where(np.arange(rows) % (rows // wrong) != 0, other)
    return frame.assign(old=answer, new=answer, other=other)


OLD, NEW = Told("old"), Told("new")


def test_an_equal_challenger_serves() -> None:
    verdict = judge(OLD, NEW, labels(40), slice_of())
    assert (verdict.promote, verdict.codes) == (True, ())
    assert verdict.champion.accuracy == 1.0
    assert verdict.confusion.to_numpy().tolist() == [["office", "office", 40]]


def test_a_challenger_that_learned_serves_and_the_confusion_is_its_own() -> None:
    human = labels(40)
    human.loc[:9, "old"] = "travel"
    verdict = judge(OLD, NEW, human, slice_of())
    assert verdict.promote
    assert (verdict.champion.accuracy, verdict.challenger.accuracy) == (0.75, 1.0)
    assert verdict.confusion["rows"].sum() == 40


def test_without_a_label_the_slice_alone_decides() -> None:
    verdict = judge(OLD, NEW, labels(0), slice_of())
    assert (verdict.promote, verdict.champion.rows) == (True, 0)
    assert verdict.confusion.empty


def test_one_confirmed_payee_lost_keeps_the_champion() -> None:
    human = labels(40)
    human.loc[0, "new"] = "travel"
    verdict = judge(OLD, NEW, human, slice_of())
    assert verdict.codes == ("flipped_confirmed",)
    assert not verdict.promote


def test_a_lean_that_changes_sides_is_no_flip() -> None:
    human = labels(40)
    human.loc[0, "new"] = "travel"
    assert judge(OLD, Told("new", sure=0.45), human, slice_of()).codes == ("ece_high",)


def test_a_payee_paid_daily_counts_once() -> None:
    """Five rows of each of two payees are looked at, though one has a thousand."""
    human = pd.concat([labels(1, 1000), labels(1, 5).assign(payee="rare")])
    assert judge(OLD, NEW, human, slice_of()).challenger.rows == 10


def test_worse_on_the_frozen_slice_keeps_the_champion() -> None:
    frozen = slice_of()
    frozen.loc[frozen.index % 9 == 1, "new"] = frozen["other"]
    codes = judge(OLD, NEW, labels(40), frozen).codes
    assert {"macro_f1_lower", "recall_drop", "ece_high"} == set(codes)


def test_one_category_forgotten_is_a_recall_drop() -> None:
    frozen = slice_of(wrong=1)
    travel = np.flatnonzero(frozen["category"] == "travel")
    frozen.loc[travel[:8], "new"] = "office"
    assert "recall_drop" in judge(OLD, Told("new", 0.98), labels(40), frozen).codes


def test_one_category_given_to_payees_that_nothing_links_to_it_keeps_the_champion() -> None:
    """The challenger learned the error and finds it plausible; the champion, who did not, names others."""
    human = labels(12)
    human.loc[:3, "old"] = ["travel", "vehicle", "supplier", "travel"]
    assert judge(OLD, NEW, human, slice_of()).codes == ("evidence_against",)
    human.loc[0, "old"] = "office"
    assert judge(OLD, NEW, human, slice_of()).promote
