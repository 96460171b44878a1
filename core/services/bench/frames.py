"""Labelled rows of a file as learners read them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.domain.categories import UNCATEGORISED
from core.domain.errors import MeasureRefused
from core.rules import nace, tables
from models.features.text import normalize_payees
from models.frames import LABEL_COLUMNS, TRANSACTIONS


@dataclass(frozen=True)
class Measured:
    """What is learned from, what is asked, and what was left out of both (counts by reason)."""

    history_frame: pd.DataFrame
    test_frame: pd.DataFrame
    left_out: dict[str, int]


def measured(
    history: pd.DataFrame, test: pd.DataFrame, masters: Mapping[str, str] | None, min_rows: int
) -> Measured:
    """Both files as frames with `frames.TRANSACTIONS` and `LABEL_COLUMNS`.

    With `masters` each label stands for its master category; labels without one are left out. So are
    labels with fewer than `min_rows` rows in the history. Raises MeasureRefused.
    """
    if test["date"].min() <= history["date"].max():
        raise MeasureRefused(
            "overlap",
            history_end=history["date"].max().date(),
            test_start=test["date"].min().date(),
        )
    left_out: dict[str, int] = {}
    if masters is not None:
        history, left_out["history_without_master"] = under_masters(history, masters)
        test, left_out["test_without_master"] = under_masters(test, masters)
        if not len(history):
            raise MeasureRefused("nothing_to_test")
    common = common_labels(history, min_rows)
    left_out["labels_too_rare"] = history["label"].nunique() - len(common)
    left_out["history_label_too_rare"] = int((~history["label"].isin(common)).sum())
    left_out["test_label_too_rare"] = int((~test["label"].isin(common)).sum())
    history, test = history[history["label"].isin(common)], test[test["label"].isin(common)]
    if not len(test):
        raise MeasureRefused("nothing_to_test")
    return Measured(payments(history, 0), payments(test, len(history)), left_out)


def common_labels(history: pd.DataFrame, min_rows: int) -> set[str]:
    """The labels with at least so many rows. Raises MeasureRefused where there are not two."""
    counts = history["label"].value_counts()
    common = set(counts.index[counts >= min_rows])
    if not common:
        raise MeasureRefused("labels_rare", min_rows=min_rows, label=counts.index[0], rows=counts.iloc[0])
    if len(common) == 1:
        raise MeasureRefused("one_label", min_rows=min_rows, label=next(iter(common)))
    return common


def under_masters(rows: pd.DataFrame, masters: Mapping[str, str]) -> tuple[pd.DataFrame, int]:
    """The rows whose label has a master category, under it, and how many have none."""
    master = rows["label"].map(masters).fillna("")
    known = ~master.isin(["", UNCATEGORISED])
    return rows.assign(label=master)[known], int((~known).sum())


def payments(rows: pd.DataFrame, first_id: int) -> pd.DataFrame:
    """Rows of a file in the columns of `models.frames`; "" where the file says nothing."""
    rows = rows.reset_index(drop=True)
    direction = np.where(rows["amount"] > 0, "in", "out")
    frame = rows.assign(
        part_id=np.arange(first_id, first_id + len(rows), dtype=np.int64),
        booked_on=rows["date"],
        direction=direction,
        payee=normalize_payees(rows["counterparty"], rows["text"]),
        mcc_answer=tables.answers(tables.load("mcc"), rows["mcc"]),
        nace_answer=nace.answers(rows.assign(counterparty_nace=rows["nace"], direction=direction)),
        category=rows["label"],
        weight=1.0,
        human=0,
    )
    columns = TRANSACTIONS | LABEL_COLUMNS
    frame = frame.assign(**{name: "" for name in columns if name not in frame})
    text = {name: object for name, column in columns.items() if column.kind == "text"}
    return frame[list(columns)].astype(text)
