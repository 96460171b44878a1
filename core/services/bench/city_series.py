"""Weekly series to measure forecasts on, made from public payments and from cash machines."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.domain.categories import UNCATEGORISED
from core.domain.weeks import first_open_week
from core.rules import tables
from models.artifacts import sha256_of

MANCHESTER = "manchester_spend_2010_2018.csv.gz"
BIRMINGHAM = "birmingham_pcard_to_2016.csv.gz"
NN5 = "nn5_daily_111x791.csv.gz"
SERIES, STATIC, ORIGIN = "series.csv.gz", "static.csv", "origin.json"
FEWEST_PAYMENTS = 10
"""A series needs more payments than that before its last year. Source: the paper, more than 10 each."""
WINDOW_WEEKS = 160
"""The paper's window: a Manchester series began at least so long before the last year."""
CASH = "cash"
_FEWEST_DAYS = 4
_LAST_YEAR = pd.Timedelta(weeks=52)
_STATIC_COLUMNS = ["unique_id", "company", "category", "nace", "size"]


@dataclass(frozen=True)
class City:
    """One public file: its name, how it becomes payments, and what it does not know.

    `read` gives day, y (money out is positive), company, label (the source's own category: a company's
    payments of one label are a series) and category (the master it belongs to). Weeks that touch one of
    `missing_months` are unknown; days before `since` are left out. A series needs `weeks_before` weeks
    before its last year. No source names its companies' trade or size: those stay empty, unknown.
    """

    file: str
    read: Callable[[Path], pd.DataFrame]
    since: str = ""
    missing_months: tuple[str, ...] = ()
    weeks_before: int = 0


def make_series(city: City, shared_data: Path, out: Path, until: date | None = None) -> dict[str, Any]:
    """Write `SERIES`, `STATIC` and where they come from; days after `until` are never read.

    Which series take part is decided by what lies over a year before the end, so that no tested week
    has a say: over 10 payments, at least one in the year before, and the paper's window where the
    source is long enough. Each goes from its first payment's week to the last whole week, zero-filled:
    that a series fell silent is only known afterwards, so it is no reason to end it. FINDINGS 3b counts
    otherwise (series paid within half a year before the test, dense by their last year alone), which is
    why it has 356 series of Manchester, 103 dense, where these are 385 and 84.
    Raises FileNotFoundError where the source is missing.
    """
    payments_frame = city.read(shared_data / city.file)
    if city.since:
        payments_frame = payments_frame[payments_frame["day"] >= city.since]
    if until is not None:
        payments_frame = payments_frame[payments_frame["day"] <= pd.Timestamp(until)]
    open_week = pd.Timestamp(first_open_week(payments_frame["day"].max().date()))
    rows = payments_frame[payments_frame["day"] < open_week]
    chosen = _chosen(rows, open_week - _LAST_YEAR, city.weeks_before)
    series_frame = _weekly(rows[rows["unique_id"].isin(chosen)], open_week, city.missing_months)
    static_frame = rows[rows["unique_id"].isin(chosen)].drop_duplicates("unique_id").sort_values("unique_id")
    out.mkdir(parents=True, exist_ok=True)
    series_frame.to_csv(
        out / SERIES, index=False, float_format="%.10g", compression={"method": "gzip", "mtime": 0}
    )
    static_frame.assign(nace="", size="")[_STATIC_COLUMNS].to_csv(out / STATIC, index=False)
    facts = {
        "source": city.file,
        "sha256": sha256_of(shared_data / city.file),
        "series": len(chosen),
        "series_left_out": int(rows["unique_id"].nunique()) - len(chosen),
        "last_week": f"{open_week - pd.Timedelta(weeks=1):%Y-%m-%d}",
    }
    _add_to_origin(out / ORIGIN, facts)
    return facts


