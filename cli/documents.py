"""`dunghan show`, `withdraw` and `restore`."""

from typing import Annotated

import typer

from cli.reference_lines import reference_lines
from cli.settings import read_settings
from cli.wiring import open_library
from corpus.documents import Document, Passage
from corpus.signing import authorities

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
        for note in library.store.notes(document_id):
            mark = "cần xem lại" if note.doubtful else "đã xử lý"
            typer.echo(f"{mark}: {note.text}")
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


def _outline_line(passage: Passage) -> str:
    flat = " ".join(passage.text.split())
    shown = flat if len(flat) <= 100 else flat[:99] + "…"
    return f"{passage.citation.id}\t{passage.role}\ttr. {passage.first_page}\t{shown}"
