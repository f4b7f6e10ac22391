"""What needs torch: the shipped model as sentence-transformers reads it, other models, training."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.store import open_store
from index.analyzer import VERSION
from index.errors import EmbeddingModelError
from index.library_index import LibraryIndex
from index.static_model import SHIPPED, load_static_model
from tests.index_doubles import MORNING, paper

pytest.importorskip("sentence_transformers", reason="needs the [encoder] extra: dunghan[encoder]")

# Only now: without the extra there is nothing to import.
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

from index.sentence_model import EncoderOptions, SentenceModel, word_tokenizer
from index.training import Recipe, TrainingQuestion, TrainingText, train

pytestmark = pytest.mark.encoder

TEXTS = [
    "Hạn gửi báo cáo khắc phục tồn tại",
    "điểm đ khoản 1 Điều 5 Nghị định 61/2018/NĐ-CP",
    "UBND xã tiếp nhận hồ sơ TTHC trong 03 ngày làm việc",
    "han bao cao khac phuc",
    "Hoà, thủy, quý",
    "",
    "???",
    "xyzzyq",
    "Thời hạn giải quyết khiếu nại lần đầu không quá 30 ngày. " * 800,
]
RECIPE = Recipe(tokens=200, dimension=8, passes=2, batch=8)


# The shipped model


def test_sentence_transformers_gives_the_vectors_that_the_program_gives() -> None:
    encoder = SentenceTransformer(str(SHIPPED), trust_remote_code=True, device="cpu")
    found = encoder.encode(TEXTS, show_progress_bar=False)
    assert np.abs(found - load_static_model().embed_passages(TEXTS)).max() < 1e-6


def test_the_shipped_model_by_its_folder_alone_is_refused_with_a_reason() -> None:
    with pytest.raises(EmbeddingModelError, match="Không nạp được mô hình nhúng"):
        SentenceModel(str(SHIPPED))


# Any other model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sentence-transformers model of four words, saved."""
    words = {"[UNK]": 0, "báo": 1, "cáo": 2, "phí": 3, "hỏi:": 4}
    weights = np.asarray([[0, 0], [3, 0], [0, 4], [-1, 1], [0.5, 0.5]], dtype=np.float32)
    module = StaticEmbedding(word_tokenizer(words), embedding_weights=weights)
    SentenceTransformer(modules=[module], device="cpu").save(
        str(tmp_path / "tiny"), create_model_card=False
    )
    return tmp_path / "tiny"


@pytest.fixture
def model(folder: Path) -> SentenceModel:
    return SentenceModel(str(folder), EncoderOptions(question_prompt="hỏi: "))


def test_a_model_says_its_dimension_and_a_name_with_its_prompts(
    model: SentenceModel,
) -> None:
    assert model.dimension == 2
    assert model.name.startswith("sentence-transformers:tiny@")
    assert model.name.endswith("|hỏi: ||inf|2")


def test_no_texts_give_no_rows(model: SentenceModel) -> None:
    assert model.embed_passages([]).shape == (0, 2)


def test_vectors_are_of_single_precision_and_length_one(model: SentenceModel) -> None:
    vectors = model.embed_passages(["báo cáo", "phí", "báo " * 3000])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_a_text_of_unknown_words_gives_zeros(model: SentenceModel) -> None:
    assert not model.embed_passages(["", "xyzzy"]).any()


def test_a_vector_does_not_depend_on_the_texts_beside_it(model: SentenceModel) -> None:
    assert model.embed_passages(["phí", "báo cáo"])[1] == pytest.approx([0.6, 0.8])
    assert model.embed_passages(["báo cáo"])[0] == pytest.approx([0.6, 0.8])


def test_a_static_model_of_others_is_not_cut(folder: Path) -> None:
    model = SentenceModel(str(folder), EncoderOptions(tokens=1))
    assert model.embed_passages(["báo cáo"])[0] == pytest.approx([0.6, 0.8])


