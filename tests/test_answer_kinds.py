"""What a question asks for, told by its words, typed with accents or without."""

import pytest

from answer.answers import Kind
from answer.kinds import kinds_of
from corpus.text import fold, normalize


def kinds(question: str) -> tuple[Kind, ...]:
    return kinds_of(fold(normalize(question)))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("So sánh kết quả của hai xã", Kind.COMPARISON),
        ("Mẫu mới khác gì mẫu cũ?", Kind.COMPARISON),
        ("Số cây trong kế hoạch và trong báo cáo có khớp nhau không?", Kind.COMPARISON),
        ("Quy chế này còn hiệu lực không?", Kind.VALIDITY),
        ("Văn bản ấy bị bãi bỏ chưa?", Kind.VALIDITY),
        ("Việc này theo quyết định nào?", Kind.REFERENCE),
        ("Phải dùng mẫu số mấy?", Kind.REFERENCE),
        ("Phòng nào tiếp nhận phản ánh?", Kind.RESPONSIBILITY),
        ("Cơ quan gì cấp giấy này?", Kind.RESPONSIBILITY),
        ("Bao giờ nộp dự toán?", Kind.DEADLINE),
        ("Hạn nộp dự toán của các ấp", Kind.DEADLINE),
        ("Gửi phiếu chậm nhất hôm nào?", Kind.DEADLINE),
        ("Đã trồng bao nhiêu cây?", Kind.FIGURE),
        ("Tỷ lệ hộ có nước sạch", Kind.FIGURE),
        ("Trình tự cấp đổi thẻ ra sao?", Kind.PROCEDURE),
        ("Cách nộp đơn qua mạng", Kind.PROCEDURE),
        ("Chuyện cây xanh trước trụ sở", Kind.GENERAL),
    ],
)
def test_kind_is_told_by_the_words_of_the_question(question: str, kind: Kind) -> None:
    assert kinds(question)[0] is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("so sanh hai xa", Kind.COMPARISON),
        ("quy che con hieu luc khong", Kind.VALIDITY),
        ("theo quyet dinh nao", Kind.REFERENCE),
        ("phong nao tiep nhan", Kind.RESPONSIBILITY),
        ("bao gio nop du toan", Kind.DEADLINE),
        ("da trong bao nhieu cay", Kind.FIGURE),
        ("trinh tu cap doi the", Kind.PROCEDURE),
    ],
)
def test_kind_is_told_without_accents(question: str, kind: Kind) -> None:
    assert kinds(question)[0] is kind


@pytest.mark.parametrize(
    "question",
    [
        "Hồ sơ quá hạn trả kết quả",
        "Danh sách hồ sơ trễ hạn",
        "Những hạn chế của năm trước",
        "Nhiệm vụ, quyền hạn của trưởng ấp",
        "Văn bản xin gia hạn hồ sơ",
        "Công ty trách nhiệm hữu hạn",
        "Đoàn công tác Hàn Quốc",
    ],
)
def test_words_that_only_hold_han_set_no_deadline(question: str) -> None:
    assert Kind.DEADLINE not in kinds(question)


def test_count_of_overdue_cases_is_a_figure() -> None:
    assert kinds("Có bao nhiêu hồ sơ quá hạn trả kết quả?")[0] is Kind.FIGURE


@pytest.mark.parametrize("question", ["Sửa máy tính cho bộ phận", "Bộ máy của xã mới"])
def test_machine_is_no_question_of_a_number(question: str) -> None:
    assert kinds(question) == (Kind.GENERAL,)


def test_reform_is_no_question_of_a_way() -> None:
    assert kinds("Công tác cải cách hành chính") == (Kind.GENERAL,)


def test_every_kind_is_named_the_leading_one_first() -> None:
    assert kinds("Ai phải gửi báo cáo, khi nào?") == (Kind.RESPONSIBILITY, Kind.DEADLINE)
