"""Examples: labelled payments come back from disk as they were."""

from pathlib import Path

import pandas as pd
import pytest

from models.categorizers.examples import load_examples, save_examples
from models.frames import FrameError
from tests.contract.made_payments import made_payments


def test_examples_come_back_with_codes_as_text(tmp_path: Path) -> None:
    rows = made_payments(40).assign(mcc="0742", words_answer="", words_probability=0.25)
    save_examples(tmp_path / "replay.csv.gz", rows)
    loaded = load_examples(tmp_path / "replay.csv.gz")
    assert loaded["mcc"].tolist() == ["0742"] * 40
    pd.testing.assert_frame_equal(loaded, rows, check_dtype=False)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    save_examples(tmp_path / "replay.csv.gz", made_payments(3).drop(columns="payee"))
    with pytest.raises(FrameError, match="payee"):
        load_examples(tmp_path / "replay.csv.gz")
