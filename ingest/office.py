"""DOC, RTF, ODT and spreadsheets by what is inside them, not by their suffix."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from ingest.errors import (
    BrokenFileError,
    EncryptedFileError,
    TooLargeError,
    UnsupportedFileError,
)
from ingest.limits import MAX_UNPACKED_BYTES
from ingest.lines import Pages
from ingest.office_convert import find_office, to_docx
from ingest.plain import decode, read_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_HTML = re.compile(rb"<(?:!doctype html|html|head|meta|body|table)\b", re.IGNORECASE)
_BEFORE_OLE = (b"\xdb\xa5-\x00", b"1\xbe\x00\x00")  # Word 2 and before


def read_office(path: Path, content: bytes) -> Pages:
    """The lines of a text or a spreadsheet that an office program wrote.

    Raises:
        IngestError: as the reader of what is inside.
    """
    if content.startswith(_OLE):
        return _read_ole(path, content)
    if content.startswith(b"PK\x03\x04"):
        return _read_zip(path, content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return _read_converted(path, content, ".rtf")
    if content.startswith(_BEFORE_OLE):
        return _read_converted(path, content, ".doc")
    if _HTML.search(content[:4096]):
        return _read_converted(path, content, ".html")
    text = decode(path, content)
    if path.suffix.lower() in (".csv", ".xls", ".xlsx", ".ods"):
        from ingest.spreadsheets import read_csv  # noqa: PLC0415 -- as below

        return read_csv(path, text)
    return read_text(path, text)


def _read_ole(path: Path, content: bytes) -> Pages:
    if _ENCRYPTED_STREAM in content:
        raise EncryptedFileError(path)
    if _WORD_STREAM in content:
        return _read_converted(path, content, ".doc")
    if any(stream in content for stream in _BOOK_STREAMS):
        return _read_workbook(path, content)
    raise UnsupportedFileError(
        path, "tệp Office đời cũ không phải văn bản hay bảng tính", "hãy lưu thành .docx hoặc .xlsx"
    )


def _read_zip(path: Path, content: bytes) -> Pages:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(80) if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise BrokenFileError(path, type(error).__name__) from error
    if "word/document.xml" in names:
        return _read_docx(path, content)
    if any(name.startswith("xl/") for name in names) or b"spreadsheet" in kind:
        return _read_workbook(path, content)
    if b"opendocument.text" in kind:
        return _read_converted(path, content, ".odt")
    raise UnsupportedFileError(
        path, "tệp nén không phải văn bản hay bảng tính", "hãy lưu thành .docx hoặc .xlsx"
    )


def _read_converted(path: Path, content: bytes, suffix: str) -> Pages:
    if suffix == ".rtf" and find_office() is None:
        from ingest.rtf_text import read_rtf_text  # noqa: PLC0415 -- only where it is needed

        return read_rtf_text(path, content)
    return _read_docx(path, to_docx(path, content, suffix))


def _read_docx(path: Path, content: bytes) -> Pages:
    from ingest.docx import read_docx  # noqa: PLC0415 -- python-docx is not for --help

    return read_docx(path, content)


def _read_workbook(path: Path, content: bytes) -> Pages:
    from ingest.spreadsheets import read_workbook  # noqa: PLC0415 -- calamine is not for --help

    if content.startswith(b"PK"):
        _check_unpacked(path, content)
    return read_workbook(path, content)


def _check_unpacked(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        raise TooLargeError(
            path, f"bung ra {unpacked // 1_048_576} MB", f"{MAX_UNPACKED_BYTES // 1_048_576} MB"
        )
