"""The models that the settings name: what is said where they can not be had."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cli.models import cache_of, reranking_of
from cli.settings import SettingError, read_settings
from index.static_model import SHIPPED
from index.vector_cache import VectorCache

ROOT = Path(__file__).parents[1]
WITHOUT_THE_EXTRA = (
    "import sys; sys.modules['sentence_transformers'] = sys.modules['torch'] = None; "
    "from cli.main import main; main()"
)


def start(home: Path, settings: dict[str, str], *arguments: str) -> tuple[int, str]:
    """The exit code and what stands on stderr, of a program without torch."""
    ran = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", WITHOUT_THE_EXTRA, *arguments],
        cwd=ROOT,
        env={**os.environ, "DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": "", **settings},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return ran.returncode, ran.stderr


def test_without_the_extra_a_model_of_others_is_refused_in_one_line(tmp_path: Path) -> None:
    assert start(tmp_path, {"DUNGHAN_MODEL": "co-quan/mo-hinh"}, "model", "info") == (
        1,
        "Lỗi: Cài đặt DUNGHAN_MODEL cần «dunghan[encoder]» (torch, sentence-transformers), máy này "
        "chưa cài hoặc cài hỏng. Hãy cài thêm rồi chạy lại, hoặc dùng mô hình đi kèm.\n",
    )


def test_without_the_extra_a_reranker_is_refused_in_one_line(tmp_path: Path) -> None:
    code, said = start(tmp_path, {"DUNGHAN_RERANKER": "xep-lai"}, "search", "lệ phí")
    assert code == 1
    assert said.startswith("Lỗi: Cài đặt DUNGHAN_RERANKER cần «dunghan[encoder]»")
    assert said.count("\n") == 1


def test_without_the_extra_training_is_refused_in_one_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    files = ("--articles", str(empty), "--questions", str(empty))
    code, said = start(tmp_path, {}, "model", "train", *files)
    assert code == 1
    assert said.startswith("Lỗi: Lệnh «dunghan model train» cần «dunghan[encoder]»")


def test_by_default_nothing_is_looked_at_again_and_no_vectors_are_kept(tmp_path: Path) -> None:
    settings = read_settings({"DUNGHAN_HOME": str(tmp_path)})
    assert reranking_of(settings.models) is None
    assert cache_of(settings) is None


def test_vectors_of_a_static_model_are_not_kept_those_of_others_are(tmp_path: Path) -> None:
    static = {"DUNGHAN_HOME": str(tmp_path), "DUNGHAN_MODEL": str(SHIPPED)}
    assert cache_of(read_settings(static)) is None
    assert cache_of(read_settings({**static, "DUNGHAN_MODEL": "co-quan/mo-hinh"})) is not None


def test_a_rebuild_with_the_static_model_leaves_no_vectors_of_another(tmp_path: Path) -> None:
    VectorCache(tmp_path / "vectors.db").write("m", {b"a": np.ones(2, dtype=np.float32)})
    assert (tmp_path / "vectors.db").exists()
    assert start(tmp_path, {}, "index", "rebuild") == (0, "")
    assert not (tmp_path / "vectors.db").exists()


def test_settings_of_models_are_read(tmp_path: Path) -> None:
    models = read_settings(
        {
            "DUNGHAN_HOME": str(tmp_path),
            "DUNGHAN_MODEL_BATCH": "8",
            "DUNGHAN_MODEL_TOKENS": "256",
            "DUNGHAN_RERANKER": "xep-lai",
            "DUNGHAN_RERANKED": "16",
        }
    ).models
    assert (models.batch, models.tokens, models.dimensions) == (8, 256, None)
    assert (models.reranker, models.reranked) == ("xep-lai", 16)


@pytest.mark.parametrize("name", ["DUNGHAN_MODEL_BATCH", "DUNGHAN_RERANKED"])
def test_a_count_of_none_is_refused(name: str) -> None:
    with pytest.raises(SettingError, match=f"^Cài đặt {name} là «0», cần một số nguyên lớn hơn 0"):
        read_settings({name: "0"})
