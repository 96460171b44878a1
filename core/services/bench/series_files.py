"""Weekly series in a CSV file, read strictly: what cannot be trusted is refused with a sentence."""

from pathlib import Path

import numpy as np
import pandas as pd

from core.domain.errors import MeasureRefused
from core.services.bench.files import read_table, refuse_first

REQUIRED = ("unique_id", "ds", "y")
STATIC = ("company", "category", "nace", "size")
OPTIONAL_STATIC = "direction"
LARGEST = 1e15


def read_series(path: Path) -> pd.DataFrame:
    """A long frame `unique_id, ds, y`: Mondays, signed amounts, NaN where the field is empty.

    Raises MeasureRefused for a day that is no Monday or no date, an amount that is no number or over
    1e15, and a week that stands twice.
    """
    table = read_table(path, REQUIRED)[list(REQUIRED)].astype(object)
    if not len(table):
        raise MeasureRefused("no_weeks", file=path.name)
    days = pd.to_datetime(table["ds"], format="%Y-%m-%d", errors="coerce")
    refuse_first(table["ds"], days.notna(), "bad_date", path.name)
    refuse_first(table["ds"], days.dt.dayofweek == 0, "not_monday", path.name)
    amounts = pd.to_numeric(table["y"].where(table["y"] != "", "nan"), errors="coerce").astype(float)
    sound = (amounts.abs() <= LARGEST) | table["y"].isin(["", "nan", "NaN"])
    refuse_first(table["y"], sound, "bad_amount", path.name)
    refuse_first(table["unique_id"], table["unique_id"] != "", "no_name", path.name)
    again = table.assign(ds=days).duplicated(["unique_id", "ds"])
    refuse_first(table["unique_id"] + " " + table["ds"], ~again, "week_twice", path.name)
    return table.assign(ds=days, y=amounts.to_numpy(np.float64))


def read_static(path: Path | None) -> pd.DataFrame:
    """What is known of each series, "" where the file or the column is missing. Raises MeasureRefused."""
    if path is None:
        return pd.DataFrame(columns=["unique_id", *STATIC, OPTIONAL_STATIC], dtype=object)
    table = read_table(path, ("unique_id",))
    for name in (*STATIC, OPTIONAL_STATIC):
        table[name] = table.get(name, "")
    return table[["unique_id", *STATIC, OPTIONAL_STATIC]].astype(object)
