"""A file becomes a document: bytes, lines, paragraphs, outline, passages."""

import hashlib
from collections import Counter
from pathlib import Path

from corpus.documents import Document, Note, ReadDocument
from corpus.text import UNREADABLE
from ingest.describe import Description, describe
from ingest.encodings.stage import decode_pages
from ingest.errors import EmptyFileError, SecretPaperError, TooLargeError
from ingest.footnotes import raise_number, raise_references, set_footnotes
from ingest.glued import part_glued
from ingest.letterhead import part_columns
from ingest.limits import MAX_PAGES
from ingest.lines import Kind, Pages
from ingest.markdown import is_markdown, strip_markdown
from ingest.markdown_notes import tie_notes
from ingest.markdown_tables import set_pipe_rows
from ingest.obligations import RULES, find_obligations
from ingest.outline import build_outline
from ingest.page_marks import set_page_marks
from ingest.paragraphs import Paragraph, join_lines
from ingest.passages import cut_passages, lay_out
from ingest.plain import decode, read_text
from ingest.references import find_references
from ingest.secrecy import is_secret
from ingest.slugs import document_id
from ingest.sniff import FileKind, read_bytes, readable_suffixes
from ingest.table_heads import set_heads
from ingest.zones import find_zones

__all__ = ["read_file", "readable_suffixes"]


def read_file(path: Path) -> ReadDocument:
    """The document of one file, with its passages and what was repaired or is in doubt.

    Raises:
        IngestError: the file can not be taken in; nothing of it is kept.
    """
    content, pages = read_pages(path)
    if not pages.lines:
        raise EmptyFileError(path)
    if pages.page_count > MAX_PAGES:
        raise TooLargeError(path, f"{pages.page_count} trang", f"{MAX_PAGES} trang")
    if is_secret(pages.lines):
        raise SecretPaperError(path)
    return build_document(path.name, content, pages)


def read_pages(path: Path) -> tuple[bytes, Pages]:
    """A file's bytes, and its lines in Unicode as its reader gives them.

    Raises:
        IngestError: the file can not be read.
    """
    kind, content = read_bytes(path)
    return content, decode_pages(_read_pages(path, kind, content))


def build_document(source: str, content: bytes, pages: Pages) -> ReadDocument:
    """The document that the printed lines of a file make.

    Args:
        source: the file's name.
        content: the file's bytes, for its sha256.
        pages: at least one line, as a reader gave them.
    """
    marked = set_heads(set_page_marks(pages))
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
    if kind is FileKind.HTML:
        from ingest.html import read_html  # noqa: PLC0415 -- lxml is not for --help

        return read_html(path, content)
    if kind is FileKind.OFFICE:
        from ingest.office import read_office  # noqa: PLC0415 -- nor are calamine and LibreOffice

        return read_office(path, content)
    if kind is FileKind.IMAGE:
        from ingest.images import read_image  # noqa: PLC0415 -- Pillow is not for --help

        return read_image(path, content)
    text = decode(path, content)
    pages = set_pipe_rows(read_text(path, text))
    return tie_notes(strip_markdown(pages)) if is_markdown(text) else pages


def _paragraphs(pages: Pages) -> list[Paragraph]:
    lines = part_columns(part_glued(pages.lines))
    # Where the file itself ties its notes to their marks there is nothing to look for.
    is_tied = any(line.kind is Kind.FOOTNOTE for line in lines)
    if not is_tied:
        lines = set_footnotes(lines, pages_known=pages.pages_known)
    paragraphs = join_lines(lines, find_zones(lines))
    if is_tied:
        return paragraphs
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
        addressees=found.addressees,
        recipients=found.recipients,
        legal_bases=found.legal_bases,
        effective_from=found.effective_from,
        urgency=found.urgency,
        scope=found.scope,
        copied_as=found.copied_as,
        is_draft=found.is_draft,
        source=source,
        sha256=sha256,
        page_count=pages.page_count,
        page_starts=layout.page_starts,
        text=layout.text,
        words=compound_words(layout.text),
    )
    passages = cut_passages(document.id, nodes, layout)
    return ReadDocument(
        document=document,
        passages=passages,
        notes=_notes(found, pages, paragraphs),
        references=find_references(document, passages),
        obligations=find_obligations(document, passages),
        obligation_rules=RULES,
    )


def _notes(found: Description, pages: Pages, paragraphs: list[Paragraph]) -> tuple[Note, ...]:
    notes = [*found.notes, *pages.notes, *_unreadable(pages)]
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


def _unreadable(pages: Pages) -> list[Note]:
    counts: Counter[int] = Counter()
    for line in pages.lines:
        counts[line.page] += line.text.count(UNREADABLE)
    return [
        Note(page=page, text=f"Trang {page} có {count} ký tự không đọc được.", doubtful=True)
        for page, count in sorted(counts.items())
        if count
    ]
