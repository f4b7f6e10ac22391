"""Office files: spreadsheets, RTF, and what is under a suffix that says something else."""

import os
import time
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from ingest import office_convert
from ingest.errors import BrokenFileError, MissingProgramError, WrongSuffixError
from ingest.lines import Kind, Pages
from ingest.read import read_pages
from ingest.rtf_text import read_rtf_text
from ingest.spreadsheets import cell_text
from tests.old_encodings import TCVN3, to_tcvn3

needs_office = pytest.mark.skipif(
    office_convert.find_office() is None, reason="LibreOffice is not installed"
)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def book(path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Giao việc"
    for row in (
        ["DANH MỤC NHIỆM VỤ"],
        [],
        ["STT", "Đơn vị", "Hạn", "Chỉ tiêu"],
        [1, "Phòng Nội vụ", date(2024, 4, 15), 95.5],
        [2.0, "Phòng Tài chính", None, True],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    hidden = workbook.create_sheet("Nháp")
    hidden.append(["Cũ", "Mới"])
    hidden.sheet_state = "hidden"
    workbook.save(path)
    return path


def rtf(text: str) -> bytes:
    """RTF as Word writes it: letters above ASCII as bytes of the Western code page."""
    words = "".join(
        letter if letter.isascii() else f"\\'{ord(letter):02x}" for letter in to_tcvn3(text)
    )
    return (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fnil .VnTime;}{\\f1\\fnil .VnTimeH;}}\\f0 "
        f"{words}\\par}}"
    ).encode("ascii")


def texts(pages: Pages) -> list[str]:
    return [line.text for line in pages.lines]


def test_each_sheet_is_a_part_with_its_rows(tmp_path: Path) -> None:
    _, pages = read_pages(book(tmp_path / "a.xlsx"))
    assert texts(pages) == [
        "Giao việc",
        "DANH MỤC NHIỆM VỤ",
        "STT | Đơn vị | Hạn | Chỉ tiêu",
        "1 | Phòng Nội vụ | 15/04/2024 | 95.5",
        "2 | Phòng Tài chính |  | Có",
        "Nháp",
        "Cũ | Mới",
    ]
    assert [line.kind for line in pages.lines[2:5]] == [Kind.ROW] * 3
    assert [(line.table, line.row) for line in pages.lines[2:5]] == [(1, 1), (1, 2), (1, 3)]
    assert pages.lines[0].heading
    assert [line.page for line in pages.lines] == [1, 1, 1, 1, 1, 2, 2]


def test_shares_that_may_show_as_percent_are_said(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["STT", "Chỉ tiêu", "Tỷ lệ"], [1, "Hồ sơ trực tuyến", 0.95]):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    _, pages = read_pages(tmp_path / "a.xlsx")
    assert texts(pages)[1] == "1 | Hồ sơ trực tuyến | 0.95"
    assert [note.text for note in pages.notes if note.doubtful] == [
        "Trang tính 1: có số nhỏ hơn 1; nơi bảng hiện phần trăm thì 0.95 là 95 %."
    ]


def test_hidden_sheets_are_read_and_said(tmp_path: Path) -> None:
    _, pages = read_pages(book(tmp_path / "a.xlsx"))
    assert "Trang tính ẩn cũng được đọc: «Nháp»; cần xem có còn dùng không." in [
        note.text for note in pages.notes
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (15.0, "15"),
        (118.2795699, "118.2795699"),
        (0.1 + 0.2, "0.3"),
        (datetime(2024, 4, 15, 8, 30), "15/04/2024 08:30"),  # noqa: DTZ001 -- as the file has it
        (datetime(2024, 4, 15), "15/04/2024"),  # noqa: DTZ001
        (False, "Không"),
        (None, ""),
        ("  hai   dòng\n", "hai dòng"),
    ],
)
def test_cells_show_as_people_read_them(value: object, shown: str) -> None:
    assert cell_text(value) == shown


