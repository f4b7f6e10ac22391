"""Citations of other texts: which one, where in it, on what day, in what relation."""

from datetime import date

import pytest

from corpus.documents import ReadDocument
from corpus.references import Reference, Relation
from ingest.lines import Kind, Line, Pages
from ingest.read import build_document
from ingest.reference_places import Place, find_places

DECREE = """CHÍNH PHỦ
Số: 70/2031/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 24 tháng 6 năm 2031
NGHỊ ĐỊNH
Quy định về dịch vụ công trực tuyến
Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;
Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;
Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 18/2030/NĐ-CP ngày 09 tháng 6 năm 2030
1. Sửa đổi, bổ sung khoản 5 Điều 3 như sau:
“5. Cơ quan quy định tại Điều 7 Nghị định này nhận hồ sơ.”.
2. Bãi bỏ điểm d, e khoản 1 Điều 35.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.
2. Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành, \
trừ trường hợp quy định tại Điều 3:
a) Nghị định số 64/2027/NĐ-CP ngày 10 tháng 4 năm 2027 của Chính phủ về ứng dụng công nghệ;
b) Nghị định số 42/2028/NĐ-CP của Chính phủ.
3. Nghị định này thay thế Nghị định số 45/2029/NĐ-CP và Quyết định số 12/2029/QĐ-TTg.
4. Ngưng hiệu lực Điều 4 Thông tư số 05/2030/TT-BTC.
Điều 3. Bộ Nội vụ nghiên cứu, đề nghị sửa đổi Nghị định số 99/2020/NĐ-CP.
"""


def read(text: str) -> ReadDocument:
    lines = tuple(Line(text=line, page=1, kind=Kind.TEXT, whole=True) for line in text.splitlines())
    return build_document("van-ban.txt", text.encode(), Pages(lines=lines, page_count=1))


def plan(*sentences: str) -> tuple[Reference, ...]:
    """The references of a plan whose body is these paragraphs."""
    head = "KẾ HOẠCH\nTriển khai công tác\n"
    return read(head + "\n".join(sentences)).references


def told(references: tuple[Reference, ...]) -> list[tuple[str | None, str, Relation]]:
    return [(r.target.number or r.target.name, r.target.place, r.relation) for r in references]


@pytest.fixture(scope="module")
def decree() -> tuple[Reference, ...]:
    return read(DECREE).references


def of(references: tuple[Reference, ...], number: str) -> list[Reference]:
    return [r for r in references if r.target.number == number]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("điểm e khoản 1 Điều 5", [("5", "1", "e")]),
        ("Điểm e, Khoản 1, Điều 5", [("5", "1", "e")]),
        ("khoản 1, 2 và 3 Điều 5", [("5", "1", None), ("5", "2", None), ("5", "3", None)]),
        ("điểm a, điểm c khoản 2 Điều 35", [("35", "2", "a"), ("35", "2", "c")]),
        ("điểm d, đ khoản 1 Điều 15a", [("15a", "1", "d"), ("15a", "1", "đ")]),
        ("Điều 17, Điều 22", [("17", None, None), ("22", None, None)]),
        ("từ Điều 5 đến Điều 7", [("5", None, None), ("6", None, None), ("7", None, None)]),
        ("điểm a khoản 1, khoản 2 Điều 5", [("5", "1", "a"), ("5", "2", None)]),
    ],
)
def test_places_are_read_down_to_the_point(
    words: str, places: list[tuple[str, str | None, str | None]]
) -> None:
    (chain,) = find_places(f"theo {words} của Luật")
    assert list(chain.places) == [Place(*place) for place in places]


def test_days_after_an_article_are_no_further_article() -> None:
    (chain,) = find_places("theo Điều 5, 3 ngày làm việc")
    assert chain.places == (Place("5", None, None),)


def test_citation_holds_number_place_and_day() -> None:
    (found,) = plan(
        "Thực hiện điểm e khoản 1 Điều 5 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ."
    )
    assert found.target.number == "61/2018/NĐ-CP"
    assert found.target.place == "điểm e khoản 1 Điều 5"
    assert found.target.signed_on == date(2018, 4, 23)
    assert found.relation is Relation.APPLIES


def test_span_of_a_reference_holds_its_words() -> None:
    paper = read("KẾ HOẠCH\nVề việc thử\nTheo khoản 2 Điều 4 Thông tư số 3/2030/TT-BNV.")
    (found,) = paper.references
    words = paper.document.text[found.start : found.end]
    assert words == "khoản 2 Điều 4 Thông tư số 3/2030/TT-BNV"


def test_number_inside_a_longer_number_is_not_found() -> None:
    found = plan("Thực hiện Nghị định số 145/2020/NĐ-CP.")
    assert told(found) == [("145/2020/NĐ-CP", "", Relation.APPLIES)]


