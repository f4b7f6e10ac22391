"""Laws of reading duties that hold of any text: nothing is invented, every span is of the paper."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.obligations import DeadlineKind
from ingest.lines import Kind, Line, Pages
from ingest.read import build_document

PIECES = st.sampled_from(
    [
        "Giao ", "Phòng Nội vụ", " chủ trì", ", phối hợp với ", "UBND các xã, phường", " báo cáo",
        " trước ngày 15/4/2024", " hằng tháng", " quý II và đầu quý III", " 6 tháng cuối năm",
        " tối thiểu 30%", "; ", ". ", ", ", ":", "\n", "- ", "1. ", "II. NHIỆM VỤ", " | ",
        "Đơn vị chủ trì: ", "Thời gian hoàn thành: ", "không để hồ sơ trễ hạn", "ngay sau khi có",
        " ít nhất 02 lần/năm", "Trung tâm", " thuộc ", "các ", "31/02/2024", "(", ")",
        "TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn", "Yêu cầu ", "Thủ trưởng ", "phòng ",
        " trong thời hạn 05 ngày làm việc kể từ ngày ký", "thứ Sáu hằng tuần", " và ", "từ ", "İ",
    ]
)  # fmt: skip


def pages_of(text: str) -> Pages:
    lines = [
        Line(text=line, page=1, kind=Kind.ROW, table=1, row=row)
        if " | " in line
        else Line(text=line, page=1)
        for row, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    return Pages(lines=tuple(lines), page_count=1, pages_known=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_every_span_is_of_the_paper_and_holds_its_words(text: str) -> None:
    pages = pages_of("KẾ HOẠCH\n" + text)
    paper = build_document("ke_hoach.txt", text.encode(), pages)
    whole = paper.document.text
    assert len({one.id for one in paper.obligations}) == len(paper.obligations)
    for one in paper.obligations:
        assert whole[one.start : one.end] == one.action
        assert one.leads or one.deadline or one.targets
        for unit in (*one.leads, *one.cooperating):
            assert 0 <= unit.start < unit.end <= len(whole)
        for target in one.targets:
            assert whole[target.start : target.end] == target.text
        if one.deadline is not None:
            assert whole[one.deadline.start : one.deadline.end] == one.deadline.text
            if one.deadline.kind is DeadlineKind.RECURRING:
                assert one.deadline.recurrence is not None


@pytest.mark.parametrize("piece", ["Phòng ", "100% "])
def test_a_passage_without_end_is_read_to_its_bound(piece: str) -> None:
    paper = build_document("a.txt", b"a", pages_of("KẾ HOẠCH\n- Giao " + piece * 2_500))
    assert all(one.end <= 20_000 for one in paper.obligations)
