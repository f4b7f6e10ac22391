"""What a file is, from its first bytes, compared with what its suffix says."""

from enum import StrEnum
from pathlib import Path

from ingest.errors import (
    EmptyFileError,
    EncryptedFileError,
    MissingFileError,
    TooLargeError,
    UnsupportedFileError,
    WrongSuffixError,
)
from ingest.limits import MAX_FILE_BYTES


class FileKind(StrEnum):
    """The kinds of file that are read."""

    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    OFFICE = "office"  # DOC, RTF, ODT, spreadsheets: what is inside is looked at when read
    IMAGE = "image"


_BY_SUFFIX = {
    ".txt": FileKind.TEXT,
    ".md": FileKind.TEXT,
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".docm": FileKind.DOCX,
    ".dotx": FileKind.DOCX,
    ".dotm": FileKind.DOCX,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".mht": FileKind.HTML,
    ".mhtml": FileKind.HTML,
    ".doc": FileKind.OFFICE,
    ".rtf": FileKind.OFFICE,
    ".odt": FileKind.OFFICE,
    ".xls": FileKind.OFFICE,
    ".xlsx": FileKind.OFFICE,
    ".ods": FileKind.OFFICE,
    ".csv": FileKind.OFFICE,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"), FileKind.IMAGE),
}
readable_suffixes = frozenset(_BY_SUFFIX)

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/Excel đời cũ"),
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"\x89PNG", "ảnh PNG"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "ảnh WebP"),
    (b"MZ", "chương trình"),
    (b"\x7fELF", "chương trình"),
)
# Word keeps a paper with a password as this stream of an old-style file.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# Programs write these under suffixes of one another: an .xls from a web page is HTML.
_NEVER_OFFICE = ("PDF", "ảnh JPEG", "ảnh PNG", "chương trình")
_OLDER_WORD = ("Word/Excel đời cũ", "RTF")
_EXPECTED = {FileKind.PDF: "PDF", FileKind.DOCX: "zip", FileKind.IMAGE: "ảnh"}


def read_bytes(path: Path) -> tuple[FileKind, bytes]:
    """The kind and the bytes of a file that is worth opening.

    Raises:
        MissingFileError, EmptyFileError, TooLargeError, UnsupportedFileError,
        WrongSuffixError. The size is looked at before a byte is read.
    """
    kind = _BY_SUFFIX.get(path.suffix.lower())
    if kind is None:
        raise UnsupportedFileError(
            path,
            f"loại tệp «{path.suffix or path.name}»",
            "các loại đọc được là .docx, .doc, .rtf, .odt, .pdf, .html, .mht, .xlsx, .xls, .ods, "
            ".csv, .txt, .md và ảnh .png, .jpg, .tif, .webp",
        )
    try:
        size = path.stat().st_size
        if size == 0:
            raise EmptyFileError(path)
        if size > MAX_FILE_BYTES:
            raise TooLargeError(
                path, f"{size // 1_048_576} MB", f"{MAX_FILE_BYTES // 1_048_576} MB"
            )
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise MissingFileError(path, error.strerror or type(error).__name__) from error
    return _check_magic(path, kind, content), content


def _check_magic(path: Path, kind: FileKind, content: bytes) -> FileKind:
    """The kind that the file is read as: OFFICE too for an old Word file under a new name."""
    found = next((name for magic, name in _MAGIC if content.startswith(magic)), None)
    if found is None and b"%PDF-" in content[:1024]:
        found = "PDF"  # readers allow rubbish before the header
    if kind is FileKind.DOCX and _LOCKED in content:
        raise EncryptedFileError(path)
    if kind is FileKind.OFFICE:
        if found in _NEVER_OFFICE:
            raise WrongSuffixError(path, found)
        return kind
    if kind is FileKind.DOCX and found in _OLDER_WORD:
        return FileKind.OFFICE
    if kind is FileKind.IMAGE and found is not None and found.startswith("ảnh "):
        return (
            kind  # cameras and scanners mix up the suffixes of pictures, and nothing hangs on them
        )
    expected = _EXPECTED.get(kind)
    if found != expected:
        raise WrongSuffixError(path, found or "không phải " + (expected or "văn bản"))
    return kind
