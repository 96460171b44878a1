"""Labelled payments in a CSV file, read strictly: what cannot be trusted is refused with a sentence."""

import csv
import gzip
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import numpy as np
import pandas as pd

from core.domain.errors import MeasureRefused

REQUIRED = ("date", "amount", "text", "account", "company", "label")
OPTIONAL = ("mcc", "nace", "type_code", "counterparty")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_labelled(path: Path) -> tuple[pd.DataFrame, int]:
    """The rows that have a label, by date and then file order, and how many had none.

    Columns `REQUIRED` and `OPTIONAL` ("" where the file lacks one); date is a timestamp, amount a
    float, the rest text without spaces around it. Raises MeasureRefused.
    """
    table = read_table(path, REQUIRED)
    for name in OPTIONAL:
        table[name] = table.get(name, "")
    table = table[[*REQUIRED, *OPTIONAL]].astype(object)
    table["date"] = _dates(table["date"], path.name)
    table["amount"] = _amounts(table["amount"], path.name)
    labelled = table[table["label"] != ""]
    if not len(labelled):
        raise MeasureRefused("no_rows", file=path.name)
    ordered = labelled.sort_values("date", kind="stable", ignore_index=True)
    return ordered, len(table) - len(labelled)


def read_map(path: Path, masters: Iterable[str]) -> dict[str, str]:
    """Which of `masters` each label belongs to; "" for none. Raises MeasureRefused."""
    table = read_table(path, ("label", "master"))
    for master in table["master"].unique():
        if master and master not in set(masters):
            raise MeasureRefused("map_unknown", master=master)
    return dict(zip(table["label"], table["master"], strict=True))


def read_table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """All fields as text, spaces around them removed. Raises MeasureRefused where `columns` are missing."""
    if not path.is_file():
        raise MeasureRefused("file_missing", file=path.name)
    try:
        with _opened(path) as lines:
            header, rows = _rows(lines, path.name)
    except (UnicodeDecodeError, csv.Error, OSError, EOFError) as error:
        raise MeasureRefused("not_a_table", file=path.name, detail=error) from error
    missing = [name for name in columns if name not in header]
    if missing:
        facts = {"columns": ", ".join(missing), "needed": ", ".join(columns)}
        raise MeasureRefused("columns_missing", file=path.name, **facts)
    return pd.DataFrame(rows, columns=header, dtype=object)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(lines: TextIO, name: str) -> tuple[list[str], list[list[str]]]:
    reader = csv.reader(lines, strict=True)
    header = [each.strip() for each in next(reader, [])]
    if len(set(header)) < len(header):
        raise MeasureRefused("not_a_table", file=name, detail="two columns have one name")
    rows = [[field.strip() for field in row] for row in reader if row]
    for at, row in enumerate(rows, start=1):
        if len(row) != len(header):
            detail = f"row {at} has {len(row)} fields, the header {len(header)}"
            raise MeasureRefused("not_a_table", file=name, detail=detail)
    return header, rows


def _dates(values: pd.Series, file: str) -> pd.Series:
    read = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
    sound = read.notna() & values.map(lambda value: _ISO_DATE.fullmatch(value) is not None)
    refuse_first(values, sound, "bad_date", file)
    return read


def _amounts(values: pd.Series, file: str) -> pd.Series:
    read = pd.to_numeric(values, errors="coerce").astype(float)
    refuse_first(values, pd.Series(np.isfinite(read.to_numpy()), index=values.index), "bad_amount", file)
    return read


def refuse_first(values: pd.Series, sound: pd.Series, fault: str, file: str) -> None:
    """Raise MeasureRefused that names the first row which is not sound, counted from 1."""
    if not sound.all():
        at = int((~sound).to_numpy().argmax())
        raise MeasureRefused(fault, file=file, row=at + 1, value=repr(values.iloc[at]))
