"""Passages as patterns read them."""

from answer.plain import plain_words


def test_short_forms_of_papers_are_written_out_where_they_stand() -> None:
    assert plain_words("Kiến nghị 04/13 TTHC,\nđạt 30,76%") == (
        "kien nghi 04/13 thu tuc hanh chinh, dat 30,76%"
    )


def test_numbers_of_papers_are_left_whole() -> None:
    assert plain_words("Số 12/KH-UBND ngày 05/01/2026") == "so 12/kh-ubnd ngay 05/01/2026"
