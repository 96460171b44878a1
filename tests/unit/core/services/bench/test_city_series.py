import gzip
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.services.bench.city_series import CITIES, MANCHESTER, NN5, City, make_series

HEAD = "date,amount,supplier,service_area,expense_type,transaction_number\n"


def manchester(folder: Path, rows: list[tuple[str, float, str]]) -> Path:
    lines = [f"{day},{amount},shop,Parks,{kind},1\n" for day, amount, kind in rows]
    (folder / MANCHESTER).write_bytes(gzip.compress((HEAD + "".join(lines)).encode()))
    return folder


def weekly(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "series.csv.gz")


def test_weeks_are_summed_zero_filled_and_the_running_one_left_out(tmp_path: Path) -> None:
    """Eleven payments a year before the end are enough; the week of Wednesday 2016-12-28 is still open."""
    early = [("2015-11-24", 10.0, "Hay")] * 11
    late = [("2015-12-08", -4.0, "Hay"), ("2015-12-09", 1.5, "Hay"), ("2016-12-28", 99.0, "Hay")]
    city = City(MANCHESTER, CITIES["manchester"].read)
    facts = make_series(city, manchester(tmp_path, early + late), tmp_path / "out")
    assert (facts["series"], facts["last_week"]) == (1, "2016-12-19")
    series = weekly(tmp_path / "out")
    assert series.iloc[:3].to_numpy().tolist() == [
        ["Parks / Hay", "2015-11-23", 110.0],
        ["Parks / Hay", "2015-11-30", 0.0],
        ["Parks / Hay", "2015-12-07", -2.5],
    ]
    assert series["y"].sum() == 107.5
    static = pd.read_csv(tmp_path / "out" / "static.csv", keep_default_na=False)
    assert static.to_numpy().tolist() == [["Parks / Hay", "Parks", "uncategorised", "", ""]]
    assert json.loads((tmp_path / "out" / "origin.json").read_text())["source"] == MANCHESTER


def test_the_last_year_has_no_say_in_who_takes_part(tmp_path: Path) -> None:
    """Rope is paid often, but only in the last year; Hay has ten payments before it, one too few."""
    rows = [("2015-11-24", 10.0, "Hay")] * 10 + [("2016-03-01", 5.0, "Rope")] * 50
    rows += [("2016-06-01", 1.0, "Hay"), ("2016-12-25", 1.0, "Hay")] + [("2015-06-01", 2.0, "Seed")] * 11
    city = City(MANCHESTER, CITIES["manchester"].read)
    make_series(city, manchester(tmp_path, rows), tmp_path / "out")
    assert set(weekly(tmp_path / "out")["unique_id"]) == {"Parks / Seed"}


def test_a_series_for_choosing_never_sees_a_later_day(tmp_path: Path) -> None:
    rows = [("2014-05-27", 2.0, "Seed")] * 11 + [("2015-06-01", 3.0, "Seed"), ("2016-06-01", 1e6, "Seed")]
    city = City(MANCHESTER, CITIES["manchester"].read)
    facts = make_series(city, manchester(tmp_path, rows), tmp_path / "out", date(2015, 6, 3))
    assert facts["last_week"] == "2015-05-25"
    assert weekly(tmp_path / "out")["y"].max() == 22.0


def test_a_missing_month_is_unknown(tmp_path: Path) -> None:
    rows = [("2015-03-03", 1.0, "Hay")] * 11 + [("2016-08-01", 1.0, "Hay")]
    city = City(MANCHESTER, CITIES["manchester"].read, missing_months=("2015-04",))
    rows += [("2015-09-01", 2.0, "Hay")]
    make_series(city, manchester(tmp_path, rows), tmp_path / "out")
    series = weekly(tmp_path / "out")
    unknown = series[series["y"].isna()]["ds"].tolist()
    assert unknown == ["2015-03-30", "2015-04-06", "2015-04-13", "2015-04-20", "2015-04-27"]


def test_a_week_of_a_cash_machine_is_seven_times_its_known_days(tmp_path: Path) -> None:
    """The machine's first week has five known days of 10; its last three, which are too few."""
    days = pd.date_range("1996-01-01", periods=7 * 110, freq="D")
    amounts = ["10"] * len(days)
    amounts[5:7] = ["", ""]
    amounts[-4:] = [""] * 4
    lines = [f"{day:%Y-%m-%d},{amount}\n" for day, amount in zip(days, amounts, strict=True)]
    (tmp_path / NN5).write_bytes(gzip.compress(("date,NN5-001\n" + "".join(lines)).encode()))
    make_series(CITIES["nn5"], tmp_path, tmp_path / "out")
    series = weekly(tmp_path / "out")
    assert series["y"].iloc[0] == 70.0
    assert pd.isna(series["y"].iloc[-1])
    assert len(series) == 110


def test_a_series_keeps_the_source_s_own_label_and_its_category_is_the_master(tmp_path: Path) -> None:
    rows = [("2015-11-24", 10.0, "Vehicle Fuel")] * 11 + [("2015-11-24", 10.0, "Taxi Hire")] * 11
    city = City(MANCHESTER, CITIES["manchester"].read)
    make_series(city, manchester(tmp_path, [*rows, ("2016-12-28", 1.0, "Taxi Hire")]), tmp_path / "out")
    static = pd.read_csv(tmp_path / "out" / "static.csv", keep_default_na=False)
    assert dict(zip(static["unique_id"], static["category"], strict=True)) == {
        "Parks / Taxi Hire": "vehicle",
        "Parks / Vehicle Fuel": "vehicle",
    }


@pytest.mark.parametrize(
    ("name", "count", "categories"),
    [
        ("manchester", 385, {"premises": 63, "uncategorised": 62, "taxes": 10, "bank_fees": 5}),
        ("birmingham", 1187, {"supplier": 714, "vehicle": 135, "subscriptions": 10, "uncategorised": 1}),
        ("nn5", 111, {"cash": 111}),
    ],
)
def test_the_public_files_give_so_many_series(
    shared_data: Path, tmp_path: Path, name: str, count: int, categories: dict[str, int]
) -> None:
    assert make_series(CITIES[name], shared_data, tmp_path)["series"] == count
    static = pd.read_csv(tmp_path / "static.csv", keep_default_na=False)
    found = static["category"].value_counts()
    assert {category: found[category] for category in categories} == categories