def test_a_csv_of_semicolons_is_a_table(tmp_path: Path) -> None:
    content = "STT;Đơn vị;Hạn\n1;Phòng Nội vụ;15/4/2024\n;;\n".encode()
    _, pages = read_pages(put(tmp_path, "a.csv", content))
    assert texts(pages) == ["STT | Đơn vị | Hạn", "1 | Phòng Nội vụ | 15/4/2024"]


def test_an_xls_that_is_really_text_is_read_as_a_table(tmp_path: Path) -> None:
    content = "STT\tĐơn vị\tHạn\n1\tPhòng Nội vụ\t15/4/2024\n".encode()
    _, pages = read_pages(put(tmp_path, "a.xls", content))
    assert texts(pages)[1] == "1 | Phòng Nội vụ | 15/4/2024"


def test_a_broken_workbook_is_said_to_be_broken(tmp_path: Path) -> None:
    content = book(tmp_path / "a.xlsx").read_bytes()[:-400]
    with pytest.raises(BrokenFileError, match="tệp bị hỏng"):
        read_pages(put(tmp_path, "b.xlsx", content))


def test_a_pdf_named_doc_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSuffixError, match=r"«\.doc» không đúng với nội dung \(PDF\)"):
        read_pages(put(tmp_path, "a.doc", b"%PDF-1.4 "))


def test_a_text_in_bytes_of_tcvn3_is_read(tmp_path: Path) -> None:
    text = "Uỷ ban nhân dân xã báo cáo kết quả giải quyết hồ sơ được giao."
    content = "".join(TCVN3.get(letter, letter) for letter in text).encode("latin-1")
    _, pages = read_pages(put(tmp_path, "a.txt", content))
    assert texts(pages) == [text]


def test_rtf_is_read_without_libreoffice_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.office.find_office", lambda: None)
    path = put(tmp_path, "a.rtf", rtf("Căn cứ Luật đầu tư; nhà nước thu hồi đất."))
    _, pages = read_pages(path)
    assert texts(pages) == ["Căn cứ Luật đầu tư; nhà nước thu hồi đất."]
    assert pages.notes[0].text.startswith("Đọc không qua LibreOffice")


def test_rtf_in_unicode_is_read_bare(tmp_path: Path) -> None:
    content = b"{\\rtf1\\ansi\\ansicpg1252 Qu\\u7843?n l\\u253?\\par}"
    assert texts(read_rtf_text(tmp_path / "a.rtf", content)) == ["Quản lý"]


def test_a_word_file_is_held_where_libreoffice_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(
        MissingProgramError, match=r"cần LibreOffice .*«sudo apt install libreoffice-writer»"
    ):
        office_convert.to_docx(tmp_path / "a.doc", b"x", ".doc")


def test_a_conversion_past_its_time_is_ended_with_all_its_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "child"
    program = put(
        tmp_path, "soffice", f"#!/bin/sh\nsleep 60 &\necho $! > {started}\nwait\n".encode()
    )
    program.chmod(0o755)
    monkeypatch.setattr(office_convert, "find_office", lambda: str(program))
    with pytest.raises(BrokenFileError, match="chạy quá 1 giây"):
        office_convert.to_docx(tmp_path / "a.doc", b"x", ".doc", timeout_seconds=1)
    assert _ended(int(started.read_text(encoding="ascii")))


def _ended(process: int) -> bool:
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if (
            state.exists()
            and state.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
        ):
            return True
        time.sleep(0.1)
    return False


@needs_office
def test_rtf_in_tcvn3_is_read_through_libreoffice(tmp_path: Path) -> None:
    path = put(tmp_path, "a.doc", rtf("Căn cứ Luật đầu tư; nhà nước thu hồi đất."))
    _, pages = read_pages(path)
    assert texts(pages) == ["Căn cứ Luật đầu tư; nhà nước thu hồi đất."]
    assert any("TCVN3" in note.text for note in pages.notes)
