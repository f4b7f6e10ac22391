"""Answers that say what is no longer in force, and whose papers an office of today asks about."""

from collections.abc import Iterator
from datetime import date

import pytest

from answer.answers import Answer
from answer.assistant import Assistant
from answer.succession import library_provinces, related_places, successor_note, unclear_units
from answer.validity_route import asks_validity
from bench.questions import assistant_over
from corpus.documents import Document
from index.static_model import load_static_model

TODAY = date(2026, 11, 20)
HERE = frozenset({"Đồng Tháp"})
CITY = """ỦY BAN NHÂN DÂN
THÀNH PHỐ SA ĐÉC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 120/KH-UBND
Sa Đéc, ngày 10 tháng 3 năm 2024
KẾ HOẠCH
Trồng cây xanh dọc kênh năm 2024
Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh Đồng Tháp, kế hoạch như sau:
1. Phòng Quản lý đô thị trồng 300 cây xanh dọc kênh trước ngày 30 tháng 9 năm 2024, theo quy định \
tại Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.
2. Bộ phận Một cửa niêm yết chỉ số tại Quyết định số 766/QĐ-TTg ngày 24/6/2022 ở sảnh chờ.
3. Việc thu gom rác thực hiện theo Nghị định số 30/2020/NĐ-CP tại các chợ.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""
DECREE = """CHÍNH PHỦ
Số: 18/2033/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 24 tháng 6 năm 2025
NGHỊ ĐỊNH
Quy định về cây xanh đô thị
Điều 1. Phạm vi
Nghị định này quy định về cây xanh đô thị.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.
2. Nghị định này thay thế Nghị định số 64/2010/NĐ-CP ngày 11 tháng 6 năm 2010 của Chính phủ.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("van-ban")
    (folder / "ke-hoach.txt").write_text(CITY, encoding="utf-8")
    (folder / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
    with assistant_over(folder, load_static_model()) as made:
        yield made


def ask(assistant: Assistant, question: str, day: date = TODAY) -> Answer:
    return assistant.answer(question, day)


def paper(issuer: str | None, signed_on: date | None = None) -> Document:
    return Document(
        id="van-ban",
        issuer=issuer,
        signed_on=signed_on,
        source="van-ban.txt",
        sha256="",
        page_count=1,
        page_starts=(0,),
        text="",
    )


def test_answer_names_the_successor_of_what_its_passage_rests_on(assistant: Assistant) -> None:
    answer = ask(assistant, "Hạn trồng 300 cây xanh dọc kênh là ngày nào?")
    assert answer.answered
    assert (
        "Đoạn này dẫn Nghị định 61/2018/NĐ-CP, hết hiệu lực toàn bộ từ ngày 01/7/2025, đã được "
        "thay bằng Nghị định 118/2025/NĐ-CP (theo nguồn thứ cấp, cần kiểm tra lại)."
    ) in answer.notes


def test_answer_before_the_replacement_says_nothing_of_it(assistant: Assistant) -> None:
    answer = ask(assistant, "Hạn trồng 300 cây xanh dọc kênh là ngày nào?", date(2025, 6, 30))
    assert answer.answered
    assert [note for note in answer.notes if "61/2018" in note] == []


def test_day_that_differs_from_the_list_is_said(assistant: Assistant) -> None:
    answer = ask(assistant, "Bộ phận nào niêm yết chỉ số ở sảnh chờ?")
    assert (
        "Đoạn này ghi Quyết định 766/QĐ-TTg ngày 24/6/2022; theo danh mục hiệu lực, văn bản ký "
        "ngày 23/6/2022, cần đối chiếu."
    ) in answer.notes


def test_text_in_force_needs_no_note(assistant: Assistant) -> None:
    answer = ask(assistant, "Thu gom rác tại các chợ thực hiện theo nghị định nào?")
    assert answer.answered
    assert [note for note in answer.notes if "30/2020" in note] == []


def test_question_whether_a_text_stands_is_answered_from_what_replaces_it(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "Nghị định 64/2010 còn hiệu lực không?")
    assert answer.answered
    assert answer.quotes[answer.conclusion[0].quote - 1].document == "18/2033/NĐ-CP"
    assert "thay thế Nghị định số 64/2010/NĐ-CP" in answer.conclusion[0].text
    assert answer.notes == (
        "Nghị định 64/2010/NĐ-CP hết hiệu lực toàn bộ từ ngày 01/7/2025, đã được thay bằng "
        "Nghị định 18/2033/NĐ-CP.",
    )


def test_paper_of_the_library_that_stands_answers_for_itself(assistant: Assistant) -> None:
    answer = ask(assistant, "Nghị định 18/2033/NĐ-CP có hiệu lực từ ngày nào?")
    assert answer.answered
    assert "có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025" in answer.conclusion[0].text
    assert answer.notes[0] == (
        "Nghị định 18/2033/NĐ-CP còn hiệu lực từ ngày 01/7/2025, theo các văn bản trong kho."
    )


def test_text_that_only_the_list_knows_is_a_refusal_that_says_its_status(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "nghi dinh 42/2022 con hieu luc khong")
    assert not answer.answered
    assert answer.notes == (
        "Nghị định 42/2022/NĐ-CP hết hiệu lực toàn bộ từ ngày 01/7/2026, bị bãi bỏ bởi "
        "Nghị định 224/2026/NĐ-CP.",
    )


def test_number_that_fits_several_texts_lists_them(assistant: Assistant) -> None:
    answer = ask(assistant, "Nghị định 64 còn hiệu lực không?")
    assert not answer.answered
    assert answer.notes == (
        "«nghi dinh 64» có thể là: Nghị định 64/2007/NĐ-CP; Nghị định 64/2010/NĐ-CP. "
        "Hãy ghi đủ số, năm và ký hiệu.",
    )


@pytest.mark.parametrize(
    "question",
    [
        "Nghị định 61/2018 còn hiệu lực không?",
        "thông tư 01/2018 đã bị thay thế chưa",
        "Văn bản nào thay thế Nghị định 61/2018/NĐ-CP?",
        "NĐ 61/2018 hết hiệu lực khi nào?",
    ],
)
def test_question_about_validity_is_known_by_its_words(question: str) -> None:
    assert asks_validity(question)


@pytest.mark.parametrize(
    "question",
    [
        "Nghị định 20/2008 được sửa đổi, bổ sung bởi nghị định nào?",
        "Quyết định 43/QĐ-UBND áp dụng giai đoạn nào?",
        "Ai ký Quyết định 43/QĐ-UBND?",
    ],
)
def test_question_about_something_else_is_not_one_about_validity(question: str) -> None:
    assert not asks_validity(question)


def test_paper_of_the_city_is_found_by_one_who_asks_about_the_ward(assistant: Assistant) -> None:
    answer = ask(assistant, "Phường Tân Quy Đông trồng 300 cây xanh dọc kênh trước ngày nào?")
    assert answer.answered
    assert answer.quotes[0].document == "120/KH-UBND"


def test_answer_says_that_the_office_is_of_its_time_and_who_succeeded_it(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "Hạn trồng 300 cây xanh ở phường Sa Đéc là ngày nào?")
    assert (
        "Ủy ban nhân dân thành phố Sa Đéc là cơ quan cấp huyện; cấp huyện đã kết thúc hoạt động "
        "từ ngày 01/7/2025; địa bàn nay thuộc phường Sa Đéc, xã Tân Dương (tỉnh Đồng Tháp). "
        "Văn bản lịch sử, cần xác định đơn vị kế thừa trước khi áp dụng."
    ) in answer.notes


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("phuong sa dec phai lam gi", {"sa dec"}),
        ("ubnd phuong an hoa bao cao", {"sa dec"}),
        ("xa tan duong trong cay", {"sa dec"}),
        ("xa my an hung lam gi", {"lap vo"}),
        ("xa cho moi lam gi", set()),
    ],
)
def test_office_of_today_means_the_papers_of_those_before_it(asked: str, places: set[str]) -> None:
    assert related_places(asked, frozenset({"sa dec", "lap vo"}), HERE) == places