def _chosen(rows: pd.DataFrame, last_year: pd.Timestamp, weeks_before: int) -> set[str]:
    earlier = rows[rows["day"] < last_year].groupby("unique_id")["day"].agg(["size", "min", "max"])
    lively = earlier["max"] >= last_year - _LAST_YEAR
    long_ago = earlier["min"] < last_year - pd.Timedelta(weeks=weeks_before)
    return set(earlier.index[(earlier["size"] > FEWEST_PAYMENTS) & lively & long_ago])


def _weekly(rows: pd.DataFrame, open_week: pd.Timestamp, missing_months: tuple[str, ...]) -> pd.DataFrame:
    """Sums by series and Monday, zero-filled from the first week with a payment; NaN in missing months.

    A week whose payments are all unknown is unknown too.
    """
    if rows.empty:
        return pd.DataFrame(columns=["unique_id", "ds", "y"])
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = pd.date_range(monday.min(), open_week, freq="7D", inclusive="left")
    names, at = np.unique(rows["unique_id"].to_numpy(dtype=str), return_inverse=True)
    week = ((monday - weeks[0]) // pd.Timedelta(weeks=1)).to_numpy()
    y, told = np.zeros((len(names), len(weeks))), np.zeros((len(names), len(weeks)), dtype=bool)
    known = rows["y"].notna().to_numpy()
    np.add.at(y, (at[known], week[known]), rows["y"].to_numpy()[known])
    told[at, week] = True
    begun = np.maximum.accumulate(told, axis=1)
    told[at[known], week[known]] = False
    y[told] = np.nan
    y[:, [_touches(each, missing_months) for each in weeks]] = np.nan
    series, column = np.nonzero(begun)
    amounts = np.round(y[series, column], 2)
    return pd.DataFrame({"unique_id": names[series], "ds": weeks[column], "y": amounts})


def _touches(week: pd.Timestamp, months: tuple[str, ...]) -> bool:
    days = (week, week + pd.Timedelta(days=6))
    return any(f"{day:%Y-%m}" in months for day in days)


def _add_to_origin(path: Path, facts: dict[str, Any]) -> None:
    """Other files may lie in the same folder, made from the same source."""
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    path.write_text(json.dumps(before | facts, indent=1) + "\n", encoding="utf-8")


def _payments(rows: pd.DataFrame) -> pd.DataFrame:
    named = rows["company"] + " / " + rows["label"]
    return rows.assign(unique_id=named)[["unique_id", "day", "y", "company", "category"]]


def _manchester(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, parse_dates=["date"], keep_default_na=False)
    columns = {"date": "day", "amount": "y", "service_area": "company", "expense_type": "label"}
    masters = {kind: tables.manchester_category(kind) for kind in rows["expense_type"].unique()}
    return _payments(rows.rename(columns=columns).assign(category=rows["expense_type"].map(masters)))


def _birmingham(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, parse_dates=["date"], keep_default_na=False)
    rows = rows[(rows["cost_centre_code"] != "") & (rows["account"] != "")]
    columns = {"date": "day", "amount": "y", "cost_centre_code": "company", "account": "label"}
    masters = rows["account"].map(tables.birmingham_accounts()).fillna(UNCATEGORISED)
    return _payments(rows.rename(columns=columns).assign(category=masters))


def _nn5(path: Path) -> pd.DataFrame:
    """Each machine is its own company; a week is seven times its known days' mean, unknown under four."""
    table = pd.read_csv(path, parse_dates=["date"])
    rows = table.melt(id_vars="date", var_name="company", value_name="y").rename(columns={"date": "day"})
    days = rows.groupby(["company", rows["day"].dt.to_period("W-SUN")])["y"].transform("count")
    weighed = rows["y"] * 7 / days.where(days >= _FEWEST_DAYS)
    return _payments(rows.assign(y=weighed, label=CASH, category=CASH))


CITIES = {
    "birmingham": City(BIRMINGHAM, _birmingham, since="2014-04-01", missing_months=("2014-05", "2015-04")),
    "manchester": City(MANCHESTER, _manchester, weeks_before=WINDOW_WEEKS),
    "nn5": City(NN5, _nn5),
}
