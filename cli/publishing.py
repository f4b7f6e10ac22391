"""`dunghan pending`, `publish`, `discard` and `forget`."""

from typing import Annotated

import typer

from cli.audience import Roles, Units
from cli.misuse import MisuseError
from cli.settings import read_settings
from cli.wiring import Library, find_missing_references, open_library
from corpus.audiences import audience_of
from corpus.citations import Level
from corpus.documents import Document, ReadDocument, Role
from corpus.forgetting import forget as erase
from corpus.known import is_used
from corpus.originals import Originals
from corpus.pending import Pending, find_pending, list_pending, pending_ids
from corpus.pending import discard as drop
from corpus.pending import publish as make_public
from corpus.stored import Outcome

_By = Annotated[str | None, typer.Option("--by", help="Tên người làm, ghi vào nhật ký.")]
_PendingIds = Annotated[
    list[str] | None, typer.Argument(help="Mã văn bản đang chờ, như «dunghan pending» liệt kê.")
]
_UNSAID = "không ghi"


def pending() -> None:
    """Liệt kê các văn bản đã đọc và đang chờ công bố.

    Ví dụ:  dunghan pending
    """
    with open_library(read_settings()) as library:
        waiting = list_pending(library.store)
    for waits in waiting:
        typer.echo(describe_pending(waits))
    typer.echo(f"{len(waiting)} văn bản đang chờ công bố.", err=True)


def publish(
    ids: _PendingIds = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Tất cả văn bản đang chờ.")] = False,
    by: _By = None,
    role: Roles = None,
    unit: Units = None,
) -> None:
    """Công bố văn bản đang chờ: từ lúc này văn bản được dùng để trả lời.

    Ví dụ:  dunghan publish 15-2026-qd-ubnd --by "Lê Thị Hoa"
            dunghan publish 27-kh-ubnd --role lanh_dao --unit "Phòng Nội vụ"
    """
    audience = audience_of(unit or (), role or ()) if unit or role else None
    if audience is not None and audience.is_everybody:
        raise MisuseError("publish", "tên đơn vị sau --unit")
    with open_library(read_settings()) as library:
        for pending_id in _wanted("publish", library, ids, everything=everything):
            stored = make_public(library.store, pending_id, by, audience)
            seen = f" Chỉ cho xem: {audience.words}." if audience else ""
            typer.echo(f"Đã công bố {stored.document_id}.{seen}")
        find_missing_references(library.store)  # what waited kept none
        library.index.refresh()


def discard(
    ids: _PendingIds = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Tất cả văn bản đang chờ.")] = False,
    by: _By = None,
) -> None:
    """Bỏ văn bản đang chờ, không công bố.

    Ví dụ:  dunghan discard 15-2026-qd-ubnd
    """
    settings = read_settings()
    with open_library(settings) as library:
        for pending_id in _wanted("discard", library, ids, everything=everything):
            sha256 = drop(library.store, pending_id, by)
            if not is_used(library.store, sha256):
                Originals(settings.files_home).remove(sha256)
            typer.echo(f"Đã bỏ {pending_id}.")


def forget(
    document_id: Annotated[str, typer.Argument(help="Mã văn bản, như «dunghan show» liệt kê.")],
    by: _By = None,
    *,
    sure: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
) -> None:
    """Xóa hẳn một văn bản lẽ ra không được nạp: mọi bản trong kho và tệp gốc. Không lấy lại được.

    Ví dụ:  dunghan forget 27-kh-ubnd --by "Lê Thị Hoa"
    """
    settings = read_settings()
    with open_library(settings) as library:
        title = library.store.document(document_id).title
        if not sure:
            typer.confirm(f"Xóa hẳn «{title}», không lấy lại được?", abort=True, err=True)
        files = erase(library.store, document_id, by)
        library.index.refresh()
        library.index.drop_earlier()  # the paper is in it
        for sha256 in files:
            if not is_used(library.store, sha256):
                Originals(settings.files_home).remove(sha256)
    typer.echo(f"Đã xóa hẳn {document_id} và {len(files)} tệp gốc.")


def describe_pending(waits: Pending) -> str:
    """The preview of a paper, on several lines: what it is, what it replaces, what is in doubt."""
    document = waits.read.document
    rows = (
        ("số", document.number),
        ("loại", document.kind),
        ("ngày ký", day_words(document)),
        ("cơ quan ban hành", document.issuer),
        ("trích yếu", document.subject),
        ("nội dung", parts_words(waits.read)),
        ("khi công bố", foreseen_words(waits)),
        ("người nạp", waits.who),
    )
    lines = [f"{waits.id} ({document.source}, đọc lúc {waits.read_at:%H:%M %d/%m/%Y})"]
    lines += [f"    {name}: {value or _UNSAID}" for name, value in rows if value or name in _MUST]
    lines += [f"    cần xem lại: {note.text}" for note in waits.read.notes if note.doubtful]
    return "\n".join(lines)


_MUST = frozenset({"số", "loại", "ngày ký", "cơ quan ban hành", "trích yếu"})


def day_words(document: Document) -> str | None:
    """The day of signing; None where the paper says none."""
    return f"{document.signed_on:%d/%m/%Y}" if document.signed_on else document.signed_as_written


def parts_words(read: ReadDocument) -> str:
    """How many pages, articles, passages, tables."""
    steps = {
        passage.citation.steps[: place + 1]
        for passage in read.passages
        for place, step in enumerate(passage.citation.steps)
        if step.level is Level.ARTICLE
    }
    tables = sum(
        1
        for before, passage in zip((None, *read.passages), read.passages, strict=False)
        if passage.role is Role.TABLE and (before is None or before.role is not Role.TABLE)
    )
    counts = (
        (read.document.page_count, "trang"),
        (len(steps), "điều"),
        (len(read.passages), "đoạn"),
        (tables, "bảng"),
    )
    return ", ".join(f"{count} {name}" for count, name in counts if count)


def foreseen_words(waits: Pending) -> str:
    """What publishing would come to."""
    if waits.foreseen.outcome is Outcome.REVISED:
        return f"là bản mới của {waits.foreseen.document_id}"
    if waits.foreseen.outcome is Outcome.SAME:
        return f"không đổi gì, đã có ở {waits.foreseen.document_id}"
    return "là văn bản mới"


def _wanted(
    command: str, library: Library, ids: list[str] | None, *, everything: bool
) -> tuple[str, ...]:
    """The ids named, each of which waits; or all that wait."""
    if bool(ids) == everything:
        raise MisuseError(command, "mã các văn bản đang chờ, hoặc --all")
    if everything:
        return pending_ids(library.store)
    return tuple(find_pending(library.store, pending_id).id for pending_id in ids or ())
