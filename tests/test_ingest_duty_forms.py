"""Forms of duties that offices write: lists under one head, merged cells, brackets, letters."""

from datetime import date
from pathlib import Path

import docx

from bench.obligations import deadline_key, target_key
from ingest.deadlines import PaperTime, find_deadlines
from ingest.duty_sentences import read_assigned
from ingest.paper_office import Office
from ingest.read import read_file
from ingest.targets import find_targets
from ingest.unit_mentions import find_units

OFFICE = Office(name="Ủy ban nhân dân huyện Cù Lao")
TIME = PaperTime(signed_on=date(2024, 4, 10), year=2024)


def names(text: str) -> list[str]:
    return [unit.name for unit in find_units(text, OFFICE)]


def deadlines(text: str) -> list[str]:
    return [deadline_key(one) for one in find_deadlines(text, TIME)]


def targets(text: str) -> list[str]:
    return [target_key(one) for one in find_targets(text)]


def test_units_that_share_one_head_are_each_named() -> None:
    assert names("Trưởng các phòng Nội vụ, Tài chính - Kế hoạch, Tư pháp triển khai") == [
        "Phòng Nội vụ",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Tư pháp",
    ]
    assert names("Các Sở: Tài chính, Xây dựng; Công an tỉnh") == [
        "Sở Tài chính",
        "Sở Xây dựng",
        "Công an",
    ]
    assert names("Phòng Y tế, xây dựng kế hoạch năm") == ["Phòng Y tế"]


def test_a_name_in_small_letters_ends_before_the_verb() -> None:
    assert names("Giao Tổ số hóa phối hợp với Viettel An Bình hoàn tất") == ["Tổ số hóa", "Viettel"]
    assert names("Tổ chức thực hiện tốt") == []


def test_committees_in_a_list_are_each_named() -> None:
    assert names("Giao UBND xã Bình An, xã Bình Hòa và thị trấn Cù Lao rà soát") == [
        "Ủy ban nhân dân xã Bình An",
        "Ủy ban nhân dân xã Bình Hòa",
        "Ủy ban nhân dân thị trấn Cù Lao",
    ]


def test_who_is_sent_a_report_does_not_lead() -> None:
    text = "Căn cứ hướng dẫn của tỉnh, Phòng Tư pháp tổng hợp, gửi Phòng Nội vụ chủ trì thẩm định"
    assert [unit.name for unit in read_assigned(text, find_units(text, OFFICE), None).leads] == [
        "Phòng Tư pháp"
    ]


def test_days_that_come_back_each_year_and_periods_named_by_the_signing() -> None:
    assert deadlines("báo cáo trước ngày 10 tháng 12 hàng năm") == ["year:12:10"]
    assert deadlines("Hằng năm, trước ngày 15/11, lập kế hoạch") == ["year:11:15"]
    assert deadlines("hoàn thành trong tuần sau.") == ["2024-04-21"]
    assert deadlines("hoàn thành ngay trong tháng này.") == ["2024-04-30"]
    assert deadlines("trong tuần thứ ba của tháng 4/2024") == ["2024-04-21"]


def test_a_day_in_brackets_narrows_the_quarter_before_it() -> None:
    assert deadlines("trong quý II/2024 (chậm nhất 25/6/2024)") == ["2024-06-25"]


def test_a_second_day_after_and_is_a_deadline_too() -> None:
    assert deadlines("báo cáo trước ngày 30/6 và ngày 30/9/2024") == ["2024-06-30", "2024-09-30"]


def test_counts_that_an_order_makes_are_targets() -> None:
    assert targets("mua sắm 10 máy quét, 05 máy in mã vạch") == ["10 máy", "5 máy"]
    assert targets("có ít nhất từ 02 đến 03 mô hình") == ["2-3 mô hình"]
    assert targets("giảm xuống còn tối đa 15 phút/lượt") == ["15 phút/lượt"]


def test_where_a_share_stands_now_is_no_target() -> None:
    assert targets("nâng tỷ lệ từ 38% lên ít nhất 60%") == ["60 %"]
    assert targets("tỷ lệ mới đạt 42%") == []


def test_a_merged_cell_speaks_for_the_rows_under_it(tmp_path: Path) -> None:
    paper = docx.Document()
    for line in ("ỦY BAN NHÂN DÂN", "XÃ TÂN LỢI", "Số: 12/KH-UBND", "KẾ HOẠCH", "Năm 2026"):
        paper.add_paragraph(line)
    paper.add_paragraph("I. PHÂN CÔNG NHIỆM VỤ")
    rows = (
        ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"),
        ("1", "Ban hành kế hoạch", "Phòng Kinh tế", "30/3/2026"),
        ("2", "Rà soát hạ tầng", "", "30/6/2026"),
    )
    table = paper.add_table(rows=3, cols=4)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    paper.save(str(tmp_path / "ke-hoach.docx"))
    found = read_file(tmp_path / "ke-hoach.docx").obligations
    assert [[unit.name for unit in one.leads] for one in found] == [["Phòng Kinh tế"]] * 2
    assert found[1].action == "2 | Rà soát hạ tầng | | 30/6/2026"


def test_a_page_number_does_not_cut_a_sentence(tmp_path: Path) -> None:
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text(
        "KẾ HOẠCH\nNăm 2024\n1. Phòng Nội vụ kiểm tra, hoàn\n5\nthành trong tháng 6/2024.\n",
        encoding="utf-8",
    )
    (found,) = read_file(paper).obligations
    assert found.deadline is not None
    assert found.deadline.last_day == date(2024, 6, 30)
