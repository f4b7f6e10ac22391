"""What only a footnote says is quoted with the line that its mark stands in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.assistant import Assistant
from bench.questions import assistant_over
from index.static_model import load_static_model

TODAY = date(2026, 11, 20)
REPORT = """ỦY BAN NHÂN DÂN
XÃ BÌNH MINH
Số: 52/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Minh, ngày 05 tháng 5 năm 2026

BÁO CÁO
Kết quả chỉnh trang chợ và đường ấp

I. KẾT QUẢ
1. Ủy ban nhân dân xã đã triển khai mô hình chợ không rác thải nhựa tại chợ Bình Minh¹.
2. Các ấp trồng 400 cây xanh ven đường với diện tích 900 m².
II. NHIỆM VỤ
1. Công chức Văn hóa - Xã hội tuyên truyền về cây xanh.

¹ Kế hoạch số 18/KH-UBND ngày 12 tháng 02 năm 2026.
² Thông báo số 77/TB-UBND ngày 01 tháng 3 năm 2026.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("cho")
    (folder / "bc-52-chinh-trang.txt").write_text(REPORT, encoding="utf-8")
    with assistant_over(folder, load_static_model()) as made:
        yield made


@pytest.mark.parametrize(
    "question",
    [
        "Mô hình chợ không rác thải nhựa được triển khai theo kế hoạch số mấy?",
        "mo hinh cho khong rac thai nhua trien khai theo ke hoach so may",
    ],
)
def test_the_number_in_a_footnote_is_quoted_behind_its_line(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question, TODAY)
    assert answer.answered
    assert answer.quotes[0].text.endswith("tại chợ Bình Minh¹.")
    assert answer.quotes[1].text.strip() == "¹ Kế hoạch số 18/KH-UBND ngày 12 tháng 02 năm 2026."
    assert "18/KH-UBND" in answer.conclusion[1].text


def test_a_square_metre_is_no_mark_of_a_footnote(assistant: Assistant) -> None:
    answer = assistant.answer("Các ấp trồng cây xanh ven đường theo thông báo số mấy?", TODAY)
    assert not any("77/TB-UBND" in quote.text for quote in answer.quotes if answer.answered)
