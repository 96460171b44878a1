import json
from datetime import date
from pathlib import Path

import pytest

from core.domain.errors import ArtifactMissing, MeasureRefused
from core.domain.words.errors import trouble
from core.services.bench.proof import admitted
from models.artifacts import Manifest, Source, save_artifact, sha256_of

FIRST_TEST_DAY = date(2016, 4, 1)
NAMES = Source("reference/brands.json", "1" * 64)


def planted(folder: Path, *sources: Source) -> Path:
    """A shipped model with these sources."""

    def write(into: Path) -> None:
        (into / "model.csv").write_text("words\n")

    save_artifact(folder / "model", write, Manifest(kind="public_text", seed=1, sources=sources))
    return folder / "model"


@pytest.fixture
def test_file(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "test.csv"
    path.parent.mkdir()
    path.write_text("date\n2016-04-01\n")
    return path


def refusal(model: Path, test_file: Path) -> str:
    with pytest.raises(MeasureRefused) as refused:
        admitted(model, [test_file], FIRST_TEST_DAY)
    return trouble(refused.value).happened


def test_a_model_of_other_files_that_end_before_the_test_takes_part(tmp_path: Path, test_file: Path) -> None:
    model = planted(tmp_path, NAMES, Source("a city", "2" * 64, "2016-03-31"))
    assert admitted(model, [test_file], FIRST_TEST_DAY).kind == "public_text"


def test_a_source_that_ends_on_the_first_day_of_the_test_is_refused(tmp_path: Path, test_file: Path) -> None:
    model = planted(tmp_path, NAMES, Source("a city", "2" * 64, "2016-04-01"))
    assert refusal(model, test_file) == (
        "The shipped model takes no part: its source a city ends on 2016-04-01, "
        "and the test begins on 2016-04-01."
    )


def test_the_measured_file_itself_is_no_source(tmp_path: Path, test_file: Path) -> None:
    model = planted(tmp_path, Source("history.csv", sha256_of(test_file), "2016-03-31"))
    assert refusal(model, test_file) == (
        "The shipped model takes no part: it was taught from history.csv, the very file that is measured."
    )


def test_nor_is_the_file_it_was_made_from(tmp_path: Path, test_file: Path) -> None:
    (test_file.parent / "origin.json").write_text(json.dumps({"sha256": "3" * 64}))
    model = planted(tmp_path, Source("the city", "3" * 64, "2016-03-31"))
    assert "the very file that is measured" in refusal(model, test_file)


@pytest.mark.parametrize(
    "source",
    [
        Source("a city", "", "2016-03-31"),
        Source("a city", "2" * 64),
        Source("a city", "2" * 64, "March"),
        Source("a city", "2" * 64, "20160331"),
    ],
)
def test_a_source_that_proves_nothing_is_refused(tmp_path: Path, test_file: Path, source: Source) -> None:
    model = planted(tmp_path, source)
    assert refusal(model, test_file) == ("The shipped model takes no part: nothing proves what a city holds.")


def test_a_model_without_sources_proves_nothing(tmp_path: Path, test_file: Path) -> None:
    assert "nothing proves" in refusal(planted(tmp_path), test_file)


def test_a_model_changed_since_its_manifest_is_refused(tmp_path: Path, test_file: Path) -> None:
    model = planted(tmp_path, NAMES)
    (model / "model.csv").write_text("other words\n")
    with pytest.raises(ArtifactMissing):
        admitted(model, [test_file], FIRST_TEST_DAY)
