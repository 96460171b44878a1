"""The whole loop on invented payments whose truth is known: corrected, learned, judged, served or kept."""

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from core import flow
from core.demo.made import made_file, made_payments
from core.domain.handouts import Answers
from core.domain.labels import Reach
from core.flow import House
from core.jobs.training import train
from core.jobs.worker import Worker
from core.store.schema import LabelRow, PartRow, TransactionRow
from tests.unit.core.houses import TODAY, correction, open_at

pytestmark = pytest.mark.slow

ROWS, SEED = 4000, 33
PAYEES = 12
FIRST_LINE = 2


def _sorted_rows(house: House) -> pd.DataFrame:
    """part_id, payee, category and truth of every row, sorted by rules and the shipped model."""
    data = made_file(ROWS, TODAY, SEED)
    flow.bring_in(house, house.scope("local"), "made.csv", data, Answers(company_name="Made"))
    Worker(house).work_off()
    truth = made_payments(ROWS, TODAY, SEED)["category"].to_numpy()
    query = (
        select(PartRow.id, TransactionRow.payee_key, LabelRow.category, TransactionRow.line_no)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .where(LabelRow.decider.in_(["model", "words_table", "nobody", "mcc_table", "nace_table"]))
    )
    with house.look(house.scope("system")) as unit:
        rows = pd.DataFrame(unit.session.execute(query).all(), columns=["part_id", "payee", "said", "line"])
    rows["truth"] = truth[rows["line"] - FIRST_LINE]
    return rows


def _wrongly_sorted(rows: pd.DataFrame) -> pd.DataFrame:
    """The twelve payees with most rows filed elsewhere than they belong: payee, part_id, truth."""
    wrong = rows[(rows["said"] != rows["truth"]) & (rows["payee"] != "")]
    most = wrong.groupby("payee").size().nlargest(PAYEES).index
    by_payee = rows[rows["payee"].isin(most)].groupby("payee")
    answers = by_payee.agg(part_id=("part_id", "min"), truth=("truth", lambda each: each.mode()[0]))
    return answers.reset_index()


def _learned(house: House, answers: pd.DataFrame) -> dict[str, object]:
    for part_id, category in zip(answers["part_id"], answers["truth"], strict=True):
        flow.correct(house, house.scope("local"), correction(1, int(part_id), category, reach=Reach.PAYEE))
    return train(house, house.scope("system"), lambda *_: None)


def test_right_corrections_promote_the_challenger(tmp_path: Path) -> None:
    house = open_at(tmp_path)
    verdict = _learned(house, _wrongly_sorted(_sorted_rows(house)))
    assert (verdict["promoted"], verdict["codes"], verdict["corrections"]) == (True, [], PAYEES)
    assert int(str(verdict["rows_changed"])) > 0


def test_planted_wrong_corrections_keep_the_champion(tmp_path: Path) -> None:
    house = open_at(tmp_path)
    answers = _wrongly_sorted(_sorted_rows(house))
    others = ("insurance", "travel", "payroll", "it", "taxes", "meals", "office", "utilities")
    answers["truth"] = [
        others[at % len(others)] if others[at % len(others)] != truth else others[(at + 1) % len(others)]
        for at, truth in enumerate(answers["truth"])
    ]
    verdict = _learned(house, answers)
    assert verdict["promoted"] is False
    assert verdict["rows_changed"] == 0


def test_one_wrong_category_planted_on_every_payee_keeps_the_champion(tmp_path: Path) -> None:
    """The other eleven teach the same error, so only what speaks for none of them can tell."""
    house = open_at(tmp_path)
    answers = _wrongly_sorted(_sorted_rows(house)).assign(truth="insurance")
    verdict = _learned(house, answers)
    assert (verdict["promoted"], verdict["codes"]) == (False, ["evidence_against"])
    assert verdict["rows_changed"] == 0
