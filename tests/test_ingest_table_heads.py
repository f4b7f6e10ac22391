"""A row of a table carries the heads of its columns, and what merged cells above say for it."""

from pathlib import Path

import pytest

from corpus.documents import Passage, ReadDocument, Role
from corpus.store import open_store
from corpus.table_rows import headed_cells, split_cells
from ingest.read import read_file
from tests.test_ingest_laws import check_laws
from tests.word_files import cell, paragraph, run, table, word_bytes

SPAN = '<w:gridSpan w:val="{}"/>'
BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(folder: Path, body: str) -> ReadDocument:
    path = folder / "a.docx"
    path.write_bytes(word_bytes(body))
    paper = read_file(path)
    check_laws(paper)
    return paper


def rows(folder: Path, body: str) -> list[Passage]:
    return [p for p in read(folder, body).passages if p.role is Role.TABLE]


def bold(text: str) -> str:
    return cell(paragraph(run(text, "<w:b/>")))


def test_each_row_has_the_head_of_each_cell(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(["STT", "Đơn vị", "Thời hạn"], ["1", "Phòng Nội vụ", "15/4/2024"]),
    )
    assert [(p.text, p.heads) for p in found] == [
        ("STT | Đơn vị | Thời hạn\n", ()),
        ("1 | Phòng Nội vụ | 15/4/2024\n", ("STT", "Đơn vị", "Thời hạn")),
    ]
    assert found[1].trail == ("STT | Đơn vị | Thời hạn",)


