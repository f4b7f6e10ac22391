"""The shipped model without torch, and the contract that every embedder keeps."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from index.embedding import Embedder
from index.errors import EmbeddingModelError
from index.static_model import SHIPPED, WEIGHTS_FILE, StaticModel, load_static_model
from tests.index_doubles import HashingEmbedder

REPORT = "Hạn gửi báo cáo khắc phục tồn tại"


@pytest.fixture(scope="session")
def shipped() -> StaticModel:
    return load_static_model()


@pytest.fixture(params=["double", "shipped"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    found: Embedder = {
        "double": HashingEmbedder,
        "shipped": lambda: request.getfixturevalue("shipped"),
    }[request.param]()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of two words and two numbers."""
    write_card(tmp_path, {"name": "static-tiny", "analyzer": 3})
    write_vocabulary(tmp_path, {"báo": 0, "cáo": 1})
    weights = np.asarray([[3, 0], [0, 4]], dtype=np.float16)
    save_file({"embedding.weight": weights}, tmp_path / "model.safetensors")
    return tmp_path


def write_card(folder: Path, card: object) -> None:
    (folder / "dunghan.json").write_text(json.dumps(card), encoding="utf-8")


def write_vocabulary(folder: Path, vocabulary: dict[str, int]) -> None:
    content = json.dumps({"model": {"vocab": vocabulary}})
    (folder / "tokenizer.json").write_text(content, encoding="utf-8")


# The contract


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_vectors_are_of_single_precision(embedder: Embedder) -> None:
    assert embedder.embed_passages([REPORT]).dtype == np.float32
    assert embedder.embed_question(REPORT).dtype == np.float32


def test_a_question_has_one_vector(embedder: Embedder) -> None:
    assert embedder.embed_question(REPORT).shape == (embedder.dimension,)


def test_vectors_have_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed_passages([REPORT, "Mức thu lệ phí", "Điều 5 " * 2000])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_an_empty_text_gives_zeros(embedder: Embedder) -> None:
    assert not embedder.embed_passages(["", "???"]).any()
    assert not embedder.embed_question("").any()


def test_a_vector_does_not_depend_on_the_texts_beside_it(embedder: Embedder) -> None:
    beside = embedder.embed_passages(["Mức thu lệ phí", REPORT, ""])[1]
    assert beside == pytest.approx(embedder.embed_passages([REPORT])[0], abs=1e-6)


def test_texts_that_share_words_are_nearer_than_those_that_do_not(embedder: Embedder) -> None:
    near, far = embedder.embed_passages(["thời hạn gửi báo cáo", "mức thu lệ phí xây dựng"])
    question = embedder.embed_question(REPORT)
    assert question @ near > question @ far


def test_a_name_and_a_dimension_are_there_for_the_manifest(embedder: Embedder) -> None:
    assert embedder.name
    assert embedder.dimension > 0


# The static model


def test_the_shipped_model_is_named_after_its_weights(shipped: StaticModel) -> None:
    weights = (SHIPPED / WEIGHTS_FILE).read_bytes()
    assert shipped.name == f"static-{hashlib.sha256(weights).hexdigest()[:12]}"
    assert shipped.dimension == 256
    assert len(shipped.vocabulary) == 60_000


def test_the_shipped_model_is_no_larger_than_32_mib() -> None:
    sizes = [path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()]
    assert 0 < sum(sizes) <= 32 * 1024 * 1024


def test_words_that_the_model_does_not_know_give_zeros(shipped: StaticModel) -> None:
    assert not shipped.embed_question("xyzzyq").any()


def test_an_accent_form_and_a_short_form_give_the_same_vector(shipped: StaticModel) -> None:
    short = shipped.embed_question("TTHC")
    assert (short == shipped.embed_question("thủ tục hành chính")).all()


def test_a_vector_is_the_sum_of_its_words_brought_to_length_one(folder: Path) -> None:
    model = load_static_model(folder)
    assert model.embed_question("báo cáo báo") == pytest.approx([0.6, 0.8])


@pytest.mark.parametrize("lost", ["dunghan.json", "tokenizer.json", "model.safetensors"])
def test_a_model_without_a_file_is_refused(lost: str, folder: Path) -> None:
    (folder / lost).unlink()
    with pytest.raises(EmbeddingModelError, match=r"Không đọc được.*dunghan model train"):
        load_static_model(folder)


@pytest.mark.parametrize("broken", ["dunghan.json", "tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe{"], ids=["empty", "other", "bytes"])
def test_a_model_with_a_broken_file_is_refused(broken: str, content: bytes, folder: Path) -> None:
    (folder / broken).write_bytes(content)
    with pytest.raises(EmbeddingModelError, match="Không đọc được"):
        load_static_model(folder)


def test_a_card_without_a_name_is_refused(folder: Path) -> None:
    write_card(folder, {"analyzer": 3})
    with pytest.raises(EmbeddingModelError, match="Không đọc được"):
        load_static_model(folder)


@pytest.mark.parametrize("vocabulary", [{"báo": 0}, {"báo": 0, "cáo": 2}], ids=["few", "gap"])
def test_words_that_do_not_fit_the_vectors_are_refused(
    vocabulary: dict[str, int], folder: Path
) -> None:
    write_vocabulary(folder, vocabulary)
    with pytest.raises(EmbeddingModelError, match="2 véc-tơ không khớp"):
        load_static_model(folder)


def test_a_model_of_another_analyzer_is_refused(folder: Path) -> None:
    write_card(folder, {"name": "static-tiny", "analyzer": 1})
    with pytest.raises(EmbeddingModelError, match=r"bộ tách từ bản 1, phần mềm này dùng bản 3"):
        load_static_model(folder)
