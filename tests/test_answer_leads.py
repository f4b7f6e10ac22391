"""What stands in the line that leads a passage in is quoted with it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.assistant import Assistant
from bench.questions import assistant_over
from index.static_model import load_static_model

TODAY = date(2026, 11, 20)
RULES = """ỦY BAN NHÂN DÂN
XÃ BÌNH MINH
Số: 31/2026/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Minh, ngày 05 tháng 5 năm 2026

QUYẾT ĐỊNH
Ban hành Quy định về giữ gìn vệ sinh chợ

Điều 4. Xử phạt vi phạm về vệ sinh chợ
1. Phạt tiền từ 200.000 đồng đến 300.000 đồng đối với một trong các hành vi sau:
a) Đổ nước thải xuống rãnh thoát nước của chợ;
b) Để hàng hóa lấn lối đi chung của chợ.
2. Phạt tiền từ 500.000 đồng đến 700.000 đồng đối với một trong các hành vi sau:
a) Giết mổ gia cầm trong nhà lồng chợ;
b) Đốt rác trong khu vực chợ.
Điều 5. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 5 năm 2026.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("cho")
    (folder / "qd-31-ve-sinh-cho.txt").write_text(RULES, encoding="utf-8")
    with assistant_over(folder, load_static_model()) as made:
        yield made


@pytest.mark.parametrize(
    "question",
    [
        "Giết mổ gia cầm trong nhà lồng chợ bị phạt bao nhiêu tiền?",
        "giet mo gia cam trong nha long cho phat may tien",
    ],
)
def test_amount_above_a_point_is_quoted_before_it(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question, TODAY)
    assert answer.answered
    assert answer.quotes[0].text.startswith("2. Phạt tiền từ 500.000 đồng đến 700.000 đồng")
    assert answer.quotes[1].text == "a) Giết mổ gia cầm trong nhà lồng chợ;"


def test_the_article_is_the_answer_to_which_article(assistant: Assistant) -> None:
    answer = assistant.answer("Điều nào phạt việc đốt rác trong khu vực chợ?", TODAY)
    assert answer.answered
    assert "Đốt rác" in answer.quotes[0].text
    assert answer.quotes[0].citation.id.endswith("d4/k2/b")


def test_amount_that_no_line_says_is_refused(assistant: Assistant) -> None:
    asked = "Để xe máy trong nhà lồng chợ bị thu phí bao nhiêu tiền một lượt?"
    assert not assistant.answer(asked, TODAY).answered