def test_heads_under_a_merged_head_are_named_with_it(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(
            [
                cell("STT", BEGINS),
                cell("Nhiệm vụ", BEGINS),
                cell("Thời gian", SPAN.format(2)),
            ],
            [cell("", GOES_ON), cell("", GOES_ON), "Bắt đầu", "Kết thúc"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["1", "Rà soát thủ tục", "01/3/2024", "15/4/2024"],
        ),
    )
    assert [p.heads for p in found] == [
        (),
        (),
        (),
        ("STT", "Nhiệm vụ", "Thời gian – Bắt đầu", "Thời gian – Kết thúc"),
    ]


def test_a_merged_unit_holds_for_each_row_that_it_covers(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(
            ["Đơn vị", "Nhiệm vụ", "Thời hạn"],
            [cell("Phòng Nội vụ", BEGINS), "Lập kế hoạch", "15/4/2024"],
            [cell("", GOES_ON), "Báo cáo", "20/6/2024"],
            ["Phòng Kinh tế", "Thu phí", "30/6/2024"],
        ),
    )
    assert [p.carried for p in found] == [(), (), ("Phòng Nội vụ", "", ""), ()]
    assert [(c.head, c.words, c.is_carried) for c in headed_cells(found[2])] == [
        ("Đơn vị", "Phòng Nội vụ", True),
        ("Nhiệm vụ", "Báo cáo", False),
        ("Thời hạn", "20/6/2024", False),
    ]


def test_a_blank_cell_that_is_not_merged_carries_nothing(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(
            ["Đơn vị", "Nhiệm vụ", "Hạn"], ["Phòng A", "Việc", "1/2/2024"], ["", "Khác", "2/2/2024"]
        ),
    )
    assert found[2].carried == ()


def test_a_title_across_the_table_stands_over_the_rows_below_it(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(
            ["STT", "Nhiệm vụ", "Thời hạn"],
            [cell("I. LĨNH VỰC NỘI VỤ", SPAN.format(3))],
            ["1", "Lập kế hoạch", "15/4/2024"],
            [cell("II. LĨNH VỰC ĐẤT ĐAI", SPAN.format(3))],
            ["2", "Đo đạc", "20/6/2024"],
            [cell("Tổng cộng", SPAN.format(2)), "2"],
        ),
    )
    assert [p.trail[1:] for p in found] == [
        (), (), ("I. LĨNH VỰC NỘI VỤ",), (), ("II. LĨNH VỰC ĐẤT ĐAI",), (),
    ]  # fmt: skip


def test_a_table_whose_first_row_is_content_has_no_heads(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(["Họ và tên:", "Nguyễn Văn An"], ["Ngày sinh:", "01/02/1980"], ["Địa chỉ:", "Ấp 3"]),
    )
    assert [p.heads for p in found] == [(), (), ()]


def test_a_first_row_of_figures_is_no_head(tmp_path: Path) -> None:
    found = rows(tmp_path, table(["1", "An Phú", "12"], ["2", "Tân Lộc", "7"], ["3", "Vàm", "9"]))
    assert [p.heads for p in found] == [(), (), ()]


def test_a_bold_first_row_over_plain_rows_is_the_head(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table([bold("Ấp"), bold("Trưởng ấp")], ["Ấp Giữa", "Trần Thị Mai"], ["Ấp Trên", "Lê An"]),
    )
    assert [p.heads for p in found] == [(), ("Ấp", "Trưởng ấp"), ("Ấp", "Trưởng ấp")]


def test_a_head_that_word_repeats_is_a_head_whatever_it_says(tmp_path: Path) -> None:
    found = rows(tmp_path, table(["2024", "2025"], ["12", "14"], ["13", "15"], heads=1))
    assert [p.heads for p in found] == [(), ("2024", "2025"), ("2024", "2025")]


def test_a_head_typed_again_on_the_next_page_is_no_content(tmp_path: Path) -> None:
    head = ["STT", "Đơn vị", "Thời hạn"]
    found = rows(
        tmp_path, table(head, ["1", "Phòng A", "1/2/2024"], head, ["2", "Phòng B", "2/2/2024"])
    )
    assert [bool(p.heads) for p in found] == [False, True, False, True]


def test_a_table_that_goes_on_over_the_page_keeps_its_heads(tmp_path: Path) -> None:
    broken = cell(paragraph('<w:r><w:br w:type="page"/></w:r>', "3"))
    body = table(["STT", "Đơn vị", "Thời hạn"], ["1", "A", "1/2/2024"], ["2", "B", "2/2/2024"])
    body += table([broken, "Phòng C", "3/2/2024"], ["4", "Phòng D", "4/2/2024"])
    assert [bool(p.heads) for p in rows(tmp_path, body)] == [False, True, True, True, True]


def test_a_row_with_other_columns_gets_no_heads(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(["STT", "Đơn vị", "Thời hạn"], ["1", "A", "1/2/2024"], ["2", "B", "C", "D"]),
    )
    assert found[2].heads == ()


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = table(["Xã", "Hồ sơ"], ["An Phú", "12"]) + paragraph("")
    outer = f"<w:tc><w:tcPr/>{inner}</w:tc>"
    found = rows(tmp_path, table(["STT", "Nội dung"], ["1", outer], ["2", "Kết thúc"]))
    assert [p.text for p in found] == [
        "STT | Nội dung\n", "1 |\n", "Xã | Hồ sơ\n", "An Phú | 12\n", "2 | Kết thúc\n",
    ]  # fmt: skip
    assert found[3].heads == ("Xã", "Hồ sơ")


def test_a_signature_laid_out_as_a_table_is_no_table(tmp_path: Path) -> None:
    left = cell(paragraph("Nơi nhận:") + paragraph("- Lưu: VT."))
    right = cell(paragraph("TM. ỦY BAN NHÂN DÂN") + paragraph("CHỦ TỊCH"))
    paper = read(tmp_path, paragraph("Nội dung.") + table([left, right], ["", "Trần Văn Bình"]))
    assert Role.TABLE not in {passage.role for passage in paper.passages}
    assert paper.document.text == (
        "Nội dung.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình\n"
    )


def test_markdown_tables_have_heads(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Kế hoạch\n\n| STT | **Đơn vị** | Thời hạn |\n|---|:---:|---|\n"
        "| 1 | Phòng Nội vụ | 15/4/2024 |\n| 2 | Phòng<br>Kinh tế | |\n\nHết bảng.\n",
        encoding="utf-8",
    )
    paper = read_file(path)
    check_laws(paper)
    assert [(p.text, p.heads) for p in paper.passages if p.role is Role.TABLE] == [
        ("STT | Đơn vị | Thời hạn\n", ()),
        ("1 | Phòng Nội vụ | 15/4/2024\n", ("STT", "Đơn vị", "Thời hạn")),
        ("2 | Phòng Kinh tế |\n", ("STT", "Đơn vị", "Thời hạn")),
    ]


def test_tables_in_a_pdf_have_heads() -> None:
    paper = read_file(
        Path(__file__).parents[1] / "samples/papers/bc-214-cai-cach-hanh-chinh-quy-iii-2026.pdf"
    )
    found = [p for p in paper.passages if p.role is Role.TABLE]
    heads = ("Lĩnh vực", "Đã giải quyết", "Trước hạn", "Đúng hạn", "Trễ hạn")
    assert (found[1].text, found[1].heads) == ("Hộ tịch | 812 | 640 | 166 | 6\n", heads)


def test_heads_are_stored_and_read_back(tmp_path: Path) -> None:
    paper = read(
        tmp_path,
        table(
            ["Đơn vị", "Thời hạn"],
            [cell("Phòng Nội vụ", BEGINS), "15/4/2024"],
            [cell("", GOES_ON), "20/6/2024"],
        ),
    )
    with open_store(f"sqlite:///{tmp_path / 'kho.db'}") as store:
        stored = store.put(paper)
        found = store.passages(stored.document_id)
    assert [(p.heads, p.carried) for p in found] == [
        ((), ()),
        (("Đơn vị", "Thời hạn"), ()),
        (("Đơn vị", "Thời hạn"), ("Phòng Nội vụ", "")),
    ]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a | b", ["a", "b"]),
        ("a | | c", ["a", "", "c"]),
        ("| b |", ["", "b", ""]),
        ("một", ["một"]),
        ("A|B | c", ["A|B", "c"]),
    ],
)
def test_the_text_of_a_row_falls_into_its_cells(text: str, cells: list[str]) -> None:
    assert split_cells(text) == cells
