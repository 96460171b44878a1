"""Artifacts: whole or absent, and never other than the manifest says."""

import json
from datetime import date
from pathlib import Path

import pytest

from models.artifacts import (
    MANIFEST,
    ArtifactError,
    Manifest,
    Source,
    read_manifest,
    save_artifact,
    sha256_of,
    verify_artifact,
)

MADE = Manifest(
    kind="categorizer",
    seed=7,
    features=("mcc",),
    labels=("office", "travel"),
    sources=(Source("city cards", "ab12", "2016-03-31"), Source("brands")),
    figures={"rows": 3},
)


def write_two(folder: Path) -> None:
    (folder / "model.json").write_text("{}")
    (folder / "deep").mkdir()
    (folder / "deep" / "weights.bin").write_bytes(b"\x00\x01")


def test_a_manifest_comes_back_with_hashes_and_versions(tmp_path: Path) -> None:
    saved = save_artifact(tmp_path / "v1", write_two, MADE)
    assert verify_artifact(tmp_path / "v1") == saved
    assert saved.files == {
        "deep/weights.bin": sha256_of(tmp_path / "v1/deep/weights.bin"),
        "model.json": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    }
    assert saved.libraries["numpy"][0].isdigit()


def test_a_changed_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "v1"
    save_artifact(folder, write_two, MADE)
    (folder / "model.json").write_text("{ }")
    with pytest.raises(ArtifactError) as changed:
        verify_artifact(folder)
    assert (changed.value.path, changed.value.fault) == (folder / "model.json", "changed")
    (folder / "model.json").unlink()
    with pytest.raises(ArtifactError, match="missing"):
        verify_artifact(folder)
    (folder / MANIFEST).write_text(json.dumps({"layout": 99}))
    with pytest.raises(ArtifactError, match="unreadable"):
        read_manifest(folder)
    with pytest.raises(ArtifactError) as absent:
        read_manifest(tmp_path / "nowhere")
    assert absent.value.path == tmp_path / "nowhere" / MANIFEST


def test_a_write_that_fails_leaves_the_older_artifact(tmp_path: Path) -> None:
    save_artifact(tmp_path / "v1", write_two, MADE)

    def break_off(folder: Path) -> None:
        (folder / "model.json").write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        save_artifact(tmp_path / "v1", break_off, MADE)
    assert verify_artifact(tmp_path / "v1").seed == 7
    assert [path.name for path in tmp_path.iterdir()] == ["v1"]


def test_saving_again_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    save_artifact(tmp_path / "v1", write_two, MADE)
    save_artifact(tmp_path / "v1", lambda _folder: None, Manifest("categorizer", 8))
    assert verify_artifact(tmp_path / "v1").files == {}
    assert [path.name for path in tmp_path.iterdir()] == ["v1"]


def test_a_source_reaches_the_days_up_to_its_last_and_a_table_of_names_none() -> None:
    assert MADE.reaching(date(2016, 4, 1)) == ()
    assert [source.name for source in MADE.reaching(date(2016, 3, 31))] == ["city cards"]
