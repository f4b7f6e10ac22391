"""Bi-encoders and cross-encoders of sentence-transformers behind the seams of the index."""

import logging
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.store import open_store
from index.embedding import Embedder
from index.errors import EmbeddingModelError, RerankerError, RerankingFailedError
from index.library_index import LibraryIndex
from index.reranking import Reranking
from index.vector_cache import VectorCache
from tests.index_doubles import MORNING, HashingEmbedder, paper

pytest.importorskip("sentence_transformers", reason="needs the [encoder] extra: dunghan[encoder]")

# Only now: without the extra there is nothing to import.
from index.sentence_model import EncoderOptions, PairModel, SentenceModel
from tests.encoder_models import LONGEST, write_bi_encoder, write_cross_encoder

pytestmark = pytest.mark.encoder

TEXTS = ["Báo cáo quý", "lệ phí hồ sơ", "hạn nộp báo cáo năm . " * 40, "", "xyz"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bi_encoder(tmp_path_factory.mktemp("bi") / "tiny")


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    prompts = {"query": "hỏi : ", "passage": "đoạn : "}
    return write_bi_encoder(tmp_path_factory.mktemp("prompted") / "tiny", prompts=prompts)


@pytest.fixture(scope="module")
def cross_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cross_encoder(tmp_path_factory.mktemp("cross") / "tiny")


# The contract of an embedder, by the double and by a real model


@pytest.fixture(params=["double", "model"])
def embedder(request: pytest.FixtureRequest, folder: Path) -> Embedder:
    return HashingEmbedder() if request.param == "double" else SentenceModel(str(folder))


def test_rows_are_of_single_precision_and_of_the_dimension(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (5, embedder.dimension)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)
    assert embedder.embed_question("lệ phí").shape == (embedder.dimension,)


def test_rows_have_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(TEXTS[:3])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_a_row_is_of_its_text_alone(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS)
    assert embedder.embed_passages(TEXTS[1:2])[0] == pytest.approx(together[1], abs=1e-5)
    assert embedder.embed_passages(TEXTS[::-1])[::-1] == pytest.approx(together, abs=1e-5)


def test_without_prompts_a_question_is_like_a_passage(embedder: Embedder) -> None:
    passage = embedder.embed_passages(["lệ phí"])[0]
    assert embedder.embed_question("lệ phí") == pytest.approx(passage, abs=1e-5)


# Prompts, cuts, names


def test_the_models_own_prompts_are_used_where_none_are_set(folder: Path, prompted: Path) -> None:
    plain, own = SentenceModel(str(folder)), SentenceModel(str(prompted))
    assert own.embed_question("lệ phí") == pytest.approx(
        plain.embed_question("hỏi : lệ phí"), abs=1e-5
    )
    assert own.embed_passages(["lệ phí"])[0] == pytest.approx(
        plain.embed_passages(["đoạn : lệ phí"])[0], abs=1e-5
    )
    assert "|hỏi : |đoạn : |" in own.name


def test_prompts_that_are_set_come_before_the_models_own(folder: Path, prompted: Path) -> None:
    options = EncoderOptions(question_prompt="năm : ", passage_prompt="ngày : ")
    chosen, plain = SentenceModel(str(prompted), options), SentenceModel(str(folder))
    assert chosen.embed_question("lệ phí") == pytest.approx(
        plain.embed_question("năm : lệ phí"), abs=1e-5
    )
    assert chosen.embed_passages(["lệ phí"])[0] == pytest.approx(
        plain.embed_passages(["ngày : lệ phí"])[0], abs=1e-5
    )


def test_what_is_longer_than_the_model_takes_is_cut(folder: Path) -> None:
    model = SentenceModel(str(folder))
    long, longer = model.embed_passages(["báo cáo " * LONGEST, "báo cáo " * 500])
    assert long == pytest.approx(longer, abs=1e-5)


def test_a_shorter_cut_can_be_set_but_no_longer_one(folder: Path) -> None:
    short = SentenceModel(str(folder), EncoderOptions(tokens=4))
    cut, whole = short.embed_passages(["báo cáo năm quý", "báo cáo"])
    assert cut == pytest.approx(whole, abs=1e-5)
    assert SentenceModel(str(folder), EncoderOptions(tokens=999)).name == (
        SentenceModel(str(folder)).name
    )


def test_the_first_dimensions_alone_have_length_one(folder: Path) -> None:
    model = SentenceModel(str(folder), EncoderOptions(dimensions=8))
    vectors = model.embed_passages(TEXTS[:2])
    whole = SentenceModel(str(folder)).embed_passages(TEXTS[:2])[:, :8]
    assert (model.dimension, vectors.shape) == (8, (2, 8))
    assert vectors == pytest.approx(whole / np.linalg.norm(whole, axis=1)[:, None], abs=1e-5)


def test_batches_of_any_size_give_the_same(folder: Path) -> None:
    one = SentenceModel(str(folder), EncoderOptions(batch=1)).embed_passages(TEXTS)
    assert SentenceModel(str(folder)).embed_passages(TEXTS) == pytest.approx(one, abs=1e-5)


def test_the_name_tells_weights_and_options_apart_but_not_where_the_folder_is(
    folder: Path, tmp_path: Path
) -> None:
    name = SentenceModel(str(folder)).name
    copied = Path(shutil.copytree(folder, tmp_path / "copy" / "tiny"))
    other = write_bi_encoder(tmp_path / "other" / "tiny", seed=1)
    assert SentenceModel(str(copied)).name == name
    assert SentenceModel(str(other)).name != name
    assert SentenceModel(str(folder), EncoderOptions(tokens=8)).name != name
    assert SentenceModel(str(folder), EncoderOptions(dimensions=8)).name != name


def test_a_model_of_the_hub_is_told_by_its_revision(folder: Path, tmp_path: Path) -> None:
    hub = tmp_path / "hub" / "models--office--tiny"
    shutil.copytree(folder, hub / "snapshots" / "0123abcd")
    (hub / "refs").mkdir()
    (hub / "refs" / "main").write_text("0123abcd", encoding="utf-8")
    code = (
        "from index.sentence_model import SentenceModel; print(SentenceModel('office/tiny').name)"
    )
    ran = subprocess.run(  # noqa: S603 -- our own code
        [sys.executable, "-c", code],
        env={**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert ran.stdout.strip() == "sentence-transformers:office/tiny@0123abcd|||24|16"


def test_another_process_gets_the_same_model(folder: Path) -> None:
    model = SentenceModel(str(folder), EncoderOptions(tokens=8))
    sent = pickle.dumps(model)
    assert len(sent) < 1000
    assert pickle.loads(sent).name == model.name  # noqa: S301 -- our own


def test_broken_weights_are_refused_with_what_to_do(folder: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    (broken / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(EmbeddingModelError, match="Hãy kiểm tra tên hoặc thư mục"):
        SentenceModel(str(broken))


def test_a_library_is_rebuilt_from_kept_vectors(folder: Path, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: MORNING) as store:
        store.put(paper("ke-hoach", "báo cáo quý", "lệ phí hồ sơ"))
        model = SentenceModel(str(folder))
        cache = VectorCache(tmp_path / "vectors.db")
        LibraryIndex(tmp_path / "index", store, model, cache=cache).refresh()
        again = LibraryIndex(tmp_path / "index", store, SentenceModel(str(folder)), cache=cache)
        again.rebuild()
        assert again.reused() == 2
        store.put(paper("so", "sổ hộ tịch"))
        shorter = SentenceModel(str(folder), EncoderOptions(tokens=8))
        other = LibraryIndex(tmp_path / "index", store, shorter, cache=cache)
        other.rebuild()
        assert other.reused() == 0


# Cross-encoders


def test_a_pair_has_one_score_whatever_the_batch(cross_folder: Path) -> None:
    texts = ["báo cáo quý", "lệ phí hồ sơ", "hạn nộp " * 100]
    found = PairModel(str(cross_folder)).scores("báo cáo", texts)
    assert found.shape == (3,)
    assert found.dtype == np.float64
    assert PairModel(str(cross_folder), batch=1).scores("báo cáo", texts) == pytest.approx(
        found, abs=1e-5
    )
    assert len(set(found.round(4))) == 3


def test_a_passage_is_cut_to_what_the_model_takes(cross_folder: Path) -> None:
    model = PairModel(str(cross_folder))
    found = model.scores("báo cáo", ["lệ phí " * LONGEST, "lệ phí " * 900])
    assert found[0] == pytest.approx(found[1], abs=1e-5)


def test_a_library_is_ordered_by_a_cross_encoder(cross_folder: Path, tmp_path: Path) -> None:
    model = PairModel(str(cross_folder))
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: MORNING) as store:
        store.put(paper("ke-hoach", "báo cáo quý", "báo cáo năm", "báo cáo hồ sơ hộ tịch"))
        plain = LibraryIndex(tmp_path / "index", store, HashingEmbedder())
        index = LibraryIndex(
            tmp_path / "index", store, HashingEmbedder(), reranking=Reranking(model)
        )
        before, after = plain.search("báo cáo", 3), index.search("báo cáo", 3)
        assert after == index.search("báo cáo", 3)
    texts = [f"ke-hoach.pdf\n{hit.passage.text}" for hit in before]
    order = Reranking(model).order("báo cáo", texts)
    assert [hit.ordinal for hit in after] == [before[place].ordinal for place in order]


@pytest.mark.parametrize("kind", ["a bi-encoder", "two scores", "broken", "nowhere"])
def test_what_is_no_cross_encoder_is_refused(kind: str, folder: Path, tmp_path: Path) -> None:
    places = {
        "a bi-encoder": folder,
        "two scores": write_cross_encoder(tmp_path / "two", labels=2),
        "broken": write_cross_encoder(tmp_path / "broken"),
        "nowhere": tmp_path / "nowhere",
    }
    (tmp_path / "broken" / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(RerankerError, match=r"^Không nạp được mô hình xếp lại .*DUNGHAN_RERANKER"):
        PairModel(str(places[kind]))


def test_a_batch_that_can_not_be_scored_leaves_the_order(
    cross_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = PairModel(str(cross_folder), batch=0)
    with pytest.raises(RerankingFailedError, match="ValueError: batch_size"):
        model.scores("báo cáo", ["lệ phí"])
    caplog.set_level(logging.WARNING, logger="index.reranking")
    assert Reranking(model).order("báo cáo", ["lệ phí", "năm"]) == [0, 1]
    assert len([r for r in caplog.records if r.name == "index.reranking"]) == 1
