"""Word by word over the shipped token vectors."""

import numpy as np
import pytest

from index.static_model import StaticModel, shipped_model
from index.token_match import TokenMatch


@pytest.fixture(scope="module")
def match() -> TokenMatch:
    return TokenMatch(shipped_model())


def test_the_same_words_are_as_near_as_can_be(match: TokenMatch) -> None:
    (near,) = match.nearness("nộp lệ phí đăng ký", [("Nộp lệ phí đăng ký tại xã.",)])
    assert near == pytest.approx(1.0, abs=1e-4)


def test_words_of_the_matter_are_nearer_than_others(match: TokenMatch) -> None:
    paid, planted = match.nearness(
        "đóng tiền phạt ở đâu", [("Nơi thu tiền phạt là kho bạc.",), ("Trồng cây ven đường.",)]
    )
    assert paid > planted + 0.2


def test_pieces_of_a_text_are_held_together(match: TokenMatch) -> None:
    apart = match.nearness("lệ phí đăng ký", [("lệ phí",), ("đăng ký",), ("lệ phí", "đăng ký")])
    assert apart[2] > max(apart[:2])


def test_what_no_token_is_known_of_is_not_near(match: TokenMatch) -> None:
    assert match.nearness("???", [("Lệ phí.",), ("",)]) == [0.0, 0.0]
    assert match.nearness("lệ phí", [("",), ("…",)]) == [0.0, 0.0]


def test_many_texts_are_told_as_each_alone(match: TokenMatch) -> None:
    texts = [(f"Điều {number}. Nộp hồ sơ {number} ngày, lệ phí.",) for number in range(60)]
    together = match.nearness("hồ sơ nộp trong mấy ngày", texts)
    alone = [match.nearness("hồ sơ nộp trong mấy ngày", [text])[0] for text in texts]
    assert together == pytest.approx(alone, abs=1e-5)


def test_the_length_of_a_vector_is_the_weight_of_its_word(match: TokenMatch) -> None:
    model = StaticModel(
        folder=shipped_model().folder,
        name="tiny",
        vocabulary={"lệ": 0, "phí": 1},
        weights=np.asarray([[3.0, 0.0], [0.0, 1.0]], dtype=np.float32),
    )
    assert TokenMatch(model).nearness("lệ phí", [("lệ",), ("phí",)]) == pytest.approx([0.75, 0.25])
