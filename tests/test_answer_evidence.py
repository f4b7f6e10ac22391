"""What an answer must hold before it may stand as one."""

import pytest

from answer.answers import Kind
from answer.evidence import Evidence, evidence_for
from answer.figures import asked_figures, figures, holds_periods
from answer.kinds import kinds_of
from corpus.text import fold, normalize


def wanted(question: str) -> Evidence:
    folded = fold(normalize(question)).replace("?", "")
    return evidence_for(kinds_of(folded)[0], folded)


def holds(question: str, text: str) -> bool:
    return wanted(question).is_in(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Bao lâu thì có kết quả?", "Trả kết quả trong 07 ngày làm việc."),
        ("Sau mấy tháng thì tổng kết?", "Tổng kết sau 6 tháng."),
        ("Bao lâu thì có kết quả?", "Trả kết quả trong 07\nngày làm việc."),
        ("Bao lâu phải báo cáo?", "Hằng tháng có báo cáo tại cuộc họp."),
        ("Ai chủ trì cuộc họp?", "Đồng chí Chủ tịch chủ trì cuộc họp."),
        ("Có bao nhiêu máy tính?", "Tổng số máy vi tính là 445 máy."),
        ("Họp lúc mấy giờ?", "Họp lúc 7g30 tại hội trường."),
        ("Phạt bao nhiêu tiền?", "Phạt từ 500.000 đồng trở lên."),
        ("Phí bao nhiêu?", "Mức phí 12 ngàn đồng một bản."),
        ("Mức thu của thủ tục này", "Được miễn phí cho hộ nghèo."),
        ("Số điện thoại của ấp", "Liên hệ 0277 3123 456."),
        ("Số điện thoại của ấp", "Liên hệ (0277) 312.3456 giờ hành chính."),
        ("Đường dây nóng là gì?", "Gọi 1900.1234 để phản ánh."),
        ("Trang web ở đâu?", "Xem tại dichvu.binhminh.gov.vn hằng ngày."),
        ("Tỷ lệ đạt được", "Đạt 91,5% kế hoạch."),
        ("Xã xếp hạng mấy?", "Xã đứng thứ 4 toàn tỉnh."),
        ("Được mấy điểm?", "Đạt 8,25 điểm."),
        ("Chủ tịch là ai?", "Ông Lê Văn Tám ký ban hành."),
        ("Trưởng phòng tên gì?", "Trưởng phòng: Đỗ Thị Hồng Nhung"),
        ("Bao nhiêu hồ sơ bị trả lại?", "Trả lại 31 hồ sơ."),
        ("Bao nhiêu hồ sơ bị trả lại?", "Số hồ sơ trả lại: 31."),
        ("Mức hỗ trợ là bao nhiêu?", "Hỗ trợ 40% chi phí, tối đa 12.000.000 đồng."),
        ("Chỉ tiêu là bao nhiêu?", "2 | Phòng Kinh tế | 95"),
        ("Chỉ tiêu là bao nhiêu?", "Đã làm 21/28 việc."),
        ("Ai ký văn bản xin lỗi?", "1. Bản xin lỗi do Trưởng phòng ký."),
        ("Ai ký văn bản xin lỗi?", "Đã ký: Lê Văn Tám"),
    ],
)
def test_text_with_the_answer_holds_the_evidence(question: str, text: str) -> None:
    assert holds(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Bao lâu thì có kết quả?", "Áp dụng từ ngày 15 tháng 6 năm 2026."),
        ("Bao lâu thì có kết quả?", "Báo cáo tháng 9 năm sau nộp tại xã."),
        ("Sau mấy tháng thì tổng kết?", "Họp ngày 03 tháng 5 năm 2026."),
        ("Phạt bao nhiêu tiền?", "Có 02 đồng chí bị nhắc nhở."),
        ("Lương tối thiểu vùng là bao nhiêu?", "Số hóa tối thiểu 80% hồ sơ."),
        ("Trung tâm làm việc mấy giờ?", "Gửi danh sách trước 8 giờ 00 mỗi ngày."),
        ("Ai chủ trì phiên họp về cây xanh?", "Giao Phòng Nội vụ chủ trì, phối hợp trồng cây."),
        ("Mỗi tập thể được thưởng bao nhiêu tiền?", "Đội tư vấn miễn phí được khen thưởng."),
        ("Hồ sơ được theo CV số mấy vậy?", "Hồ sơ vay vốn 12 bộ."),
        ("Phạt bao nhiêu tiền?", "Từ năm 2025, đồng thời nhắc nhở."),
        ("Phạt bao nhiêu tiền?", "Năm 2025 Đồng Tháp có nhiều đổi mới."),
        ("Phạt bao nhiêu tiền?", "Phạt theo khoản 3."),
        ("Số điện thoại của ấp", "Ngày 05/10/2026 họp tại ấp 3."),
        ("Trang web ở đâu?", "Xem tại trụ sở. Việc này do xã làm."),
        ("Tỷ lệ đạt được", "Đạt 91 hồ sơ."),
        ("Chủ tịch là ai?", "Chủ tịch Ủy ban nhân dân xã ký."),
        ("Bao nhiêu hồ sơ bị trả lại?", "Có 31 cán bộ dự họp."),
        ("Mức hỗ trợ là bao nhiêu?", "1. Đơn đề nghị hỗ trợ (Mẫu số 01)."),
        ("Mức hỗ trợ là bao nhiêu?", "Nghị quyết số 09/2026/NQ-HĐND ngày 27 tháng 3 năm 2026."),
        ("Mức hỗ trợ là bao nhiêu?", "Theo khoản 2 Điều 5, giai đoạn 2026 - 2030, từ 20/4/2026."),
        ("Ai ký văn bản xin lỗi?", "Văn bản xin lỗi gửi qua bưu chính."),
        ("Chủ tịch là ai?", "Bản xin lỗi do Trưởng phòng ký."),
    ],
)
def test_text_without_the_answer_lacks_the_evidence(question: str, text: str) -> None:
    assert not holds(question, text)


