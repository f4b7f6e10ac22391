"""A file becomes a document: bytes, lines, paragraphs, outline, passages."""

import hashlib
from pathlib import Path

from corpus.documents import Document, Note, ReadDocument
from ingest.describe import Description, describe
from ingest.errors import EmptyFileError, SecretPaperError, TooLargeError
from ingest.footnotes import raise_number, raise_references, set_footnotes
from ingest.limits import MAX_PAGES
from ingest.lines import Kind, Pages
from ingest.markdown import is_markdown, strip_markdown
from ingest.outline import build_outline
from ingest.page_marks import set_page_marks
from ingest.paragraphs import Paragraph, join_lines
from ingest.passages import cut_passages, lay_out
from ingest.plain import decode, read_text
from ingest.secrecy import is_secret
from ingest.slugs import document_id
from ingest.sniff import FileKind, read_bytes, readable_suffixes
from ingest.zones import find_zones, part_columns

__all__ = ["read_file", "readable_suffixes"]


def read_file(path: Path) -> ReadDocument:
    """The document of one file, with its passages and what was repaired or is in doubt.

    Raises:
        IngestError: the file can not be taken in; nothing of it is kept.
    """
    kind, content = read_bytes(path)
    pages = _read_pages(path, kind, content)
    if not pages.lines:
        raise EmptyFileError(path)
    if pages.page_count > MAX_PAGES:
        raise TooLargeError(path, f"{pages.page_count} trang", f"{MAX_PAGES} trang")
    if is_secret(pages.lines):
        raise SecretPaperError(path)
    return build_document(path.name, content, pages)


def build_document(source: str, content: bytes, pages: Pages) -> ReadDocument:
    """The document that the printed lines of a file make.

    Args:
        source: the file's name.
        content: the file's bytes, for its sha256.
        pages: at least one line, as a reader gave them.
    """
    marked = set_page_marks(pages)
    paragraphs = _paragraphs(marked)
    return _document(source, hashlib.sha256(content).hexdigest(), marked, paragraphs)


def _read_pages(path: Path, kind: FileKind, content: bytes) -> Pages:
    """The lines of a file. The parsers are heavy: the first file of theirs loads them."""
    if kind is FileKind.PDF:
        from ingest.pdf import read_pdf  # noqa: PLC0415 -- pypdf is not for --help

        return read_pdf(path, content)
    if kind is FileKind.DOCX:
        from ingest.docx import read_docx  # noqa: PLC0415 -- python-docx is not for --help

        return read_docx(path, content)
    if kind is FileKind.IMAGE:
        from ingest.images import read_image  # noqa: PLC0415 -- Pillow is not for --help

        return read_image(path, content)
    text = decode(path, content)
    pages = read_text(path, text)
    return strip_markdown(pages) if is_markdown(text) else pages


def _paragraphs(pages: Pages) -> list[Paragraph]:
    lines = set_footnotes(part_columns(pages.lines), pages_known=pages.pages_known)
    paragraphs = join_lines(lines, find_zones(lines))
    flow = [p for p in paragraphs if p.kind is not Kind.FOOTNOTE]
    notes = [p for p in paragraphs if p.kind is Kind.FOOTNOTE]
    texts = raise_references([p.text for p in flow], [p.footnote for p in notes])
    for paragraph, text in zip(flow, texts, strict=True):
        paragraph.text = text
    for note in notes:
        note.text = raise_number(note.text)
    return paragraphs


def _document(source: str, sha256: str, pages: Pages, paragraphs: list[Paragraph]) -> ReadDocument:
    # underthesea takes a second to load and is for no other command.
    from corpus.words import compound_words  # noqa: PLC0415

    found = describe(paragraphs)
    nodes = build_outline(paragraphs)
    layout = lay_out(nodes, pages.page_count)
    document = Document(
        id=document_id(
            number=found.number,
            kind=found.kind,
            subject=found.subject,
            source=source,
            sha256=sha256,
        ),
        number=found.number,
        kind=found.kind,
        subject=found.subject,
        issuer=found.issuer,
        place=found.place,
        signed_on=found.signed_on,
        signed_as_written=found.signed_as_written,
        signer=found.signer,
        signer_title=found.signer_title,
        recipients=found.recipients,
        legal_bases=found.legal_bases,
        effective_from=found.effective_from,
        source=source,
        sha256=sha256,
        page_count=pages.page_count,
        page_starts=layout.page_starts,
        text=layout.text,
        words=compound_words(layout.text),
    )
    return ReadDocument(
        document=document,
        passages=cut_passages(document.id, nodes, layout),
        notes=_notes(found, pages, paragraphs),
    )


def _notes(found: Description, pages: Pages, paragraphs: list[Paragraph]) -> tuple[Note, ...]:
    notes = [*found.notes, *pages.notes]
    if not pages.pages_known:
        notes.append(Note(page=None, text="Tệp không ghi chỗ sang trang: mọi đoạn ghi là trang 1."))
    moved = sum(1 for p in paragraphs if p.kind is Kind.FOOTNOTE)
    if moved:
        notes.append(
            Note(page=None, text=f"Đã chuyển {moved} chú thích ra sau đoạn có dấu chú thích.")
        )
    marks = sum(1 for p in paragraphs if p.kind is Kind.PAGE_MARK)
    if marks:
        notes.append(
            Note(page=None, text=f"Đã tách {marks} dòng số trang, đầu trang khỏi nội dung.")
        )
    return tuple(notes)
