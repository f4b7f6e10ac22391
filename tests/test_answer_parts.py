"""Offices, sentences, figures, coverage, records, reading: the parts that answering is made of."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.coverage import Terms, coverage, terms_of
from answer.figures import asked_figures, figures, share_held
from answer.offices import (
    Offices,
    find_offices,
    names_another_number,
    place_of,
    places_named,
)
from answer.reading import read_question
from answer.records import (
    Asked,
    RecordQuestion,
    absent_number,
    head_of,
    is_meant,
    is_named,
    read_record_question,
    record_of,
)
from answer.sentences import sentences
from corpus.documents import Document
from corpus.text import fold, normalize

NO_TEXTS: dict[str, str] = {}
PIECES = st.sampled_from(
    ["Xã họp", "hạn nộp", ".", ";", "!", "…", " ", "\n", "\t", "TM", "5", "Điều", "a)", "-",
     "“", "đ"]
)  # fmt: skip


def document(  # noqa: PLR0913 -- a paper has that many sides
    document_id: str = "ke-hoach",
    *,
    number: str | None = None,
    kind: str | None = None,
    issuer: str | None = None,
    signer: str | None = None,
    revision: int = 0,
) -> Document:
    return Document(
        id=document_id,
        number=number,
        kind=kind,
        issuer=issuer,
        signer=signer,
        revision=revision,
        source="ke_hoach.txt",
        sha256="00",
        page_count=1,
        page_starts=(0,),
        text="",
    )


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


# --- offices


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("Ủy ban nhân dân xã Bình Minh", "binh minh"),
        ("UỶ BAN NHÂN DÂN HUYỆN LẤP VÒ", "lap vo"),
        ("UBND xã An Phong", "an phong"),
        ("Văn phòng HĐND và UBND thành phố Sa Đéc", "sa dec"),
        ("UBND Phường 3", "phuong 3"),
        ("Ủy ban nhân dân", None),
        ("", None),
        (None, None),
    ],
)
def test_place_is_what_tells_an_office_from_others(issuer: str | None, place: str | None) -> None:
    assert place_of(issuer) == place


def test_place_is_named_as_whole_words_only() -> None:
    places = frozenset({"tan", "binh minh"})
    assert places_named("ke hoach cua xa binh minh tan", places) == places
    assert places_named("o tang hai binh minhh", places) == frozenset()


def test_paper_without_issuer_is_of_the_offices_that_it_names() -> None:
    papers = (
        document("a", issuer="Ủy ban nhân dân xã Bình Minh", revision=1),
        document("b", revision=2),
    )
    found = find_offices(papers, lambda _: "Gửi xã Bình\nMinh trước thứ sáu", None)
    assert found == Offices(
        {1: frozenset({"binh minh"}), 2: frozenset({"binh minh"})}, frozenset({"binh minh"})
    )


def test_text_of_a_known_paper_is_not_read_again() -> None:
    papers = (document("b", revision=2),)
    known = Offices({2: frozenset()}, frozenset())
    assert find_offices(papers, NO_TEXTS.__getitem__, known) == known


# --- sentences


@given(st.lists(PIECES, max_size=30).map("".join))
def test_sentences_hold_every_letter_in_order(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.lists(PIECES, max_size=30).map("".join))
def test_sentences_follow_each_other_without_overlap(text: str) -> None:
    ends = [0, *(end for _, end in sentences(text))]
    starts = [*(start for start, _ in sentences(text)), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))


@given(st.lists(PIECES, max_size=30).map("".join))
def test_sentence_has_no_outer_space_and_is_not_empty(text: str) -> None:
    found = cut(text)
    assert [piece for piece in found if not piece or piece != piece.strip()] == []


@pytest.mark.parametrize(
    "text",
    [
        "TM. ỦY BAN NHÂN DÂN",
        "Theo mẫu số 12. Bản này dùng chung",
        "Điều 5. Trách nhiệm của ấp",
        "Họp tại P. Hành chính",
        "Khoản a. Cán bộ trực",
    ],
)
def test_stop_after_a_short_form_or_number_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã họp dân. Ấp ghi biên bản.", ["Xã họp dân.", "Ấp ghi biên bản."]),
        ("Nộp cho UBND. Ấp giữ bản sao.", ["Nộp cho UBND.", "Ấp giữ bản sao."]),
        ("Họp ở Tân Mỹ. Ấp ghi lại.", ["Họp ở Tân Mỹ.", "Ấp ghi lại."]),
        ("Trong năm 2026. Sau đó họp.", ["Trong năm 2026.", "Sau đó họp."]),
        ("việc một;\nviệc hai;", ["việc một;", "việc hai;"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


# --- figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 05/8/2026", {"2026-8-5", "2026-8", "2026"}),
        ("ngày 5 tháng 8 năm 2026", {"2026-8-5", "2026-8", "2026"}),
        ("quý II/2026", {"2026-q2", "2026", "q2"}),
        ("quí 4", {"q4"}),
        ("tháng 09", {"m9"}),
        ("tháng 9 năm 2026", {"2026-9", "2026"}),
        ("08 hồ sơ, đạt 84,96%", {"8", "84,96"}),
        ("7.852 hồ sơ", {"7.852"}),
        ("số 61/2018/NĐ-CP", {"61/2018"}),
        ("không có số nào", set()),
    ],
)
def test_figures_have_one_writing(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


def test_question_asks_for_its_most_exact_period_only() -> None:
    assert asked_figures("tháng 8 năm 2026 có bao nhiêu?") == {"2026-8"}


def test_share_of_figures_is_whole_when_none_is_asked() -> None:
    assert share_held(frozenset(), frozenset({"3"})) == 1.0


def test_half_of_two_figures_is_held() -> None:
    assert share_held(frozenset({"3", "4"}), frozenset({"3"})) == 0.5


# --- coverage


def terms(question: str, *, is_restored: bool = False) -> Terms:
    return terms_of(question, lambda _: 1, 100, is_restored=is_restored)


@given(st.lists(PIECES).map(" ".join), st.lists(PIECES).map(" ".join))
def test_coverage_is_a_share(question: str, text: str) -> None:
    found = coverage(terms(question), text)
    assert 0 <= found.single <= 1
    assert 0 <= found.paired <= 1
    assert 0 <= found.rarest <= 1


@given(st.lists(PIECES).map(" ".join))
def test_question_covers_itself(question: str) -> None:
    found = coverage(terms(question), question)
    assert (found.single, found.paired, found.rarest) == (1.0, 1.0, 1.0)


def test_text_without_any_term_covers_nothing() -> None:
    found = coverage(terms("trồng cây xanh"), "họp dân buổi sáng")
    assert (found.single, found.paired, found.rarest) == (0.0, 0.0, 0.0)


def test_typed_accents_keep_words_that_look_empty() -> None:
    assert set(terms("mã thẻ của chị").single) == {"ma", "the"}


def test_words_that_may_be_empty_are_dropped_where_accents_are_not_sure() -> None:
    assert set(terms("mã thẻ vườn cây", is_restored=True).single) == {"vuon", "cay"}


def test_extension_and_lateness_are_words_of_the_matter() -> None:
    assert set(terms("gia hạn là gì").paired) == {"gia_han"}


def test_share_of_the_words_that_no_passage_has_is_unknown() -> None:
    assert terms_of("cây xanh", lambda _: 0, 100).unknown == 1.0
    assert terms_of("cây xanh", lambda _: 1, 100).unknown == 0.0


def test_rare_word_weighs_more_than_a_frequent_one() -> None:
    found = terms_of("cây xanh", lambda term: 50 if term == "cay" else 1, 100)
    assert found.single["cay"] < found.single["xanh"]


# --- records


def test_number_of_a_paper_is_asked() -> None:
    found = read_record_question("ke hoach trong cay so bao nhieu")
    assert found == RecordQuestion(asked=(Asked.NUMBER,), kind="ke hoach")


def test_day_and_signer_of_a_paper_are_asked_together() -> None:
    found = read_record_question("quyet dinh nay ky ngay nao, nguoi ky la ai")
    assert found == RecordQuestion(asked=(Asked.DAY, Asked.SIGNER), kind="quyet dinh")


@pytest.mark.parametrize(
    "question",
    [
        "mau so may trong quyet dinh",
        "tong so bao nhieu ho so trong bao cao",
        "trong 5 ngay ke tu ngay ky ke hoach phai lam gi",
        "cong van nao huong dan trong cay so may",
        "ai ky so ket qua theo quy che",
        "ai ky giay bien nhan theo quyet dinh ve mot cua",
        "noi nhan ho so theo quyet dinh la dau",
        "ke hoach co so lieu ve cay chua",
        "so bao nhieu",
    ],
)
def test_question_about_something_else_asks_no_record(question: str) -> None:
    assert read_record_question(question) is None


def test_record_that_the_paper_does_not_say_is_none() -> None:
    assert record_of(document(), Asked.NUMBER) is None
    assert record_of(document(), Asked.DAY) is None


def test_signer_is_read_from_the_record() -> None:
    assert record_of(document(signer="Lê Văn Tám"), Asked.SIGNER) == "Lê Văn Tám"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("cong van trong cay da co so va ngay ban hanh chua", (Asked.NUMBER, Asked.DAY)),
        ("ke hoach trong cay co ghi ngay khong", (Asked.DAY,)),
    ],
)
def test_whether_a_paper_says_its_number_is_asked(question: str, asked: tuple[Asked, ...]) -> None:
    found = read_record_question(question)
    assert found == RecordQuestion(asked=asked, kind=question[:8].strip(), is_whether=True)


def test_recipients_of_a_paper_are_asked() -> None:
    found = read_record_question("noi nhan cua ke hoach trong cay")
    assert found == RecordQuestion(asked=(Asked.RECIPIENTS,), kind="ke hoach")


def test_paper_of_another_kind_is_not_meant() -> None:
    question = RecordQuestion(asked=(Asked.NUMBER,), kind="ke hoach")
    paper = document(kind="Báo cáo")
    assert not is_meant(question, terms("trồng cây xanh"), paper, "Trồng cây xanh")


def test_a_number_without_its_symbol_names_the_paper_that_the_head_cites() -> None:
    paper = replace(document(kind="Kế hoạch"), subject="Khắc phục theo Kết luận số 31/TB-ĐKT")
    question = RecordQuestion(asked=(Asked.SIGNER,), kind="ke hoach")
    assert is_meant(question, terms("ký khắc phục theo 31"), paper, head_of(paper, ()))


def test_the_number_right_behind_who_signs_is_the_paper_asked_about() -> None:
    found = read_record_question("ai ky pa 17/pa-ubnd cua huyen", has_number=True)
    assert found is not None
    assert is_named(found, terms("cua huyen nào đó"), document(number="17/PA-UBND"))


def test_paper_whose_head_holds_the_words_is_meant() -> None:
    question = RecordQuestion(asked=(Asked.NUMBER,), kind="ke hoach")
    paper = document(kind="Kế hoạch")
    assert is_meant(question, terms("trồng cây xanh"), paper, "Kế hoạch trồng cây xanh ở ấp")


def test_content_of_a_paper_that_is_only_cited_is_absent() -> None:
    held = (document(number="12/KH-UBND"),)
    assert absent_number("quyet dinh quy dinh gi", ("9/QĐ-UBND",), held) == "9/QĐ-UBND"


def test_held_paper_is_not_absent() -> None:
    held = (document(number="12/KH-UBND"),)
    assert absent_number("ke hoach quy dinh gi", ("12/KH-UBND",), held) is None


def test_number_that_is_only_mentioned_is_not_absent() -> None:
    assert absent_number("xa lam theo van ban ay the nao", ("9/QĐ-UBND",), ()) is None


# --- reading


def test_question_is_read_in_one_writing() -> None:
    found = read_question(
        "  Xã Bình Minh   có 5 ngày lv? ", frozenset({"binh minh"}), lambda typed: typed
    )
    assert found.text == "Xã Bình Minh có 5 ngày làm việc?"
    assert found.places == frozenset({"binh minh"})
    assert found.figures == frozenset({"5"})


def test_workday_is_written_out_without_accents_too() -> None:
    found = read_question("may ngay lv thi xong", frozenset(), lambda typed: typed)
    assert found.text == "may ngay làm việc thi xong"


def test_number_of_a_paper_in_a_question_is_canonical() -> None:
    found = read_question("Quyết định 05/QĐ-UBND nói gì?", frozenset(), lambda typed: typed)
    assert found.numbers == ("5/QĐ-UBND",)


def test_restored_accents_are_kept_apart_from_what_was_typed() -> None:
    found = read_question("han nop", frozenset(), lambda _: "hạn nộp")
    assert (found.text, found.read_as) == ("han nop", "hạn nộp")


@given(st.lists(PIECES).map(" ".join))
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    once = read_question(text, frozenset(), lambda typed: typed)
    assert read_question(once.text, frozenset(), lambda typed: typed) == once


def test_kind_is_the_same_with_and_without_accents() -> None:
    written = "Hạn nộp dự toán là khi nào?"
    bare = fold(normalize(written))
    assert (
        read_question(written, frozenset(), lambda typed: typed).kinds
        == read_question(bare, frozenset(), lambda typed: typed).kinds
    )


@pytest.mark.parametrize(
    ("asked", "said", "is_another"),
    [
        ("phuong 1 lap ke hoach khong", "ubnd phuong 3 da ban hanh ke hoach", True),
        ("phuong 1 lap ke hoach khong", "ubnd phuong 01 va phuong 3 da ban hanh", False),
        ("phuong 1 lap ke hoach khong", "ubnd cac xa, phuong lap ke hoach", False),
        ("phuong 1 lap ke hoach khong", "khom 3 lap ke hoach", False),
        ("ai lap ke hoach", "ubnd phuong 3 da ban hanh ke hoach", False),
    ],
)
def test_another_ward_of_the_same_kind_is_told_apart(
    asked: str, said: str, *, is_another: bool
) -> None:
    assert names_another_number(asked, said) is is_another
