"""Short forms of typing on a phone, in questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.chat_words import chat_words_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hồ sơ trễ ko dc xin lỗi thì làm j", "hồ sơ trễ không được xin lỗi thì làm gì"),
        ("ho so tre ko dc xin loi thi lam j", "ho so tre khong duoc xin loi thi lam gi"),
        ("phải đạt bn %", "phải đạt bao nhiêu phần trăm"),
        ("xã phải báo cáo k?", "xã phải báo cáo không?"),
        ("điểm k khoản 2 Điều 5", "điểm k khoản 2 Điều 5"),
        ("điểm r khoản 1 nói j", "điểm r khoản 1 nói gì"),
        ("QD 07/2025 thay quyết định nào", "quyết định 07/2025 thay quyết định nào"),
        ("theo nd 30", "theo nghi dinh 30"),
        ("kế hoạch 12/KH-UBND", "kế hoạch 12/KH-UBND"),
        ("làm gì trong q2/2026", "làm gì trong quý 2/2026"),
        ("hạn t9/2026", "hạn tháng 9/2026"),
        ("P3 có mấy hồ sơ", "phường 3 có mấy hồ sơ"),
        ("p. 3 tiếp dân", "phường 3 tiếp dân"),
        ("mở cửa mấy h", "mở cửa mấy giờ"),
        ("P.NV chủ trì", "P.NV chủ trì"),
        ("150k", "150k"),
    ],
)
def test_short_forms_are_written_out_and_nothing_else(typed: str, meant: str) -> None:
    assert chat_words_out(typed) == meant


@given(st.text(alphabet="abckdjo r%0123456789.-/?ựđ", max_size=40))
def test_what_is_written_out_is_whole(typed: str) -> None:
    once = chat_words_out(typed)
    assert chat_words_out(once) == once
