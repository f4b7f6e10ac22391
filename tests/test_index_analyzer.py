"""The analyzer: which tokens a text becomes, on both sides of a search."""

from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import folded, meanings, pairs, several_meanings, syllables

_vietnamese = st.text(st.sampled_from("aăâđeêoơuưyáàảãạ bcghknt0123/.,-–&%\nĐUBND"), max_size=60)


def test_text_becomes_lower_case_syllables_in_reading_order() -> None:
    assert syllables("Hạn gửi Báo cáo, ngày") == ["hạn", "gửi", "báo", "cáo", "ngày"]


def test_text_without_letters_or_digits_has_no_tokens() -> None:
    assert syllables(" … – ( ) \n") == []


def test_a_document_number_is_one_token() -> None:
    assert syllables("Nghị định 61/2018/NĐ-CP") == ["nghị", "định", "61/2018/nđ-cp"]


def test_a_number_with_an_ampersand_is_one_token() -> None:
    assert syllables("số 12/KH-TN&MT") == ["số", "12/kh-tn&mt"]


def test_a_party_number_is_one_token() -> None:
    assert syllables("Nghị quyết 19-NQ/TW") == ["nghị", "quyết", "19-nq/tw"]


def test_a_long_dash_in_a_number_is_a_short_one() -> None:
    assert syllables("61/2018/NĐ–CP") == ["61/2018/nđ-cp"]


def test_a_dot_before_hc_is_a_dash() -> None:
    assert syllables("831/UBND.HC") == ["831/ubnd-hc"]


def test_decimals_thousands_percents_and_days_are_kept_whole() -> None:
    assert syllables("84,96 7.852 30% 31/8/2023") == ["84,96", "7.852", "30%", "31/8/2023"]


def test_leading_zeros_are_dropped() -> None:
    assert syllables("ngày 03/3/2022, số 08") == ["ngày", "3/3/2022", "số", "8"]


def test_zeros_after_a_comma_are_kept() -> None:
    assert syllables("0,05 1.005 0") == ["0,05", "1.005", "0"]


def test_one_letter_points_are_tokens() -> None:
    assert syllables("điểm đ, e khoản 2a") == ["điểm", "đ", "e", "khoản", "2", "a"]


def test_a_short_form_is_written_out() -> None:
    assert syllables("UBND xã") == ["uỷ", "ban", "nhân", "dân", "xã"]


def test_a_short_form_and_its_full_words_give_the_same_tokens() -> None:
    assert syllables("hồ sơ TTHC") == syllables("hồ sơ thủ tục hành chính")


def test_a_short_form_of_two_joined_by_a_dot_is_written_out_in_parts() -> None:
    assert syllables("UBND.TTHC") == [
        "uỷ", "ban", "nhân", "dân", "thủ", "tục", "hành", "chính",
    ]  # fmt: skip


def test_a_short_form_with_several_meanings_is_left_as_it_is() -> None:
    assert syllables("CT") == ["ct"]
    assert several_meanings()["ct"] == (
        "chủ tịch",
        "chỉ thị",
        "chương trình",
        "công thương",
    )


def test_a_short_form_that_looks_like_a_word_is_left_as_it_is() -> None:
    assert "tu" not in meanings()
    assert syllables("tu") == ["tu"]


def test_a_superscript_is_no_part_of_its_word() -> None:
    assert syllables("báo cáo¹ tháng²") == ["báo", "cáo", "tháng"]


def test_both_tone_placements_give_one_token() -> None:
    assert syllables("hòa thủy") == syllables("hoà thuỷ")


def test_pairs_join_neighbours() -> None:
    assert pairs(["hạn", "báo", "cáo"]) == ["hạn_báo", "báo_cáo"]


def test_one_token_has_no_pair() -> None:
    assert pairs(["hạn"]) == []


def test_folded_tokens_have_no_accents_and_keep_their_places() -> None:
    assert folded(["hạn", "61/2018/nđ-cp", "đ"]) == ["han", "61/2018/nd-cp", "d"]


@given(_vietnamese)
def test_case_does_not_change_the_tokens(text: str) -> None:
    assert syllables(text.upper()) == syllables(text.lower())


@given(_vietnamese, _vietnamese)
def test_tokens_of_two_paragraphs_are_those_of_each(first: str, second: str) -> None:
    assert syllables(f"{first}\n{second}") == syllables(first) + syllables(second)


def test_i_and_y_of_one_sound_are_one_letter() -> None:
    assert syllables("kĩ thuật quí lí tỉ lệ bác sỹ") == syllables("kỹ thuật quý lý tỷ lệ bác sĩ")


def test_i_and_y_of_two_sounds_stay() -> None:
    assert syllables("tai tay vi thi mùi múi") == ["tai", "tay", "vi", "thi", "mùi", "múi"]
