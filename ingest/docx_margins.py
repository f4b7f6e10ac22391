"""Headers and footers of a Word file: a letterhead among them is text, the rest is set apart."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.docx_inline import all_words, field_codes
from ingest.docx_package import Package, R, W
from ingest.left_out import Report, Why
from ingest.lines import Kind, Line
from ingest.markup import Element

_LETTERHEAD = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN")
_PAGE_FIELD = re.compile(r"\b(?:NUMPAGES|SECTIONPAGES|PAGE)\b", re.IGNORECASE)
_AROUND_NUMBER = re.compile(r"(?:trang|page|of)\b|[\d\s/|.–—-]", re.IGNORECASE)
_ORDER = ("first", "default", "even")


def margin_parts(package: Package, of: str) -> list[Element]:
    """The headers or footers that the sections use, each once, that of the first page first."""
    used: dict[str, int] = {}
    for reference in package.body.iter(f"{W}{of}Reference"):
        relation = package.relations.get(str(reference.get(f"{R}id")))
        kind = str(reference.get(f"{W}type"))
        if relation is not None:
            used.setdefault(relation.target, _ORDER.index(kind) if kind in _ORDER else 9)
    parts = (package.part(name) for name in sorted(used, key=lambda name: used[name]))
    return [part for part in parts if part is not None]


def margin_lines(
    parts: list[Element], body: Element, read: Callable[[Element], Iterator[Line]]
) -> Iterator[Line]:
    """The lines of headers or footers, each text once.

    Those of a header that holds the letterhead, where the body has none, are text; all others
    are page marks.
    """
    has_letterhead = bool(_LETTERHEAD.search(all_words(body)))
    seen: set[str] = set()
    for part in parts:
        lines = [line for line in read(part) if line.text not in seen]
        seen |= {line.text for line in lines}
        is_letterhead = not has_letterhead and any(_LETTERHEAD.search(x.text) for x in lines)
        has_letterhead = has_letterhead or is_letterhead
        for line in lines:
            is_mark = not is_letterhead and line.kind is not Kind.FOOTNOTE
            yield replace(line, kind=Kind.PAGE_MARK, table=0, cells=()) if is_mark else line


def drop_page_numbers(part: Element, report: Report) -> None:
    """Take out the paragraphs that are nothing but a page's number."""
    codes = field_codes(part)
    for paragraph in list(part.iter(f"{W}p")):
        instructions = [str(e.get(f"{W}instr")) for e in paragraph.iter(f"{W}fldSimple")]
        instructions += [e.text or "" for e in paragraph.iter(f"{W}instrText")]
        shown = "".join(t.text or "" for t in paragraph.iter(f"{W}t") if t not in codes)
        if _PAGE_FIELD.search(" ".join(instructions)) and not _AROUND_NUMBER.sub("", shown):
            report.remove(Why.PAGE_NUMBER, shown)
            paragraph.getparent().remove(paragraph)
