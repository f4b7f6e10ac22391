"""What a paper cites and who cites it, in a few lines."""

from corpus.documents import Document
from corpus.number_query import written_number
from corpus.reference_store import ReferenceStore
from corpus.references import StoredReference
from corpus.validity import title_of

_SHOWN = 12


def reference_lines(references: ReferenceStore, document: Document) -> list[str]:
    """A line of what a paper cites, one of who cites it, and one for each doubt."""
    cited = references.of_document(document.id)
    others = [each for each in cited if not each.reference.target.is_self]
    named = dict.fromkeys(_named(each) for each in others)
    citing = references.to_number(document.number) if document.number else ()
    papers = dict.fromkeys(each.document_id for each in citing if each.document_id != document.id)
    doubts = dict.fromkeys(each.reference.doubt for each in others if each.reference.doubt)
    return [
        f"dẫn {len(named)} văn bản: {_short(list(named))}",
        f"được dẫn bởi {len(papers)} văn bản: {_short(list(papers))}",
        *(f"cần xem lại: {doubt}" for doubt in doubts),
    ]


def _named(each: StoredReference) -> str:
    target = each.reference.target
    if target.number:
        return written_number(target.number)
    year = f" năm {target.year}" if target.year else ""
    return title_of(target.name or "") + year


def _short(names: list[str]) -> str:
    if not names:
        return "không có"
    more = f" và {len(names) - _SHOWN} văn bản khác" if len(names) > _SHOWN else ""
    return "; ".join(names[:_SHOWN]) + more
