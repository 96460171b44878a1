"""Rows of the store as the learners' frames: the one contract between business and learning."""

import pandas as pd

from core.domain.money import exponent
from core.rules import nace, tables
from models.frames import LABEL_COLUMNS, SERIES, STATIC, TRANSACTIONS, check_frame

HUMAN_WEIGHT = 10.0
"""How much a person's label counts in training against a replayed or rule-decided row."""
_FLAGS = {True: "yes", False: "no"}


def with_shared_codes(rows_frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows; one without a merchant or trade code takes the one its payee has elsewhere.

    Banks name a payee's codes on some rows and leave them out on others: within one company, payee
    and direction the most frequent code speaks for all. `rows_frame` as in `learning_frame`.
    """
    shared = rows_frame.copy()
    keys = ["company", "payee_key", "direction"]
    for name in ("mcc", "counterparty_nace"):
        named = rows_frame[(rows_frame[name] != "") & (rows_frame["payee_key"] != "")]
        counts = named.groupby([*keys, name]).size().reset_index(name="rows")
        best = counts.sort_values(["rows", name], ascending=[False, True]).drop_duplicates(keys)
        found = rows_frame[keys].merge(best, on=keys, how="left")[name].fillna("")
        shared[name] = rows_frame[name].where(rows_frame[name] != "", found.to_numpy(dtype=object))
    return shared


def learning_frame(rows_frame: pd.DataFrame) -> pd.DataFrame:
    """Payments with `models.frames.TRANSACTIONS`, the MCC and NACE tables' answers among them.

    `rows_frame` has the columns of `core.store.frames.ROWS`; the order of rows is kept. Account and
    company are opaque keys.
    """
    rows = rows_frame.reset_index(drop=True)
    units = rows["currency"].map({name: 10.0 ** exponent(name) for name in rows["currency"].unique()})
    frame = pd.DataFrame(
        {
            "part_id": rows["part_id"].astype("int64"),
            "company": rows["company"].astype(str),
            "account": rows["account_id"].astype(str),
            "booked_on": pd.to_datetime(rows["booked_on"]),
            "amount": rows["amount_minor"].astype("float64") / units.astype("float64"),
            "currency": rows["currency"],
            "direction": rows["direction"],
            "payee": rows["payee_key"],
            "text": rows["counterparty"].where(rows["counterparty"] != "", rows["text"]),
            "mcc": rows["mcc"],
            "nace": rows["counterparty_nace"],
            "type_code": rows["type_code"],
            "bank_code": rows["bank_code"],
            "standing_order": rows["standing_order"].map(_FLAGS).fillna(""),
            "contactless": rows["contactless"].map(_FLAGS).fillna(""),
            "mcc_answer": tables.answers(tables.load("mcc"), rows["mcc"]),
            "nace_answer": nace.answers(rows),
        }
    )
    return check_frame(_as_text(frame), TRANSACTIONS)


def labelled_frame(rows_frame: pd.DataFrame, human: "pd.Series[bool]") -> pd.DataFrame:
    """The same with `models.frames.LABEL_COLUMNS`; `human` marks rows that a person filed."""
    frame = learning_frame(rows_frame)
    by_people = human.to_numpy(dtype=bool)
    frame["category"] = rows_frame["category"].to_numpy(dtype=object)
    frame["weight"] = by_people * (HUMAN_WEIGHT - 1.0) + 1.0
    frame["human"] = by_people.astype("int64")
    return check_frame(frame, LABEL_COLUMNS)


def forecast_frames(
    weekly_frame: pd.DataFrame, company_id: int, nace: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Series and their static facts with `models.frames.SERIES` and `STATIC`.

    `weekly_frame` has the columns of `core.series.weekly.COLUMNS`.
    """
    series = weekly_frame[["unique_id", "ds", "y"]].reset_index(drop=True)
    keys = weekly_frame.drop_duplicates("unique_id")
    static = pd.DataFrame(
        {
            "unique_id": keys["unique_id"].to_numpy(dtype=object),
            "company": str(company_id),
            "category": keys["category"].to_numpy(dtype=object),
            "direction": keys["direction"].to_numpy(dtype=object),
            "nace": nace,
        }
    )
    return check_frame(series, SERIES), check_frame(_as_text(static), STATIC)


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    # An empty column loses its kind on the way through pandas.
    texts = [name for name, column in TRANSACTIONS.items() if column.kind == "text" and name in frame]
    return frame.astype(dict.fromkeys(texts, object)) if frame.empty else frame
