"""What a person meant to type: leftovers of typing programs, slips, words written as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.slips import distance, halves, horned, near, telex, viqr, vni


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hanj", "hạn"),
        ("thoiwf", "thời"),
        ("thowif", "thời"),
        ("ddieeuf", "điều"),
        ("ddoongf", "đồng"),
        ("phuwowngf", "phường"),
        ("phuongwf", "phường"),
        ("duwowcj", "dược"),
        ("quyeets", "quyết"),
        ("hoaf", "hoà"),
        ("cuar", "của"),
        ("thuyr", "thuỷ"),
        ("toans", "toán"),
    ],
)
def test_telex_keys_become_their_letters(typed: str, meant: str) -> None:
    assert telex(typed) == meant


def test_a_word_without_telex_keys_is_none() -> None:
    assert telex("ban") is None
    assert telex("xyzzwy") is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("thoi72", "thời"), ("han5", "hạn"), ("d9ie6u2", "điều"), ("xa4", "xã")]
)
def test_vni_keys_become_their_letters(typed: str, meant: str) -> None:
    assert vni(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("dde^`", "đề"), ("ho^`", "hồ"), ("to+`", "tờ")])
def test_viqr_keys_become_their_letters(typed: str, meant: str) -> None:
    assert viqr(typed) == meant


def test_a_mark_without_a_vowel_is_none() -> None:
    assert vni("xb2") is None


def test_the_halves_of_a_word_are_every_cut() -> None:
    assert list(halves("hoso")) == [("h", "oso"), ("ho", "so"), ("hos", "o")]


@pytest.mark.parametrize("typed", ["hna", "haan", "hn", "hab", "hann"])
def test_one_slip_away_is_near(typed: str) -> None:
    assert near(typed, {"han"}) == ["han"]


def test_two_slips_away_is_not_near() -> None:
    assert near("hxyn", {"han"}) == []


def test_a_word_is_not_near_itself() -> None:
    assert near("han", {"han"}) == []


@pytest.mark.parametrize(
    ("typed", "meant", "keys"),
    [("hạn", "hạn", 0), ("han", "hạn", 1), ("hna", "han", 1), ("thừoi", "thời", 2), ("", "ab", 2)],
)
def test_the_distance_counts_keys(typed: str, meant: str, keys: int) -> None:
    assert distance(typed, meant) == keys


@given(
    st.text(st.sampled_from("hanạđơ"), max_size=6), st.text(st.sampled_from("hanạđơ"), max_size=6)
)
def test_the_distance_is_the_same_both_ways(left: str, right: str) -> None:
    assert distance(left, right) == distance(right, left)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phừong An Hòa nhận đựoc", "phường An Hòa nhận được"),
        ("trừơng học, nuớc sạch, đuờng", "trường học, nước sạch, đường"),
        ("thuở ấy quờ quạng", "thuở ấy quờ quạng"),
        ("cửa, mua, hươu", "cửa, mua, hươu"),
    ],
)
def test_a_horn_or_mark_on_the_wrong_letter_is_put_right(typed: str, meant: str) -> None:
    assert horned(typed) == meant
