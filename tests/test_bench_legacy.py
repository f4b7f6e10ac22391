"""The score of reading old encodings."""

from pathlib import Path

import pytest

from bench.legacy import files_of, measure, score_text
from corpus.errors import DungHanError
from tests.old_encodings import to_vni

TEXT = "Căn cứ Luật đất đai; Ủy ban nhân dân xã báo cáo kết quả giải quyết hồ sơ."


def test_the_same_text_scores_one() -> None:
    score = score_text("a", "Đã  nộp\n", "Đã nộp")
    assert (score.diacritic, score.diacritic_cased, score.character) == (1.0, 1.0, 1.0)


def test_a_wrong_accent_counts_against_its_letter_alone() -> None:
    score = score_text("a", "Đã nộp hồ sơ", "Đã nốp hồ sơ")
    assert score.diacritic == pytest.approx(4 / 5)
    assert score.character == pytest.approx(11 / 12)


def test_lost_words_lose_their_letters() -> None:
    assert score_text("a", "Đã nộp hồ sơ", "Đã nộp").diacritic == pytest.approx(3 / 5)


def test_capitals_count_in_the_cased_share_only() -> None:
    score = score_text("a", "bộ tài chính", "BỘ TÀI CHÍNH")
    assert (score.diacritic, score.diacritic_cased) == (1.0, 0.0)
    assert score.character == 1.0


def test_text_without_a_common_letter_scores_zero() -> None:
    score = score_text("a", "Đã nộp", "")
    assert (score.diacritic, score.character) == (0.0, 0.0)


def test_a_failed_file_counts_as_zero(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.expected.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").write_text(to_vni(TEXT), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    said: list[str] = []
    found = measure(tmp_path, said.append)
    assert found.closing_line() == {"files": 2, "failed": 1, "diacritic": 0.5, "character": 0.5}
    assert [line.split("\t")[0] for line in said[:2]] == ["a.txt", "b.txt"]
    assert found.viparse_failed == 2  # it reads no plain text


def test_a_transcript_without_its_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.expected.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(DungHanError, match=r"không có tệp «a\.\*»"):
        list(files_of(tmp_path))


def test_a_folder_without_transcripts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DungHanError, match="không có tệp nào có bản chép"):
        list(files_of(tmp_path))
