import pandas as pd

from core.services.bench.fidelity import by_rules, fidelity, in_parts
from tests.unit.models.categorizers.compare.labelled import labelled

CODES = {"5411": "supplier", "5812": "meals", "4121": "travel"}


def bank(rows: int) -> pd.DataFrame:
    """Payments with an MCC that names a category, every tenth filed otherwise by its owner."""
    codes = list(CODES)
    lines = [f"{1 + at * 28 // rows} k{at % 7} c1 shop{at % 11} {CODES[codes[at % 3]]}" for at in range(rows)]
    frame = labelled(*lines)
    frame["mcc"] = [codes[at % 3] for at in range(rows)]
    frame["mcc_answer"] = frame["mcc"].map(CODES)
    frame.loc[frame.index % 10 == 0, "category"] = "office"
    return frame


def test_the_nace_table_is_asked_before_the_mcc_table_and_silence_is_no_label() -> None:
    frame = labelled("1 x c1 a office", "2 x c1 b office", "3 x c1 c office")
    frame["mcc_answer"] = ["meals", "meals", ""]
    frame["nace_answer"] = ["travel", "", ""]
    assert by_rules(frame)["category"].tolist() == ["travel", "meals"]


def test_forty_thirty_thirty_by_date() -> None:
    parts = in_parts(bank(100).sample(frac=1, random_state=1))
    assert [len(part) for part in (parts.train, parts.validate, parts.test)] == [40, 30, 30]
    assert parts.train["booked_on"].max() <= parts.validate["booked_on"].min()
    assert parts.validate["booked_on"].max() <= parts.test["booked_on"].min()


def test_rules_on_codes_are_learned_again_and_owners_less() -> None:
    told: list[str] = []
    found = fidelity(bank(600), told.append)
    assert found["rules"]["test"]["accuracy"] >= 0.98
    assert found["rules_given"]["test"]["accuracy"] >= 0.98
    assert found["owners"]["test"]["accuracy"] < 0.95
    assert found["rules"]["codes_never_learned"] == {"rows": 0, "accuracy": None}
    assert len(told) == 3