def test_project_code_is_no_paper() -> None:
    assert plan("Triển khai Đề án 06/CP trên địa bàn, đạt 27/82 TTHC.") == ()


def test_short_mention_is_the_paper_named_in_full_before() -> None:
    found = plan("Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.", "Thực hiện Nghị định 61.")
    assert [r.target.number for r in found] == ["61/2018/NĐ-CP", "61/2018/NĐ-CP"]
    assert found[1].target.signed_on == date(2018, 4, 23)


def test_short_mention_of_no_paper_named_before_is_left_out() -> None:
    assert plan("Thực hiện Chỉ thị 16 và Kế hoạch 5 năm.") == ()


def test_this_decree_in_a_plan_is_the_decree_just_named() -> None:
    found = plan("Thực hiện Nghị định 61/2018/NĐ-CP (Điểm e, Khoản 1, Điều 5 của Nghị định này).")
    assert told(found) == [
        ("61/2018/NĐ-CP", "", Relation.APPLIES),
        ("61/2018/NĐ-CP", "điểm e khoản 1 Điều 5", Relation.APPLIES),
    ]


def test_this_decree_in_the_decree_is_the_paper_itself(decree: tuple[Reference, ...]) -> None:
    assert [r.target.place for r in decree if r.target.is_self] == ["Điều 7"]


def test_this_plan_without_a_place_cites_nothing() -> None:
    assert plan("Các phòng thực hiện nghiêm Kế hoạch này.") == ()


@pytest.mark.parametrize(
    ("words", "name", "year"),
    [
        (
            "Luật Tổ chức chính quyền địa phương năm 2015",
            "Luật Tổ chức chính quyền địa phương",
            2015,
        ),
        ("Luật Phòng, chống tham nhũng năm 2018", "Luật Phòng, chống tham nhũng", 2018),
        ("Luật Cán bộ, công chức và các quy định khác", "Luật Cán bộ, công chức", None),
        ("Luật Đất đai, kế hoạch sử dụng đất", "Luật Đất đai", None),
        ("Luật Luật sư", "Luật Luật sư", None),
        ("Luật Quốc tịch Việt Nam", "Luật Quốc tịch Việt Nam", None),
        ("Bộ luật Lao động", "Bộ luật Lao động", None),
    ],
)
def test_law_is_cited_by_its_name(words: str, name: str, year: int | None) -> None:
    (found,) = plan(f"Thực hiện {words}.")
    assert (found.target.name, found.target.year) == (name, year)


def test_law_with_its_number_is_one_citation(decree: tuple[Reference, ...]) -> None:
    assert [r.relation for r in of(decree, "63/2025/QH15")] == [Relation.LEGAL_BASIS]


def test_law_that_amends_laws_tells_which() -> None:
    found = plan("Theo Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đất đai năm 2030.")
    assert [(r.target.name, r.relation) for r in found][1:] == [
        ("Luật Nhà ở", Relation.AMENDS),
        ("Luật Đất đai", Relation.AMENDS),
    ]


def test_only_the_texts_of_the_basis_itself_are_legal_bases() -> None:
    found = plan("Căn cứ Kế hoạch số 89/KH-UBND về triển khai thực hiện Nghị quyết số 08/NQ-CP.")
    assert told(found) == [
        ("89/KH-UBND", "", Relation.LEGAL_BASIS),
        ("8/NQ-CP", "", Relation.APPLIES),
    ]


def test_amending_article_names_the_places_that_it_changes(decree: tuple[Reference, ...]) -> None:
    assert told(tuple(of(decree, "18/2030/NĐ-CP"))) == [
        ("18/2030/NĐ-CP", "", Relation.AMENDS),
        ("18/2030/NĐ-CP", "khoản 5 Điều 3", Relation.AMENDS),
        ("18/2030/NĐ-CP", "điểm d khoản 1 Điều 35", Relation.REPEALS),
        ("18/2030/NĐ-CP", "điểm e khoản 1 Điều 35", Relation.REPEALS),
    ]


def test_items_under_a_lead_in_end_with_its_day_and_exception(
    decree: tuple[Reference, ...],
) -> None:
    ended = [*of(decree, "64/2027/NĐ-CP"), *of(decree, "42/2028/NĐ-CP")]
    assert [(r.relation, r.effective_from, r.exception) for r in ended] == [
        (Relation.REPEALS, date(2031, 7, 1), "trừ trường hợp quy định tại Điều 3"),
        (Relation.REPEALS, date(2031, 7, 1), "trừ trường hợp quy định tại Điều 3"),
    ]


def test_both_texts_of_a_replacement_are_replaced_on_the_decrees_own_day(
    decree: tuple[Reference, ...],
) -> None:
    replaced = [*of(decree, "45/2029/NĐ-CP"), *of(decree, "12/2029/QĐ-TTg")]
    assert [(r.relation, r.by, r.effective_from) for r in replaced] == [
        (Relation.REPLACES, None, date(2031, 7, 1)),
        (Relation.REPLACES, None, date(2031, 7, 1)),
    ]