def test_issuer_of_a_paper_that_is_named_leads_nothing() -> None:
    line = "Kế hoạch số 17/KH-UBND ngày 22/01/2021 của UBND Huyện kiểm soát TTHC năm 2021;"
    assert not holds("Ai chủ trì kiểm soát TTHC?", line)
    assert holds("Ai chủ trì kiểm soát TTHC?", f"{line} giao Văn phòng chủ trì.")
    assert holds("Cơ quan nào ban hành kế hoạch kiểm soát TTHC?", line)


def test_opening_hours_are_from_one_hour_to_another() -> None:
    asked = "Trung tâm mở cửa lúc mấy giờ?"
    assert holds(asked, "Sáng từ 7 giờ 00 đến 11 giờ 30, chiều từ 13 giờ 30 đến 17 giờ 00.")
    assert not holds(asked, "Trả kết quả sớm hơn ngày hẹn ít nhất 04 giờ làm việc.")
    assert not holds(asked, "Báo cáo danh sách trước 9 giờ 00 thứ Hai.")
    assert not holds("Họp lúc mấy giờ?", "Trả kết quả sớm hơn ít nhất 04 giờ làm việc.")


@pytest.mark.parametrize(
    ("question", "text", "is_held"),
    [
        ("Tỷ lệ quý IV năm 2026?", "Báo cáo quý III năm 2026", False),
        ("Tỷ lệ quý III năm 2026?", "Báo cáo quý III năm 2026", True),
        ("Tỷ lệ quý III năm 2026?", "Năm 2026. Trong quý III đạt 98%", True),
        ("Tỷ lệ quý III năm 2026?", "Năm 2025. Trong quý III đạt 98%", False),
        ("Tỷ lệ tháng 9 năm 2026?", "đến ngày 13 tháng 9 năm 2026", True),
        ("Tỷ lệ tháng 9 năm 2026?", "Năm 2026, nhận 9 hồ sơ", False),
        ("Tỷ lệ quý 2?", "Trong quý III đạt 98%", False),
        ("Tỷ lệ năm 2026?", "Trong quý III đạt 98%", True),
    ],
)
def test_quarter_or_month_that_is_asked_has_to_be_named(
    question: str, text: str, *, is_held: bool
) -> None:
    assert holds_periods(asked_figures(question), figures(text)) is is_held


def test_amount_is_read_with_its_accents() -> None:
    assert not holds("Phạt bao nhiêu tiền?", "Trồng 20 dòng lúa mới.")


def test_name_of_an_office_needs_no_person() -> None:
    assert not wanted("Xã mới tên là gì?").needs_person


def test_machine_asks_for_no_count() -> None:
    assert not wanted("Máy tính hỏng báo cho phòng nào?").is_strict


def test_when_wants_a_time() -> None:
    assert holds("Khi nào họp dân?", "Họp dân vào mùng 5 hằng tháng.")


def test_which_paper_wants_a_number() -> None:
    assert holds("Theo nghị định nào?", "Theo Nghị định số 45/2031/NĐ-CP.")


def test_which_paper_is_not_answered_by_plain_words() -> None:
    assert not holds("Theo nghị định nào?", "Theo quy định hiện hành.")


def test_general_question_wants_nothing() -> None:
    evidence = evidence_for(Kind.GENERAL, "chuyen cay xanh")
    assert evidence == Evidence(required=None)


def test_number_that_the_question_gives_answers_nothing() -> None:
    asked = evidence_for(Kind.REFERENCE, "van ban nao", frozenset({"12/KH-UBND"}))
    assert not asked.is_in("Bổ sung chỉ tiêu của Kế hoạch số 12/KH-UBND.")
    assert asked.is_in("Công văn số 58/UBND-TCCB bổ sung Kế hoạch số 12/KH-UBND.")


def test_short_form_of_what_is_counted_counts() -> None:
    assert holds("Đơn giản hóa mấy thủ tục hành chính?", "Đơn giản hóa 04/13 TTHC.")


def test_who_is_responsible_for_a_rate_asks_for_no_rate() -> None:
    assert holds("Ai lo tỷ lệ hồ sơ đúng hạn?", "Giao Văn phòng lo hồ sơ đúng hạn.")


def test_certain_is_what_an_answer_can_not_lack() -> None:
    for question in (
        "Số điện thoại của ấp",
        "Phạt mấy triệu?",
        "Đạt bao nhiêu phần trăm?",
        "Kỷ luật hình thức nào?",
        "Quyết định nào quy định việc này?",
        "Ai ký báo cáo?",
    ):
        assert wanted(question).is_certain, question
    for question in ("Có mấy cái?", "Chủ rừng là ai?", "Khi nào họp?", "Mấy hồ sơ trễ?"):
        assert not wanted(question).is_certain, question


def test_wages_whose_day_is_asked_need_no_amount() -> None:
    assert not wanted("Quỹ tiền lương báo cáo khi nào?").is_strict
    assert wanted("Tiền lương bao nhiêu?").is_strict
