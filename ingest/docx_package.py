"""The parts of a DOCX: a zip of XML files that name one another by relations."""

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ingest.errors import BrokenFileError, TooLargeError, UnsupportedFileError
from ingest.limits import MAX_UNPACKED_BYTES, MAX_UNPACKING_RATIO, MAX_ZIP_MEMBERS
from ingest.markup import MARKUP_ERRORS, Element, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PACKAGE_ERRORS: tuple[type[Exception], ...] = (
    *MARKUP_ERRORS,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    IndexError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    EOFError,
    OSError,
    RuntimeError,  # a member is locked by a password
    NotImplementedError,  # packed by a method that zipfile does not know
)
# ISO 29500 strict names the same elements differently; Word offers it as a format of its own.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
)
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Where a part points: `kind` is the last word of its type ("footnotes", "header")."""

    kind: str
    target: str  # the name of a part of this package


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An opened DOCX; parts are unpacked when they are asked for."""

    archive: zipfile.ZipFile
    main: str  # the name of the part that holds the body
    body: Element
    relations: dict[str, Relation]  # of the main part, by id

    def part(self, name: str) -> Element | None:
        """The root of a part; None when the package does not hold it."""
        return _part(self.archive, name)

    def related(self, kind: str) -> Element | None:
        """The root of the first part that the body relates to as `kind`; None when none is."""
        for relation in self.relations.values():
            if relation.kind == kind:
                return self.part(relation.target)
        folder = posixpath.dirname(self.main)
        return self.part(posixpath.join(folder, f"{kind}.xml"))


def open_package(path: Path, content: bytes) -> Package:
    """The package of a file's bytes (.docx, .docm, .dotx, .dotm; strict or not).

    Raises:
        BrokenFileError, TooLargeError, UnsupportedFileError. What the zip says that it unpacks
        to is checked before anything is unpacked; zipfile never gives more than that.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BrokenFileError(path, type(error).__name__) from error
    _check_size(path, members, len(content))
    try:
        main = _main(archive)
        root = _part(archive, main)
        found = _relations(archive, main)
    except PACKAGE_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    body = None if root is None or root.tag != f"{W}document" else root.find(f"{W}body")
    if root is None or root.tag != f"{W}document":
        raise UnsupportedFileError(
            path, "tệp nén không phải văn bản Word", "hãy nạp tệp .docx lưu từ Word"
        )
    if body is None:
        raise BrokenFileError(path, "thiếu phần thân văn bản")
    return Package(archive=archive, main=main, body=body, relations=found)


def _check_size(path: Path, members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_ZIP_MEMBERS:
        raise TooLargeError(path, f"{len(members)} phần bên trong", f"{MAX_ZIP_MEMBERS} phần")
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_UNPACKING_RATIO * packed:
        raise TooLargeError(
            path,
            f"{packed} byte bung ra thành {unpacked} byte",
            f"{MAX_UNPACKING_RATIO} lần và {MAX_UNPACKED_BYTES // 1_048_576} MB",
        )


def _main(archive: zipfile.ZipFile) -> str:
    for relation in _relations(archive, "").values():
        if relation.kind == "officeDocument":
            return relation.target
    return _MAIN


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    try:
        content = archive.read(name)
    except KeyError:
        return None
    for strict, name_in_braces in _STRICT:
        content = content.replace(strict, name_in_braces[1:-1].encode())
    return parse_xml(content)


def _relations(archive: zipfile.ZipFile, owner: str) -> dict[str, Relation]:
    folder, name = posixpath.split(owner)
    root = _part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}
    for element in () if root is None else root:
        target = unquote(element.get("Target") or "")
        if not target or element.get("TargetMode") == "External":
            continue
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[element.get("Id") or ""] = Relation(
            kind=(element.get("Type") or "").rpartition("/")[2], target=posixpath.normpath(whole)
        )
    return found