def test_office_of_before_means_the_papers_of_its_successor() -> None:
    assert related_places("xa tan quy tay", frozenset({"sa dec"}), HERE) == {"sa dec"}


def test_name_of_several_provinces_means_none_where_the_library_names_no_province() -> None:
    assert related_places("xa tan phu", frozenset({"vinh an"}), frozenset()) == frozenset()


def test_name_of_several_provinces_is_unclear_until_one_is_named() -> None:
    unclear = unclear_units("xa tan phu trong cay", frozenset())
    assert list(unclear) == ["xã Tân Phú"]
    assert {"An Giang", "Đồng Tháp"} <= set(unclear["xã Tân Phú"])
    assert unclear_units("xa tan phu trong cay", HERE) == {}


def test_office_of_the_library_with_a_longer_name_is_no_unclear_unit() -> None:
    own = frozenset({"binh minh tay", "tan phu"})
    assert list(unclear_units("ubnd xa binh minh tay", frozenset())) == ["xã Bình Minh"]
    assert unclear_units("ubnd xa binh minh tay", frozenset(), own) == {}
    assert unclear_units("ubnd xa tan phu", frozenset(), own) == {}
    assert unclear_units("xa tan phu tinh an giang", frozenset()) == {}


def test_library_is_of_the_province_that_its_papers_name() -> None:
    papers = [paper("Ủy ban nhân dân thành phố Sa Đéc"), paper("Ủy ban nhân dân tỉnh Tiền Giang")]
    assert library_provinces(papers) == HERE


def test_commune_that_was_merged_is_said_to_be_so() -> None:
    note = successor_note(paper("UBND xã Tân Quy Tây", date(2024, 1, 5)), TODAY, HERE)
    assert note == "địa bàn nay thuộc phường Sa Đéc (tỉnh Đồng Tháp)"


@pytest.mark.parametrize(
    ("issuer", "signed_on", "today"),
    [
        ("UBND phường Sa Đéc", date(2026, 1, 5), TODAY),
        ("UBND xã Tân Dương", None, TODAY),
        ("UBND thành phố Sa Đéc", date(2024, 1, 5), date(2025, 6, 30)),
        ("Bộ Nội vụ", date(2024, 1, 5), TODAY),
        (None, None, TODAY),
    ],
)
def test_office_that_stands_has_no_successor(
    issuer: str | None, signed_on: date | None, today: date
) -> None:
    assert successor_note(paper(issuer, signed_on), today, HERE) is None
