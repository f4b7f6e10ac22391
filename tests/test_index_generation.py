"""Generations: folders with a manifest, brought into use by one rename."""

import json
from pathlib import Path

import pytest

from index import generation
from index.errors import IndexWriteError, StaleIndexError
from index.generation import Manifest


def manifest(*, model: str = "hashing", dimension: int = 64) -> Manifest:
    return Manifest(
        model=model,
        dimension=dimension,
        applied=3,
        applied_as="3 ke-hoach 2025-09-20T08:00:00+07:00",
        documents=1,
        passages=2,
        corpus_digest="ab",
    )


def test_nothing_built_has_no_current_folder(tmp_path: Path) -> None:
    assert generation.current_folder(tmp_path) is None


def test_a_new_folder_is_not_seen_before_it_is_taken_into_use(tmp_path: Path) -> None:
    generation.new_folder(tmp_path)
    assert generation.current_folder(tmp_path) is None


def test_the_folder_taken_into_use_is_the_current_one(tmp_path: Path) -> None:
    folder = generation.new_folder(tmp_path)
    generation.take_into_use(tmp_path, folder)
    assert generation.current_folder(tmp_path) == folder


def test_a_swap_changes_nothing_but_the_file_that_names_the_generation(tmp_path: Path) -> None:
    first = generation.new_folder(tmp_path)
    generation.take_into_use(tmp_path, first)
    second = generation.new_folder(tmp_path)
    generation.take_into_use(tmp_path, second)
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "000002\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000001", "000002", "CURRENT"]


def test_a_new_folder_has_a_number_above_every_other(tmp_path: Path) -> None:
    (tmp_path / "000041").mkdir()
    assert generation.new_folder(tmp_path).name == "000042"


def test_the_generation_before_is_named_below_the_current_one(tmp_path: Path) -> None:
    first, second = generation.new_folder(tmp_path), generation.new_folder(tmp_path)
    generation.take_into_use(tmp_path, second, earlier=first)
    assert generation.current_folder(tmp_path) == second
    assert generation.earlier_folder(tmp_path) == first
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "000002\n000001\n"


def test_the_first_generation_has_none_before(tmp_path: Path) -> None:
    assert generation.earlier_folder(tmp_path) is None
    generation.take_into_use(tmp_path, generation.new_folder(tmp_path))
    assert generation.earlier_folder(tmp_path) is None


def test_other_generations_are_removed_and_other_files_stay(tmp_path: Path) -> None:
    half_built = generation.new_folder(tmp_path)
    (tmp_path / "writing.lock").touch()
    folder = generation.new_folder(tmp_path)
    generation.remove_others(tmp_path, folder)
    assert not half_built.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000002", "writing.lock"]


@pytest.mark.parametrize("content", [b"", b"../..", b"\x00\xff"], ids=["empty", "path", "bytes"])
def test_a_damaged_name_of_the_current_one_is_stale(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(StaleIndexError, match=r"tệp CURRENT.*dunghan index rebuild"):
        generation.current_folder(tmp_path)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    generation.write_manifest(tmp_path, manifest())
    assert generation.read_manifest(tmp_path) == manifest()


def test_a_missing_manifest_is_stale(tmp_path: Path) -> None:
    with pytest.raises(StaleIndexError, match=r"tệp manifest\.json là «hỏng hoặc thiếu»"):
        generation.read_manifest(tmp_path)


@pytest.mark.parametrize("content", ["", "[1]", '{"model": "x"}', '{"extra": 1}'])
def test_a_manifest_of_another_shape_is_stale(content: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(StaleIndexError, match="hỏng hoặc thiếu"):
        generation.read_manifest(tmp_path)


def test_a_full_disk_leaves_the_manifest_of_before(tmp_path: Path) -> None:
    generation.write_manifest(tmp_path, manifest())
    (tmp_path / "manifest.json.new").symlink_to("/dev/full")
    with pytest.raises(IndexWriteError, match=r"No space left on device.*dung lượng đĩa"):
        generation.write_manifest(tmp_path, manifest(model="other"))
    assert generation.read_manifest(tmp_path) == manifest()


def test_a_name_that_can_not_be_written_leaves_the_generation_of_before(tmp_path: Path) -> None:
    generation.take_into_use(tmp_path, tmp_path / "000001")
    (tmp_path / "CURRENT.new").symlink_to("/dev/full")
    with pytest.raises(IndexWriteError, match="No space left on device"):
        generation.take_into_use(tmp_path, tmp_path / "000002")
    assert generation.current_folder(tmp_path) == tmp_path / "000001"


def test_the_manifest_of_this_program_and_model_fits() -> None:
    manifest().check(model="hashing", dimension=64)


@pytest.mark.parametrize(
    ("model", "dimension", "said"),
    [("other", 64, "mô hình nhúng là «hashing», cần «other»"), ("hashing", 8, "số chiều là «64»")],
)
def test_another_model_is_refused_with_the_command_that_rebuilds(
    model: str, dimension: int, said: str
) -> None:
    with pytest.raises(StaleIndexError, match=rf"{said}.*dunghan index rebuild"):
        manifest().check(model=model, dimension=dimension)


@pytest.mark.parametrize(
    ("field", "said"),
    [("format", "bản định dạng là «0»"), ("analyzer", "bản bộ tách từ là «0»")],
)
def test_another_program_is_refused(field: str, said: str, tmp_path: Path) -> None:
    generation.write_manifest(tmp_path, manifest())
    path = tmp_path / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8")) | {field: 0}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StaleIndexError, match=said):
        generation.read_manifest(tmp_path).check(model="hashing", dimension=64)
