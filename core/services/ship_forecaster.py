"""Build the forecaster a fresh machine starts with, from two councils' spending and the invented bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from core.demo.bank import invented_bank
from core.domain.categories import UNCATEGORISED
from core.domain.weeks import first_open_week
from core.rules import tables
from models.artifacts import Manifest, Source, save_artifact, sha256_of, sha256_of_rows
from models.forecasters.blend import Bursar

TRAIN_UNTIL = date(2016, 3, 31)
"""Later days of the two councils are kept for judging and never enter a shipped artifact."""
MANCHESTER = "manchester_spend_2010_2018.csv.gz"
BIRMINGHAM = "birmingham_pcard_to_2016.csv.gz"
LEFT_OUT_COST_CENTRE = "RUF0F"
_MISSING_MONTHS = ("2014-05", "2015-04")
_FEWEST_PAYMENTS = 10
_INVENTED_COMPANIES = 45


@dataclass(frozen=True)
class WeeklyFrames:
    """Series and static frames of `models.frames`, and the last day of payments in them."""

    series_frame: pd.DataFrame
    static_frame: pd.DataFrame
    last_day: date


def build_forecaster(shared_data: Path, out: Path, seed: int) -> Manifest:
    """Train the shipped forecaster and write it with its manifest into `out`.

    `shared_data` holds the two councils' files; the same seed gives the same weights. About four
    minutes on one core. Raises FileNotFoundError where a source is missing.
    """
    manchester, birmingham = manchester_weeks(shared_data), birmingham_weeks(shared_data)
    bank_frame = invented_bank(seed, _INVENTED_COMPANIES, TRAIN_UNTIL)
    sources = (
        Source(MANCHESTER, sha256_of(shared_data / MANCHESTER), manchester.last_day.isoformat()),
        Source(BIRMINGHAM, sha256_of(shared_data / BIRMINGHAM), birmingham.last_day.isoformat()),
        Source("invented bank", sha256_of_rows(bank_frame), TRAIN_UNTIL.isoformat()),
    )
    series_frame, static_frame = joined([manchester, birmingham, invented_weeks(bank_frame)])
    model = Bursar().fit(series_frame, static_frame, seed=seed)
    manifest = Manifest(
        kind="forecaster",
        seed=seed,
        features=("weekly sum", "calendar", "category", "direction", "trade"),
        sources=sources,
        figures={"series": len(static_frame), "weeks": len(series_frame)},
    )
    return save_artifact(out, model.save, manifest)


def joined(parts: Sequence[WeeklyFrames]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One series frame and one static frame from several sources."""
    series_frame = pd.concat([part.series_frame for part in parts], ignore_index=True)
    return series_frame, pd.concat([part.static_frame for part in parts], ignore_index=True)


def manchester_weeks(shared_data: Path, until: date = TRAIN_UNTIL) -> WeeklyFrames:
    """Service area x expense type, by direction, up to the last week complete on `until`."""
    rows = pd.read_csv(shared_data / MANCHESTER, parse_dates=["date"])
    kinds = rows["expense_type"].fillna("").astype(str)
    masters = {kind: tables.manchester_category(kind) for kind in kinds.unique()}
    payments_frame = pd.DataFrame(
        {
            "day": rows["date"],
            "spent": rows["amount"].astype(float),
            "company": "manchester/" + rows["service_area"].fillna("").astype(str),
            "label": kinds,
            "category": kinds.map(masters),
            "nace": "",
        }
    )
    return weekly(payments_frame, until)


def birmingham_weeks(shared_data: Path, until: date = TRAIN_UNTIL) -> WeeklyFrames:
    """Cost centre x master category, by direction; the two months without data are unknown, not zero."""
    columns = ["date", "amount", "account", "cost_centre_code"]
    rows = pd.read_csv(shared_data / BIRMINGHAM, parse_dates=["date"], usecols=columns)
    rows = rows[rows["cost_centre_code"] != LEFT_OUT_COST_CENTRE]
    category = rows["account"].map(tables.birmingham_accounts()).fillna(UNCATEGORISED)
    payments_frame = pd.DataFrame(
        {
            "day": rows["date"],
            "spent": rows["amount"].astype(float),
            "company": "birmingham/" + rows["cost_centre_code"].fillna(""),
            "label": category,
            "category": category,
            "nace": "",
        }
    )
    return weekly(payments_frame[payments_frame["day"] >= "2014-04-01"], until, _MISSING_MONTHS)


def invented_weeks(bank_frame: pd.DataFrame, until: date = TRAIN_UNTIL) -> WeeklyFrames:
    """Account x category, by direction, of the invented bank: the only source with income and trades."""
    payments_frame = pd.DataFrame(
        {
            "day": bank_frame["booked_on"],
            "spent": -bank_frame["amount"],
            "company": bank_frame["company"],
            "label": bank_frame["account_kind"] + "/" + bank_frame["category"],
            "category": bank_frame["category"],
            "nace": bank_frame["company_nace"],
        }
    )
    return weekly(payments_frame, until)


def weekly(payments_frame: pd.DataFrame, until: date, missing_months: Sequence[str] = ()) -> WeeklyFrames:
    """Sum payments by company, label, direction and week; zero-filled from the source's first week.

    `payments_frame`: day, spent (minus is money in), company, label, category, nace. Series of at most
    10 payments are left out; weeks that touch a missing month are NaN.
    """
    payments_frame = payments_frame[payments_frame["day"] <= pd.Timestamp(until)]
    last_day = payments_frame["day"].max().date()
    direction = np.where(payments_frame["spent"] > 0, "out", "in")
    names: pd.Series = payments_frame["company"] + "/" + payments_frame["label"] + "/" + direction
    kept = names.groupby(names).transform("size") > _FEWEST_PAYMENTS
    rows = payments_frame.assign(unique_id=names, direction=direction)[kept]
    rows["ds"] = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    rows["y"] = rows["spent"].abs()
    weeks = pd.date_range(rows["ds"].min(), pd.Timestamp(first_open_week(until)), freq="7D", inclusive="left")
    table = rows.pivot_table(index="unique_id", columns="ds", values="y", aggfunc="sum")
    table = table.reindex(columns=weeks).fillna(0.0)
    table.loc[:, [_touches(week, missing_months) for week in weeks]] = np.nan
    series_frame = table.reset_index().melt(id_vars="unique_id", var_name="ds", value_name="y")
    series_frame["ds"] = pd.to_datetime(series_frame["ds"])
    facts = ["unique_id", "company", "category", "direction", "nace"]
    static_frame = rows.drop_duplicates("unique_id")[facts].reset_index(drop=True)
    return WeeklyFrames(series_frame, static_frame, last_day)


def _touches(week: pd.Timestamp, months: Sequence[str]) -> bool:
    days = (week, week + pd.Timedelta(days=6))
    return any(f"{day:%Y-%m}" in months for day in days)