def test_a_question_is_embedded_with_its_prompt(model: SentenceModel) -> None:
    assert model.embed_question("") == pytest.approx([0.5**0.5, 0.5**0.5])


def test_a_model_that_is_nowhere_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelError, match=r"DUNGHAN_MODEL"):
        SentenceModel(str(tmp_path / "nowhere"))


def test_a_library_is_searched_with_such_a_model(model: SentenceModel, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: MORNING) as store:
        store.put(paper("ke-hoach", "báo cáo", "lệ phí"))
        hits = LibraryIndex(tmp_path / "index", store, model).search("phí", 1)
    assert [hit.passage.text for hit in hits] == ["lệ phí\n"]


# Training

ARTICLES = [
    TrainingText(
        id=f"a{number}",
        text=f"Điều {number}. Thời hạn báo cáo lần {number}\nCơ quan gửi báo cáo lần {number} "
        f"trong {number} ngày làm việc, kể từ ngày nhận hồ sơ.",
    )
    for number in range(1, 41)
]
QUESTIONS = [TrainingQuestion(text="Khi nào gửi báo cáo lần 3?", articles=("a3", "not-there"))]


def test_a_title_has_no_article_number_and_a_body_no_heading() -> None:
    article = TrainingText(id="a", text="Điều 5a. Thời hạn\nBa ngày.\nBốn ngày.")
    assert article.title == "Thời hạn"
    assert article.body == "Ba ngày.\nBốn ngày."


def test_training_writes_a_folder_that_the_program_reads(tmp_path: Path) -> None:
    said: list[str] = []
    train(ARTICLES, QUESTIONS, tmp_path / "model", RECIPE, said.append)
    model = load_static_model(tmp_path / "model")
    assert model.dimension == 8
    assert "báo_cáo" in model.vocabulary
    assert np.linalg.norm(model.embed_question("gửi báo cáo")) == pytest.approx(1, abs=1e-5)
    assert "41 cặp; đang huấn luyện …" in said


def test_a_trained_folder_is_read_by_sentence_transformers_alike(tmp_path: Path) -> None:
    train(ARTICLES, QUESTIONS, tmp_path, RECIPE, lambda _: None)
    encoder = SentenceTransformer(str(tmp_path), trust_remote_code=True, device="cpu")
    found = encoder.encode(TEXTS, show_progress_bar=False)
    assert np.abs(found - load_static_model(tmp_path).embed_passages(TEXTS)).max() < 1e-6


def test_the_same_texts_and_recipe_give_the_same_name(tmp_path: Path) -> None:
    train(ARTICLES, QUESTIONS, tmp_path / "one", RECIPE, lambda _: None)
    train(ARTICLES, QUESTIONS, tmp_path / "two", RECIPE, lambda _: None)
    assert load_static_model(tmp_path / "one").name == load_static_model(tmp_path / "two").name


def test_other_weights_have_another_name(tmp_path: Path) -> None:
    train(ARTICLES, QUESTIONS, tmp_path / "one", RECIPE, lambda _: None)
    train(ARTICLES, QUESTIONS, tmp_path / "two", replace(RECIPE, seed=1), lambda _: None)
    assert load_static_model(tmp_path / "one").name != load_static_model(tmp_path / "two").name


def test_the_card_tells_the_recipe(tmp_path: Path) -> None:
    train(ARTICLES, QUESTIONS, tmp_path, RECIPE, lambda _: None)
    card = json.loads((tmp_path / "dunghan.json").read_text(encoding="utf-8"))
    assert card["analyzer"] == VERSION
    assert (card["recipe"]["tokens"], card["recipe"]["passes"]) == (200, 2)


def test_fewer_pairs_than_one_batch_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelError, match="Chỉ có 4 cặp để huấn luyện, cần ít nhất 8"):
        train(ARTICLES[:4], [], tmp_path, RECIPE, lambda _: None)
