"""Files that can not be taken in, and batches that hold some."""

import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from ingest.batch import find_files, read_files
from ingest.errors import (
    BrokenFileError,
    EmptyFileError,
    EncryptedFileError,
    MissingFileError,
    SecretPaperError,
    TooLargeError,
    UnsupportedFileError,
    WrongSuffixError,
)
from ingest.read import read_file


def pdf_bytes(*, password: str | None = None, words: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError, match=r"^a\.txt: tệp rỗng"):
        read_file(put(tmp_path, "a.txt", b""))


def test_a_file_of_blanks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError, match="không có chữ nào"):
        read_file(put(tmp_path, "a.txt", b" \n\n\t\n"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="không mở được tệp"):
        read_file(tmp_path / "a.txt")


def test_an_old_office_file_of_another_kind_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFileError, match=r"lưu thành \.docx"):
        read_file(put(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))


def test_a_pdf_named_docx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSuffixError, match=r"«\.docx» không đúng với nội dung \(PDF\)"):
        read_file(put(tmp_path, "a.docx", pdf_bytes()))


def test_a_text_of_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="không phải Unicode"):
        read_file(put(tmp_path, "a.txt", b"Qu\xb7y \xae\xde\xa7nh"))


def test_two_hundred_megabytes_of_zeros_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(TooLargeError, match="200 MB, mức cho phép là 64 MB"):
        read_file(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 50_000_000)
    with pytest.raises(TooLargeError, match="bung ra thành 50000000 byte"):
        read_file(put(tmp_path, "a.docx", buffer.getvalue()))


def test_a_zip_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "xin chào")
    with pytest.raises(UnsupportedFileError, match="không phải văn bản Word"):
        read_file(put(tmp_path, "a.docx", buffer.getvalue()))


def test_a_cut_docx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="tệp bị hỏng"):
        read_file(put(tmp_path, "a.docx", b"PK\x03\x04" + b"x" * 100))


def test_a_cut_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="tệp bị hỏng"):
        read_file(put(tmp_path, "a.pdf", b"%PDF-1.7\n" + b"x" * 100))


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFileError, match="tệp đặt mật khẩu"):
        read_file(put(tmp_path, "a.pdf", pdf_bytes(password="bi-mat")))


def test_a_pdf_of_blank_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError, match="không có chữ nào"):
        read_file(put(tmp_path, "a.pdf", pdf_bytes()))


def test_a_pdf_with_words_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.pdf", pdf_bytes(words="Phong Noi vu bao cao hang thang."))
    assert read_file(path).document.text == "Phong Noi vu bao cao hang thang.\n"


def test_a_footnotes_mark_raised_above_its_line_stays_in_its_place(tmp_path: Path) -> None:
    words = "Theo ke hoach nam 2031) Tj 6 Ts /F1 8 Tf (1) Tj 0 Ts /F1 12 Tf ( nhu sau:"
    path = put(tmp_path, "a.pdf", pdf_bytes(words=words))
    assert read_file(path).document.text == "Theo ke hoach nam 20311 nhu sau:\n"


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Tối mật"])
def test_a_secret_paper_is_refused_and_none_of_it_told(tmp_path: Path, mark: str) -> None:
    text = f"{mark}\nỦY BAN NHÂN DÂN\nKế hoạch bảo vệ mục tiêu.\n"
    with pytest.raises(SecretPaperError) as caught:
        read_file(put(tmp_path, "a.txt", text.encode()))
    assert "mục tiêu" not in str(caught.value)


def test_a_paper_for_internal_use_is_read(tmp_path: Path) -> None:
    text = "LƯU HÀNH NỘI BỘ\nKẾ HOẠCH\nTrực ban tháng 5\n\nPhòng bảo mật trực hằng ngày.\n"
    assert read_file(put(tmp_path, "a.txt", text.encode())).document.kind == "Kế hoạch"


def test_a_text_in_utf_16_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Người dân nộp hồ sơ.".encode("utf-16"))
    assert read_file(path).document.text == "Người dân nộp hồ sơ.\n"


def test_a_table_in_a_docx_is_one_passage_for_each_row(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("I. SỐ LIỆU")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Xã", "Hồ sơ", "An Phú", "12"], strict=True
    ):
        cell.text = words
    path = tmp_path / "a.docx"
    document.save(str(path))
    passages = read_file(path).passages
    assert [p.text for p in passages] == ["I. SỐ LIỆU\n", "Xã | Hồ sơ\n", "An Phú | 12\n"]
    assert passages[2].trail == ("I. SỐ LIỆU", "Xã | Hồ sơ")
    assert passages[2].citation.words == "mục I, bảng 1, dòng 2"


def test_a_batch_hides_no_file(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "Người dân nộp hồ sơ.".encode())
    put(tmp_path, "a.txt", b"")
    put(tmp_path, "c.exe", b"x")
    put(tmp_path, ".an.txt", b"x")
    batch = read_files([tmp_path])
    assert [paper.document.source for paper in batch.done] == ["b.txt"]
    assert [(s.path.name, s.reason) for s in batch.skipped] == [
        (".an.txt", "tệp ẩn hoặc tệp tạm"),
        ("c.exe", "chưa đọc được loại tệp «.exe»"),
    ]
    assert [error.path.name for error in batch.failed] == ["a.txt"]


def test_a_path_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    found = find_files([tmp_path / "khong_co"])
    assert [str(error) for error in found.failed] == [
        "khong_co: không mở được tệp (không có tệp hay thư mục này); "
        "kiểm tra lại đường dẫn và quyền đọc."
    ]
