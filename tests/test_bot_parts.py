"""Text cut into messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parts import MESSAGE_UNITS, PART_UNITS, Look, Paragraph, Run, cut, to_parts, units
from tests.doubles import text_of_html

LETTERS = st.sampled_from(["a", "ấ", "Đ", " ", " ", "\n", ". ", "; ", "<b>", "&", "&amp;", "😀"])
TEXTS = st.lists(LETTERS, max_size=60).map("".join)
PARAGRAPHS = st.lists(
    st.lists(st.builds(Run, TEXTS, st.sampled_from(Look)), max_size=4).map(tuple), max_size=6
)
LIMITS = st.integers(min_value=2, max_value=80)


def letters(text: str) -> str:
    return "".join(text.split())


def test_a_message_limit_is_under_telegram_s() -> None:
    assert PART_UNITS < MESSAGE_UNITS


@given(TEXTS)
def test_units_are_counted_as_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(TEXTS, LIMITS)
def test_pieces_join_back_to_the_text(text: str, limit: int) -> None:
    assert "".join(cut(text, limit)) == text


@given(TEXTS, LIMITS)
def test_no_piece_is_empty_or_over_the_limit(text: str, limit: int) -> None:
    assert all(0 < units(piece) <= limit for piece in cut(text, limit))


@given(PARAGRAPHS, LIMITS)
def test_every_part_fits_after_parsing_and_is_not_blank(
    paragraphs: list[Paragraph], limit: int
) -> None:
    parts = to_parts(paragraphs, limit)
    assert all(part.plain.strip() and units(part.plain) <= limit for part in parts)


@given(PARAGRAPHS, LIMITS)
def test_tags_are_closed_in_each_part_and_show_the_plain_text(
    paragraphs: list[Paragraph], limit: int
) -> None:
    assert all(text_of_html(part.html) == part.plain for part in to_parts(paragraphs, limit))


@given(PARAGRAPHS, LIMITS)
def test_no_letter_is_lost_or_moved(paragraphs: list[Paragraph], limit: int) -> None:
    said = "".join(run.text for paragraph in paragraphs for run in paragraph)
    assert letters("".join(part.plain for part in to_parts(paragraphs, limit))) == letters(said)


def test_short_paragraphs_share_a_message() -> None:
    parts = to_parts([(Run("một"),), (Run("hai", Look.BOLD),)], limit=20)
    assert [part.html for part in parts] == ["một\n\n<b>hai</b>"]


def test_a_message_ends_between_paragraphs_when_it_can() -> None:
    parts = to_parts([(Run("một hai"),), (Run("ba bốn"),)], limit=10)
    assert [part.plain for part in parts] == ["một hai", "ba bốn"]


def test_a_long_paragraph_is_cut_after_a_sentence_rather_than_after_a_word() -> None:
    assert list(cut("Một hai ba. Bốn năm sáu bảy", 20)) == ["Một hai ba. ", "Bốn năm sáu bảy"]


def test_a_long_paragraph_without_sentences_is_cut_after_a_word() -> None:
    assert list(cut("một hai ba bốn", 10)) == ["một hai ", "ba bốn"]


def test_a_word_longer_than_a_message_is_cut_inside() -> None:
    assert list(cut("abcdefg", 3)) == ["abc", "def", "g"]


def test_an_emoji_is_never_cut_in_half() -> None:
    assert list(cut("😀😀", 3)) == ["😀", "😀"]


def test_a_bold_run_that_is_cut_is_bold_in_both_messages() -> None:
    parts = to_parts([(Run("một hai ba bốn", Look.BOLD),)], limit=10)
    assert [part.html for part in parts] == ["<b>một hai </b>", "<b>ba bốn</b>"]


def test_a_limit_without_room_for_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^limit 1: "):
        to_parts([], limit=1)


def test_a_long_paragraph_begins_in_the_open_message() -> None:
    parts = to_parts([(Run("đầu"),), (Run("một hai ba bốn năm sáu"),)], limit=20)
    assert [part.plain for part in parts] == ["đầu\n\nmột hai ba bốn ", "năm sáu"]
