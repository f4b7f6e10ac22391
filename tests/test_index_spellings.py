"""Accents put back by the words and frequencies of an office's own papers."""

from pathlib import Path

import pytest

from corpus.words import compound_words
from index.accents import AccentRestorer
from index.lexical import LexicalIndex, LexicalSpellings
from index.rows import Entry, row_of

LAW = {"so": 5, "số": 900, "sổ": 40, "ho": 2, "hộ": 300, "tịch": 100, "hộ_tịch": 90, "an": 400}


@pytest.fixture
def spellings(tmp_path: Path) -> LexicalSpellings:
    index = LexicalIndex(tmp_path)
    text = "Sổ hộ tịch của xã Tân Lộc Đông."
    entry = Entry(row=row_of(1, 0), text=text, context="", words=("tân_lộc_đông", "hộ_tịch"))
    index.write([entry])
    return index.spellings()


def test_a_name_of_the_office_is_restored_whole(spellings: LexicalSpellings) -> None:
    restorer = AccentRestorer(lambda: LAW)
    assert restorer.restore("tan loc dong", spellings) == "tân lộc đông"


def test_the_offices_own_pairs_outweigh_the_laws(spellings: LexicalSpellings) -> None:
    restorer = AccentRestorer(lambda: LAW)
    assert restorer.restore("so ho tich", spellings) == "sổ hộ tịch"


def test_two_words_that_share_a_syllable_are_told_apart_by_the_offices_pairs(
    tmp_path: Path,
) -> None:
    index = LexicalIndex(tmp_path)
    text = "Bộ phận Một cửa phường An Hòa có phương án làm việc; UBND phường An Hòa."
    index.write([Entry(row=row_of(1, 0), text=text, context="", words=("an_hoà", "phương_án"))])
    law = {"phương": 900, "án": 700, "phương_án": 600, "phường": 90, "an": 400, "hoà": 90}

    read = AccentRestorer(lambda: law).restore("o phuong an hoa", index.spellings())

    assert read == "o phường an hoà"


def test_without_a_library_the_frequent_spelling_is_taken() -> None:
    assert AccentRestorer(lambda: LAW).restore("so ho tich") == "số hộ tịch"


def test_the_words_of_questions_are_known_without_any_paper() -> None:
    assert AccentRestorer(lambda: LAW).restore("an khi nao") == "an khi nào"


def test_a_word_that_no_paper_has_is_not_spelled(spellings: LexicalSpellings) -> None:
    assert spellings.word("dong_loc") is None


def test_a_longer_word_does_not_answer_for_its_beginning(spellings: LexicalSpellings) -> None:
    assert spellings.word("tan_loc") is None


def test_compound_words_are_joined_and_the_most_frequent_stand_first() -> None:
    text = "Thủ tục hành chính của công dân.\nThủ tục hành chính được giải quyết đúng hạn."
    found = compound_words(text)
    assert "công_dân" in found
    assert all("_" in word and word == word.lower() for word in found)


def test_a_text_without_words_of_two_syllables_has_none() -> None:
    assert compound_words("1. a) 2026") == ()
