import gzip
from pathlib import Path

import pytest

from core.domain.errors import MeasureRefused
from core.domain.words.errors import trouble
from core.services.bench.files import read_labelled, read_map

HEAD = "date,amount,text,account,company,label\n"


def written(folder: Path, text: str, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(MeasureRefused) as refused:
        read_labelled(written(folder, text))
    said = trouble(refused.value)
    assert said.next_step.endswith(".")
    return said.happened


def test_rows_come_by_date_and_then_as_in_the_file(tmp_path: Path) -> None:
    rows, unlabelled = read_labelled(
        written(
            tmp_path,
            HEAD
            + "2016-02-01,-5,late,a,c,x\n"
            + '2016-01-02,-7.50,"second, quoted",a,c,y\n'
            + "2016-01-02,3,third,a,c,\n"
            + "2016-01-02, 4.00 ,fourth,a,c,x\n",
        )
    )
    assert rows["text"].tolist() == ["second, quoted", "fourth", "late"]
    assert rows["amount"].tolist() == [-7.5, 4.0, -5.0]
    assert (rows["mcc"] == "").all()
    assert unlabelled == 1


def test_more_columns_in_any_order_and_a_zipped_file_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv.gz"
    text = "\ufefflabel,mcc,company,account,text,amount,date,more\r\nx,5411,c,a,shop,-1,2016-01-02,?\r\n"
    path.write_bytes(gzip.compress(text.encode()))
    rows, _ = read_labelled(path)
    assert rows.iloc[0][["label", "mcc", "text"]].tolist() == ["x", "5411", "shop"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,amount\n", "rows.csv lacks the columns text, account, company, label."),
        ("", "rows.csv lacks the columns date, amount, text, account, company, label."),
        (HEAD, "rows.csv has no row with a label."),
        (HEAD + "2016-01-02,-1,t,a,c,\n", "rows.csv has no row with a label."),
        (
            HEAD + "2016-01-02,-1,t,a,c,x\n02/01/2016,-1,t,a,c,x\n",
            "Row 2 of rows.csv has the date '02/01/2016', which is not written as 2016-03-31.",
        ),
        (
            HEAD + "2016-02-30,-1,t,a,c,x\n",
            "Row 1 of rows.csv has the date '2016-02-30', which is not written as 2016-03-31.",
        ),
        (
            HEAD + '2016-01-02,"1,234.00",t,a,c,x\n',
            "Row 1 of rows.csv has the amount '1,234.00', which is no number.",
        ),
        (HEAD + "2016-01-02,inf,t,a,c,x\n", "Row 1 of rows.csv has the amount 'inf', which is no number."),
        (
            HEAD + "2016-01-02,-1,t,a,c\n",
            "rows.csv is not a CSV table that can be read: row 1 has 5 fields, the header 6.",
        ),
        (
            "date,date,amount\n",
            "rows.csv is not a CSV table that can be read: two columns have one name.",
        ),
    ],
)
def test_what_cannot_be_trusted_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert refusal(tmp_path, text) == said


def test_a_file_in_another_encoding_or_no_table_at_all(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    for data in ((HEAD + "2016-01-02,-1,caf\xe9,a,c,x\n").encode("latin-1"), b"\x1f\x8b\x00\x00"):
        path.write_bytes(data)
        with pytest.raises(MeasureRefused) as refused:
            read_labelled(path)
        assert "is not a CSV table" in trouble(refused.value).happened


def test_a_broken_zip_and_no_file(tmp_path: Path) -> None:
    broken = tmp_path / "rows.csv.gz"
    broken.write_bytes(gzip.compress(HEAD.encode())[:-9])
    with pytest.raises(MeasureRefused, match="not_a_table"):
        read_labelled(broken)
    with pytest.raises(MeasureRefused, match="file_missing"):
        read_labelled(tmp_path / "none.csv")


def test_a_map_names_masters_only(tmp_path: Path) -> None:
    path = written(tmp_path, "label,master\nVehicle Fuel,vehicle\nMisc,\n")
    assert read_map(path, ["vehicle"]) == {"Vehicle Fuel": "vehicle", "Misc": ""}
    with pytest.raises(MeasureRefused, match=r"map_unknown.*vehicle"):
        read_map(path, ["travel"])
