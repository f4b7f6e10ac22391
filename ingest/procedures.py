"""`procedures.jsonl(.gz)`: an export of the national portal, one procedure a line."""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Note
from corpus.procedure_store import ReadProcedure
from corpus.procedures import FilingWay, Procedure
from corpus.text import nfc
from ingest.errors import BrokenFileError, IngestError, MissingFileError
from ingest.procedure_fields import (
    BASES_HEAD,
    COMPONENTS_HEAD,
    WAYS_HEAD,
    cut_bases,
    cut_components,
    cut_results,
    cut_steps,
    cut_ways,
)
from ingest.procedure_sections import sections_of
from ingest.procedure_text import lay_out

SUFFIXES = (".jsonl", ".jsonl.gz")
_MAX_LINES = 100_000
_MAX_LINE = 4_000_000  # characters of one record
_CODE = re.compile(r"\d+\.\d{3,}(?:\.[A-Z0-9.]+)?")
_NEEDED = ("ma_thu_tuc", "ten_thu_tuc")
# Fields that people read; the others are addresses of the portal's own pages.
READ_FIELDS = (
    "ma_thu_tuc",
    "ten_thu_tuc",
    "so_quyet_dinh",
    "cap_thuc_hien",
    "loai_thu_tuc",
    "linh_vuc",
    "doi_tuong_thuc_hien",
    "co_quan_co_tham_quyen",
    "dia_chi_tiep_nhan",
    "co_quan_duoc_uy_quyen",
    "co_quan_phoi_hop",
    "thu_tuc_lien_quan",
    "trinh_tu_thuc_hien",
    "cach_thuc_thuc_hien",
    "thanh_phan_ho_so",
    "can_cu_phap_ly",
    "co_quan_thuc_hien",
    "yeu_cau_dieu_kien",
    "ket_qua_xu_ly",
)


class ProcedureRecordError(IngestError):
    """One line of a file of procedures can not be taken in; the other lines are."""

    def __init__(self, path: Path, line: int, found: str, expected: str) -> None:
        super().__init__(
            path,
            f"dòng {line}: thấy {found}, cần {expected}; "
            "hãy xuất lại bản ghi này. Các dòng khác vẫn được nạp.",
        )
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProcedures:
    """The procedures of a file, in its order, and the lines that could not be read."""

    found: tuple[ReadProcedure, ...]
    failed: tuple[ProcedureRecordError, ...]


def is_procedures_file(path: Path) -> bool:
    """Whether the name is that of a file of procedures."""
    return path.name.lower().endswith(SUFFIXES)


def read_procedures(path: Path) -> ReadProcedures:
    """Read a file of procedures, about 2 ms a record.

    Raises:
        MissingFileError, BrokenFileError: the file itself can not be read.
    """
    found: dict[str, ReadProcedure] = {}
    failed: list[ProcedureRecordError] = []
    for number, line in _lines(path):
        try:
            record = _record_of(path, number, line)
        except ProcedureRecordError as error:
            failed.append(error)
            continue
        read = read_record(record, path.name)
        before = found.get(read.procedure.code)
        if before is not None and before.read.document.sha256 != read.read.document.sha256:
            failed.append(
                ProcedureRecordError(
                    path,
                    number,
                    f"mã {read.procedure.code} lần thứ hai với nội dung khác",
                    "mỗi mã một bản ghi (đã giữ bản ghi đứng trước)",
                )
            )
            continue
        found[read.procedure.code] = read
    return ReadProcedures(found=tuple(found.values()), failed=tuple(failed))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    opened = gzip.open if path.name.lower().endswith(".gz") else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", errors="replace") as file:
            for number in range(1, _MAX_LINES + 1):
                line = file.readline(_MAX_LINE)
                if not line:
                    return
                if line.strip():
                    yield number, line
            if file.readline(1):
                raise BrokenFileError(path, f"hơn {_MAX_LINES} dòng")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BrokenFileError(path, "tệp nén không trọn vẹn") from error
    except OSError as error:
        raise MissingFileError(path, error.strerror or type(error).__name__) from error