def test_suspension_names_its_place(decree: tuple[Reference, ...]) -> None:
    (found,) = of(decree, "5/2030/TT-BTC")
    assert (found.relation, found.target.place) == (Relation.SUSPENDS, "Điều 4")


def test_wish_to_amend_changes_nothing(decree: tuple[Reference, ...]) -> None:
    assert [r.relation for r in of(decree, "99/2020/NĐ-CP")] == [Relation.APPLIES]


def test_decree_to_come_replaces_nothing() -> None:
    found = plan("Chính phủ giao ban hành Nghị định thay thế Nghị định số 61/2018/NĐ-CP.")
    assert told(found) == [("61/2018/NĐ-CP", "", Relation.APPLIES)]


def test_text_no_longer_in_force_is_ended_from_the_day_that_is_written() -> None:
    (found,) = plan("Quyết định số 16/2019/QĐ-UBND hết hiệu lực kể từ ngày 01/7/2025.")
    assert (found.relation, found.effective_from) == (Relation.REPEALS, date(2025, 7, 1))


def test_license_that_ends_does_not_end_the_decree_that_governs_it() -> None:
    found = plan("Theo Nghị định số 61/2018/NĐ-CP, giấy phép hết hiệu lực thì được cấp lại.")
    assert [r.relation for r in found] == [Relation.APPLIES]


def test_text_that_tells_of_an_amendment_names_who_amends() -> None:
    found = plan(
        "Nghị định số 107/2021/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP."
    )
    assert [(r.target.number, r.relation, r.by) for r in found] == [
        ("107/2021/NĐ-CP", Relation.APPLIES, None),
        ("61/2018/NĐ-CP", Relation.AMENDS, "107/2021/NĐ-CP"),
    ]


def test_amendment_told_in_the_passive_is_of_the_text_before() -> None:
    found = plan("Nghị định 20/2008/NĐ-CP được sửa đổi, bổ sung theo Nghị định số 48/2013/NĐ-CP.")
    assert ("20/2008/NĐ-CP", Relation.AMENDS, "48/2013/NĐ-CP") in [
        (r.target.number, r.relation, r.by) for r in found
    ]


def test_two_amending_texts_both_amend() -> None:
    found = plan(
        "Thông tư số 1/2020/TT-BTC được sửa đổi bởi Thông tư số 2/2021/TT-BTC và "
        "Thông tư số 3/2022/TT-BTC."
    )
    amending = [r.by for r in found if r.relation is Relation.AMENDS]
    assert amending == ["2/2021/TT-BTC", "3/2022/TT-BTC"]


def test_circular_guides_the_decree_that_it_names() -> None:
    found = plan(
        "Thông tư số 01/2018/TT-VPCP hướng dẫn thi hành một số quy định của Nghị định số "
        "61/2018/NĐ-CP."
    )
    assert (found[1].relation, found[1].by) == (Relation.GUIDES, "1/2018/TT-VPCP")


def test_rules_issued_with_a_decision_are_attached_to_it() -> None:
    (found,) = plan("Quy tắc ứng xử ban hành kèm theo Quyết định số 1631/QĐ-UBND-HC.")
    assert found.relation is Relation.ATTACHES


def test_one_number_with_two_days_is_doubtful_twice() -> None:
    found = plan(
        "(1) Quyết định số 04/2022/QĐ-UBND ngày 28/02/2022; "
        "(2) Quyết định số 04/2022/QĐ-UBND ngày 11/10/2022."
    )
    assert [r.target.signed_on for r in found] == [date(2022, 2, 28), date(2022, 10, 11)]
    assert all("28/02/2022 và 11/10/2022" in (r.doubt or "") for r in found)


def test_day_of_another_year_than_the_number_is_doubtful() -> None:
    (found,) = plan("Theo Nghị định số 58/2022/NĐ-CP ngày 31 tháng 8 năm 2002.")
    assert found.doubt == "Số 58/2022/NĐ-CP là của năm 2022 nhưng được dẫn với ngày 31/08/2002."


def test_own_number_of_a_paper_is_no_reference(decree: tuple[Reference, ...]) -> None:
    assert of(decree, "70/2031/NĐ-CP") == []


def test_consolidated_text_ends_nothing() -> None:
    paper = read(
        "VĂN BẢN HỢP NHẤT\nThông tư về lương\nĐiều 5. Hiệu lực\n"
        "1. Thông tư này thay thế Thông tư số 3/2010/TT-BNV."
    )
    assert [r.relation for r in paper.references] == [Relation.APPLIES]


def test_many_mentions_in_one_passage_are_bounded() -> None:
    paper = read("KẾ HOẠCH\nVề việc thử\n" + "Nghị định số 61/2018/NĐ-CP, " * 3000)
    assert len(paper.references) == 1000
