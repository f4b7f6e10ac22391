"""`dunghan show`, `withdraw` and `restore`."""

from typing import Annotated

import typer

from cli.reference_lines import reference_lines
from cli.settings import read_settings
from cli.wiring import open_library
from corpus.audiences import find_audience
from corpus.documents import Document, Note, Passage
from corpus.intake_log import LogEntry, Step, read_log
from corpus.reading_report import report as report_of
from corpus.signing import authorities

_STEPS = {
    Step.TAKEN_IN: "nạp",
    Step.PREVIEWED: "đọc trước",
    Step.PUBLISHED: "công bố",
    Step.DISCARDED: "bỏ, không công bố",
    Step.READ_AGAIN: "đọc lại bản gốc",
    Step.FORGOTTEN: "xóa hẳn",
    Step.WITHDRAWN: "rút",
    Step.RESTORED: "dùng lại",
}
_RARE = {
    "độ khẩn",
    "phạm vi lưu hành",
    "bản sao",
    "dự thảo",
    "kính gửi",
}  # said only where they are
_DocumentId = Annotated[str, typer.Argument(help="Mã văn bản, như «dunghan show» liệt kê.")]


def show(
    document_id: Annotated[
        str | None, typer.Argument(help="Mã văn bản; để trống thì liệt kê tất cả.")
    ] = None,
    outline: Annotated[bool, typer.Option("--outline", help="In từng đoạn với vị trí.")] = False,  # noqa: FBT002 -- typer's way
    report: Annotated[  # noqa: FBT002 -- typer's way
        bool, typer.Option("--report", help="In từng trang đọc thế nào, nghi ngờ gì, ai đã nạp.")
    ] = False,
) -> None:
    """Mô tả một văn bản trong kho, hoặc liệt kê các văn bản.

    Ví dụ:  dunghan show 15-2026-qd-ubnd --outline
    """
    with open_library(read_settings()) as library:
        if document_id is None:
            for document in library.store.documents():
                typer.echo(f"{document.id}\t{document.title}\t{document.source}")
            return
        document = library.store.document(document_id)
        typer.echo(_description(document))
        typer.echo(f"người được xem: {find_audience(library.store, document_id).words}")
        notes = library.store.notes(document_id)
        if report:
            typer.echo(_report(notes, document, read_log(library.store, document_id)))
        for note in () if report else notes:
            mark = "cần xem lại" if note.doubtful else "đã xử lý"
            typer.echo(f"{mark if note.how is None else 'cách đọc'}: {note.text}")
        for line in reference_lines(library.book.references, document):
            typer.echo(line)
        if outline:
            for passage in library.store.passages(document_id):
                typer.echo(_outline_line(passage))


def withdraw(document_id: _DocumentId) -> None:
    """Rút một văn bản: giữ trong kho nhưng không dùng để trả lời nữa.

    Ví dụ:  dunghan withdraw 27-kh-ubnd
    """
    with open_library(read_settings()) as library:
        changed = library.store.withdraw(document_id)
        library.index.refresh()
    typer.echo(f"Đã rút {document_id}." if changed else f"{document_id} đã được rút từ trước.")


def restore(document_id: _DocumentId) -> None:
    """Đưa một văn bản đã rút trở lại.

    Ví dụ:  dunghan restore 27-kh-ubnd
    """
    with open_library(read_settings()) as library:
        changed = library.store.restore(document_id)
        library.index.refresh()
    typer.echo(f"Đã đưa lại {document_id}." if changed else f"{document_id} đang được dùng.")


def _description(document: Document) -> str:
    unsaid = "không ghi"
    rows = (
        ("mã", document.id),
        ("số", document.number),
        ("loại", document.kind),
        ("trích yếu", document.subject),
        ("cơ quan ban hành", document.issuer),
        ("nơi ban hành", document.place),
        ("ngày ký", document.signed_on or document.signed_as_written),
        ("hiệu lực từ", document.effective_from),
        ("người ký", document.signer),
        ("quyền hạn ký", _authority(document)),
        ("độ khẩn", document.urgency),
        ("phạm vi lưu hành", document.scope),
        ("bản sao", document.copied_as),
        ("dự thảo", "có" if document.is_draft else None),
        ("kính gửi", "; ".join(document.addressees)),
        ("nơi nhận", "; ".join(document.recipients)),
        ("căn cứ", "; ".join(document.legal_bases)),
        ("tệp", document.source),
        ("số trang", document.page_count),
        ("bản lưu số", document.revision),
    )
    return "\n".join(
        f"{name}: {value or unsaid}" for name, value in rows if value or name not in _RARE
    )


def _authority(document: Document) -> str | None:
    """The title of the signer with its authority in words: "KT. CHỦ TỊCH, … (ký thay)"."""
    words = ", ".join(authorities(document.signer_title))
    return f"{document.signer_title} ({words})" if words else document.signer_title


def _report(notes: tuple[Note, ...], document: Document, log: tuple[LogEntry, ...]) -> str:
    lines = [
        f"{'toàn văn bản' if line.page is None else f'trang {line.page}'}: {line.text}"
        for line in report_of(notes, document.page_count)
    ]
    lines += [_log_line(entry) for entry in log]
    return "\n".join(lines)


def _log_line(entry: LogEntry) -> str:
    who = entry.who or "không ghi tên"
    return f"{who}: {_STEPS[entry.step]} lúc {entry.at:%H:%M %d/%m/%Y}"


def _outline_line(passage: Passage) -> str:
    flat = " ".join(passage.text.split())
    shown = flat if len(flat) <= 100 else flat[:99] + "…"
    return f"{passage.citation.id}\t{passage.role}\ttr. {passage.first_page}\t{shown}"
