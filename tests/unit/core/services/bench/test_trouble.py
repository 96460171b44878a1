"""Odd payments are measured like others; what cannot be measured is refused in a sentence."""

import csv
import json
import warnings
from pathlib import Path

import pytest

from core.services.bench.categorize import Request, Stranger, categorize

ODD = (
    "",
    "\N{SLICE OF PIZZA}",
    "فاتورة رقم",
    "shop aaaa",
    "shop bbbb",
    "\N{RIGHT-TO-LEFT OVERRIDE}shop",
    "x" * 300,
)
AMOUNTS = ("0", "1000000000000", "-1000000000000", "-0.01", "-5")
ROWS = 84


def odd(path: Path, day: str, codes: tuple[str, str], strange_label: str = "") -> Path:
    """Payments of one company on one day; each name has its label, one may have a label of its own."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["date", "amount", "text", "account", "company", "label", "mcc"])
        for at in range(ROWS):
            label = ("pens", "fuel", "rent")[at % len(ODD) % 3]
            label = strange_label if strange_label and at == 1 else label
            writer.writerow([day, AMOUNTS[at % 5], ODD[at % len(ODD)], "1", "c", label, codes[at % 2]])
    return path


@pytest.mark.parametrize("learner", ["majority", "memory_updated", "text_only", "multiclass", "bursar"])
def test_no_text_other_scripts_great_amounts_and_unseen_codes_on_one_day(
    tmp_path: Path, learner: str
) -> None:
    """A history of one day, in which one label has one row; a test with codes and a label never met."""
    history = odd(tmp_path / "history.csv", "2016-01-05", ("5411", ""), "rare")
    test = odd(tmp_path / "test.csv", "2016-02-05", ("0000", "zz"), "new")
    request = Request(history, test, min_rows=1, only=(learner,))
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        document = categorize(request, Stranger(None), lambda _: None)
    json.dumps(document, allow_nan=False)
    assert (document["meta"]["labels"], document["meta"]["left_out"]["test_label_too_rare"]) == (4, 1)
    found = {name: each[learner]["n"] for name, each in document["results"].items()}
    assert (found["prequential_day"], found["frozen"], found["unseen_text"]) == (ROWS - 1, ROWS - 1, 0)
    if learner in ("memory_updated", "bursar"):
        assert document["results"]["frozen"][learner]["accuracy"] > 0.95
