"""Follow-ups made whole, times counted from today, courtesies, lists that are asked for."""

from datetime import date

import pytest

from answer.answers import Kind
from answer.dialogue import Dialogue, read_follow_up
from answer.periods import find_period, written_out
from answer.small_talk import about_a_case, small_talk

PLACES = frozenset({"binh minh", "tan my"})
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("before", "typed", "whole"),
    [
        (
            "UBND phường An Thới phải báo cáo trong thời gian nào?",
            "Thế còn Phường 3?",
            "Phường 3 phải báo cáo trong thời gian nào?",
        ),
        (
            "Phòng Nội vụ phải làm gì trong quý II/2026?",
            "còn quý III thì sao?",
            "Phòng Nội vụ phải làm gì trong quý III/2026 ?",
        ),
        (
            "Phòng Kinh tế phải giải quyết xong 09 hồ sơ quá hạn ngày nào?",
            "Thế còn phòng Văn hóa - Xã hội?",
            "phòng Văn hóa - Xã hội phải giải quyết xong hồ sơ quá hạn ngày nào?",
        ),
        ("Phòng nào chủ trì số hóa hồ sơ?", "hạn nào?", "số hóa hồ sơ, hạn nào?"),
        ("Tân Mỹ có bao nhiêu ấp?", "thế còn Bình Minh?", "Bình Minh có bao nhiêu ấp?"),
        (
            "UBND phường Tân Quy Đông phải khắc phục trong thời gian nào?",
            "Thế còn Phường 3?",
            "Phường 3 phải khắc phục trong thời gian nào?",
        ),
        (
            "máy APS mở cửa mấy giờ?",
            "máy đó đặt ở phường nào vậy",
            "máy APS đặt ở phường nào vậy",
        ),
        (
            "Phòng Văn hóa và Thông tin phải làm gì?",
            "phòng này báo cáo cho ai?",
            "Phòng Văn hóa và Thông tin báo cáo cho ai?",
        ),
        (
            "Năm 2023 tỷ lệ hồ sơ trực tuyến của xã đạt bao nhiêu?",
            "Thế còn năm 2024 thì phấn đấu bao nhiêu?",
            "năm 2024 tỷ lệ hồ sơ trực tuyến của xã, phấn đấu bao nhiêu",
        ),
        (
            "Năm 2023 Tân Mỹ được mấy điểm chỉ số phục vụ?",
            "3 tháng đầu năm 2024 thì tháng nào thấp nhất?",
            "3 tháng đầu năm 2024 Tân Mỹ chỉ số phục vụ, tháng nào thấp nhất?",
        ),
        (
            "Cải cách thể chế của Tân Mỹ được bao nhiêu điểm?",
            "Thế còn chính quyền số?",
            "chính quyền số Tân Mỹ được bao nhiêu điểm",
        ),
    ],
)
def test_follow_up_takes_what_it_leaves_out_from_the_question_before(
    before: str, typed: str, whole: str
) -> None:
    assert read_follow_up(typed, Dialogue(question=before), PLACES).text == whole


def test_question_that_is_whole_stays_as_it_is() -> None:
    asked = "Quyết định nào ban hành quy chế xin lỗi?"
    read = read_follow_up(asked, Dialogue(question="Ai chủ trì số hóa?"), PLACES)
    assert (read.text, read.is_made_whole) == (asked, False)


@pytest.mark.parametrize(
    "asked",
    [
        "Quý III năm 2026 thì phòng Nội vụ phải báo cáo tỷ lệ hồ sơ trực tuyến khi nào?",
        "Máy in đó hỏng thì báo ai?",
        "Số hóa do bộ phận một cửa làm có đúng không?",
    ],
)
def test_what_the_question_before_does_not_speak_of_is_not_taken_from_it(asked: str) -> None:
    read = read_follow_up(asked, Dialogue(question="Ai chủ trì số hóa?"), PLACES)
    assert (read.text, read.is_made_whole) == (asked, False)


def test_first_question_of_a_chat_stays_as_it_is() -> None:
    assert read_follow_up("Thế còn Phường 3?", Dialogue(), PLACES).text == "Thế còn Phường 3?"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("việc gì phải xong quý này", date(2026, 10, 1), date(2026, 12, 31)),
        ("việc gì phải xong tháng sau", date(2026, 12, 1), date(2026, 12, 31)),
        ("viec gi trong quy II/2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("việc trước 30/6/2024", None, date(2024, 6, 30)),
        ("việc trước 30/6", None, date(2026, 6, 30)),
        ("việc của năm ngoái", None, None),
        ("việc trong tuần này", date(2026, 11, 23), date(2026, 11, 29)),
        ("6 tháng cuối năm 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("đến ngày 31/02/2026", None, None),
    ],
)
def test_times_of_a_question_are_days(asked: str, first: date | None, last: date | None) -> None:
    found = find_period(asked, TODAY)
    assert (found.first if found else None, found.last if found else None) == (first, last)


def test_time_that_counts_from_today_is_written_out() -> None:
    assert written_out("chỉ tiêu quý này là gì", TODAY) == "chỉ tiêu quý IV năm 2026 là gì"


def test_last_quarter_at_the_turn_of_a_year_is_of_the_year_before() -> None:
    assert written_out("quý trước", date(2026, 2, 3)) == "quý IV năm 2025"


@pytest.mark.parametrize("said", ["Xin chào", "cảm ơn em nhiều nhé!", "cam on", "ok", "tạm biệt"])
def test_courtesy_is_answered_in_one_sentence_without_papers(said: str) -> None:
    answer = small_talk(said)
    assert answer is not None
    assert (answer.kind, answer.answered, answer.quotes) == (Kind.SMALL_TALK, False, ())
    assert len(answer.notes) == 1


@pytest.mark.parametrize("asked", ["Chào bán đất là gì?", "cảm ơn ai trong thư xin lỗi", "hạn nào"])
def test_question_is_no_courtesy(asked: str) -> None:
    assert small_talk(asked) is None


@pytest.mark.parametrize(
    "asked",
    ["hồ sơ H20.26-230911-0001 tới đâu rồi", "hồ sơ của tôi khi nào xong", "ho so cua ba lan"],
)
def test_question_about_one_case_is_never_answered_from_papers(asked: str) -> None:
    answer = about_a_case(asked)
    assert answer is not None
    assert (answer.kind, answer.answered) == (Kind.CASE, False)


@pytest.mark.parametrize("asked", ["Hồ sơ trễ hạn phải làm gì?", "thành phần hồ sơ gồm gì"])
def test_question_about_cases_in_general_is_for_the_papers(asked: str) -> None:
    assert about_a_case(asked) is None
