"""What was asked and not answered is kept without personal data."""

from datetime import date, datetime
from pathlib import Path

import pytest

from corpus.masking import masked
from corpus.schema import VIETNAM
from corpus.store import open_store
from corpus.unanswered import UnansweredQuestions


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("gọi số 0912 345 678 được không", "gọi số … được không"),
        ("căn cước 087099001234 làm lại ở đâu", "căn cước … làm lại ở đâu"),
        ("hồ sơ H20.26-230911-0001 đâu", "hồ sơ … đâu"),
        ("gửi lan.nt@dongthap.gov.vn được chưa", "gửi … được chưa"),
        ("ông Nguyễn Văn An nộp ở đâu", "ông … nộp ở đâu"),
        ("ho so ba tran thi lan o dau", "ho so ba … o dau"),
        ("Lê Thị Kim Hoa là ai", "… là ai"),
        ("Quyết định 15/2026/QĐ-UBND ngày 12/3/2026", "Quyết định 15/2026/QĐ-UBND ngày 12/3/2026"),
        ("7.727.149.829 đồng là gì", "7.727.149.829 đồng là gì"),
    ],
)
def test_personal_data_is_masked_and_nothing_else(asked: str, kept: str) -> None:
    assert masked(asked) == kept


def test_questions_are_listed_from_a_day_on_the_latest_first(tmp_path: Path) -> None:
    moments = [datetime(2026, 11, day, 9, tzinfo=VIETNAM) for day in (1, 20, 21)]
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=iter(moments).__next__) as store:
        kept = UnansweredQuestions(store)
        for question in ("một", "hai", "ba"):
            kept.keep(question, kind="general", confidence=0.2, nearest=None)
        found = kept.since(date(2026, 11, 20))
    assert [each.question for each in found] == ["ba", "hai"]
