"""Damaged files that once ended a whole batch: each is now told as broken, or read."""

import io
import random
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, NameObject

from bench.mutations import mutate
from corpus.text import nfc
from ingest.errors import BrokenFileError, IngestError
from ingest.read import read_file

WORDS = ("Điều 1. Phạm vi", "Thời hạn là ngày 05 tháng 12 năm 2026.")


def word_file() -> bytes:
    made = docx.Document()
    for words in WORDS * 20:
        made.add_paragraph(words)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def pdf_file(stream: str = "BT /F1 12 Tf 72 700 Td (Dieu 1) Tj ET") -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    content = DecodedStreamObject()
    content.set_data(stream.encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_pdf_with_a_filter_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    damaged = pdf_file().replace(b"/FlateDecode", b"/FlateDecod3")
    with pytest.raises(IngestError, match=r"^a\.pdf: "):
        read_file(put(tmp_path, "a.pdf", damaged))


def member_start(archive: bytes, name: str) -> int:
    """Where the packed bytes of a member begin."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        info = opened.getinfo(name)
    header = archive[info.header_offset : info.header_offset + 30]
    return (
        info.header_offset
        + 30
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )


def test_docx_whose_packed_bytes_are_damaged_is_broken(tmp_path: Path) -> None:
    whole = word_file()
    start = member_start(whole, "word/document.xml")
    damaged = whole[: start + 1] + b"\xff" * 40 + whole[start + 41 :]
    with pytest.raises(BrokenFileError, match="tệp bị hỏng"):
        read_file(put(tmp_path, "a.docx", damaged))


def test_docx_of_a_zip_version_that_does_not_exist_is_broken(tmp_path: Path) -> None:
    whole = bytearray(word_file())
    whole[whole.index(b"PK\x01\x02") + 6] = 240
    with pytest.raises(BrokenFileError, match="NotImplementedError"):
        read_file(put(tmp_path, "a.docx", bytes(whole)))


def test_docx_packed_in_a_way_that_does_not_exist_is_broken(tmp_path: Path) -> None:
    whole = bytearray(word_file())
    for mark, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        start = 0
        while (start := whole.find(mark, start)) >= 0:
            whole[start + place] = 77
            start += 4
    with pytest.raises(BrokenFileError, match="NotImplementedError"):
        read_file(put(tmp_path, "a.docx", bytes(whole)))


def test_half_a_letter_and_a_nul_become_a_sign_that_can_be_stored() -> None:
    assert nfc("a\ud800b\udfffc\x00") == "a\ufffdb\ufffdc\ufffd"


def test_letters_that_can_not_be_read_are_counted_by_page(tmp_path: Path) -> None:
    text = "Thông báo họp\n\f\nHọp \ufffd\ufffd giờ"
    read = read_file(put(tmp_path, "a.txt", text.encode()))
    told = [note for note in read.notes if "không đọc được" in note.text]
    assert [(note.page, note.text, note.doubtful) for note in told] == [
        (2, "Trang 2 có 2 ký tự không đọc được.", True)
    ]


SEEDS = {
    ".docx": [word_file()],
    ".pdf": [pdf_file()],
    ".txt": ["\n".join(WORDS * 5).encode()],
    ".md": [("# Kế hoạch\n\n" + "\n\n".join(WORDS) + "\n\n| a | b |\n|---|---|\n").encode()],
}


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(suffix=st.sampled_from(sorted(SEEDS)), chance=st.randoms(use_true_random=False))
def test_damaged_file_is_read_whole_or_refused_in_words(
    tmp_path: Path, suffix: str, chance: random.Random
) -> None:
    path = put(tmp_path, f"hong{suffix}", mutate(chance, SEEDS[suffix]))
    with suppress(IngestError):  # any other error fails the test
        read = read_file(path)
        read.document.text.encode()
        assert "".join(passage.text for passage in read.passages) == read.document.text


def test_old_workbook_whose_directory_is_cut_is_broken(tmp_path: Path) -> None:
    """The reader's own code gives up on it in a way that no `except Exception` sees."""
    head = bytearray(512)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", head, 40, 0, 1, 1, 0, 4096, _CHAIN_END, 0, _CHAIN_END, 0)
    struct.pack_into("<109I", head, 76, 0, *[_UNUSED] * 108)
    chains = struct.pack("<128I", 0xFFFFFFFD, _CHAIN_END, *[_UNUSED] * 126)
    directory = "Workbook".encode("utf-16-le").ljust(120, b"\0")  # an entry has 128 bytes
    with pytest.raises(BrokenFileError, match="bảng tính hỏng"):
        read_file(put(tmp_path, "so.xls", bytes(head) + chains + directory))


_CHAIN_END, _UNUSED = 0xFFFFFFFE, 0xFFFFFFFF