def _record_of(path: Path, number: int, line: str) -> dict[str, str]:
    """The record of a line; its values in NFC, the missing ones empty."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ProcedureRecordError(
            path, number, "một dòng không phải JSON", "một đối tượng JSON"
        ) from error
    if not isinstance(record, dict):
        raise ProcedureRecordError(path, number, type(record).__name__, "một đối tượng JSON")
    values: dict[str, str] = {}
    for name in (*READ_FIELDS, "raw_text"):
        value = record.get(name)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise ProcedureRecordError(
                path, number, f"«{name}» là {type(value).__name__}", "chữ (chuỗi JSON)"
            )
        if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise ProcedureRecordError(
                path, number, f"ký tự không lưu được trong «{name}»", "chữ Unicode"
            )
        values[name] = nfc(value).replace("\r\n", "\n").strip()
    for name in _NEEDED:
        if not values[name]:
            raise ProcedureRecordError(path, number, f"«{name}» trống hoặc thiếu", "mã và tên")
    if not _CODE.fullmatch(values["ma_thu_tuc"]):
        raise ProcedureRecordError(
            path, number, f"mã «{values['ma_thu_tuc'][:40]}»", "mã như 1.000178"
        )
    return values


def read_record(record: dict[str, str], source: str) -> ReadProcedure:
    """The procedure of a record whose values are checked, laid out as a document."""
    notes: list[Note] = []
    fields = _mended(record, notes)
    procedure = _procedure(fields, notes)
    whole = json.dumps({name: record[name] for name in record}, ensure_ascii=False, sort_keys=True)
    sha256 = hashlib.sha256(whole.encode()).hexdigest()
    read = lay_out(procedure, source=source, sha256=sha256, notes=tuple(notes))
    return ReadProcedure(procedure=procedure, read=read)


def _mended(record: dict[str, str], notes: list[Note]) -> dict[str, str]:
    """The record with the sections that the export cut at the wrong place cut again."""
    sections = sections_of(record.get("raw_text", ""))
    wrong = [
        name
        for name, text in sections.items()
        if "".join(text.split()) != "".join(record[name].split())
    ]
    if not wrong:
        return record
    notes.append(
        Note(page=None, text=f"Cắt lại từ trang gốc vì bản xuất cắt sai chỗ: {', '.join(wrong)}.")
    )
    return {**record, **{name: sections[name] for name in wrong}}


def _procedure(fields: dict[str, str], notes: list[Note]) -> Procedure:
    ways = cut_ways(fields["cach_thuc_thuc_hien"])
    if ways is None:
        ways = _uncut(fields["cach_thuc_thuc_hien"], notes)
    results = cut_results(fields["ket_qua_xu_ly"])
    heads = (
        ("thanh_phan_ho_so", COMPONENTS_HEAD),
        ("can_cu_phap_ly", BASES_HEAD),
        ("cach_thuc_thuc_hien", WAYS_HEAD),
    )
    removed = [head for name, head in heads if head in fields[name]]
    removed += [results.removed] if results.removed else []
    if removed:
        said = "; ".join(f"«{each}»" for each in removed)
        notes.append(Note(page=None, text=f"Đã bỏ đầu cột và nút bấm của trang: {said}."))
    unclear = [
        way.time_limit for way in ways if way.time_limit.isdecimal() and way.fee[:1].isdecimal()
    ]
    if unclear:
        notes.append(
            Note(
                page=None,
                text=f"Thời gian «{unclear[0]}» không có đơn vị, dính liền mức phí; cần đối chiếu.",
                doubtful=True,
            )
        )
    return Procedure(
        code=fields["ma_thu_tuc"],
        name=" ".join(fields["ten_thu_tuc"].split()),
        level=fields["cap_thuc_hien"],
        field=fields["linh_vuc"],
        decision=fields["so_quyet_dinh"],
        kind=fields["loai_thu_tuc"],
        subjects=fields["doi_tuong_thuc_hien"],
        deciding_agency=fields["co_quan_co_tham_quyen"],
        executing_agency=fields["co_quan_thuc_hien"],
        receiving_address=fields["dia_chi_tiep_nhan"],
        delegated_agency=fields["co_quan_duoc_uy_quyen"],
        cooperating_agency=fields["co_quan_phoi_hop"],
        related=fields["thu_tuc_lien_quan"],
        steps=cut_steps(fields["trinh_tu_thuc_hien"]),
        ways=ways,
        components=cut_components(fields["thanh_phan_ho_so"]),
        legal_bases=cut_bases(fields["can_cu_phap_ly"]),
        conditions=fields["yeu_cau_dieu_kien"],
        results=results.results,
    )


def _uncut(field: str, notes: list[Note]) -> tuple[FilingWay, ...]:
    """A field that could not be cut, whole, with a doubt; empty for an empty field."""
    if not field:
        return ()
    notes.append(
        Note(page=None, text="Không tách được bảng cách thức thực hiện; giữ nguyên.", doubtful=True)
    )
    body = field.removeprefix(WAYS_HEAD)
    return (FilingWay(way="không tách được", time_limit="", fee="", description=body),)
