"""The document's text laid end to end, and its passages without gap or overlap."""

from dataclasses import dataclass

from corpus.citations import Citation
from corpus.documents import Passage
from ingest.outline import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole text, where its pages begin in it, and the places of the passages."""

    text: str
    page_starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # of each node, end exclusive


def lay_out(nodes: list[Node], page_count: int) -> Layout:
    """Lay the nodes' paragraphs one per line; a line's end belongs to the passage before it."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    begins: dict[int, int] = {}
    offset = 0
    for node in nodes:
        start = offset
        for paragraph in node.paragraphs:
            for inside, page in paragraph.pages:
                begins.setdefault(page, offset + inside)
            pieces.append(paragraph.text + "\n")
            offset += len(paragraph.text) + 1
        spans.append((start, offset))
    return Layout(
        text="".join(pieces), page_starts=_starts(begins, page_count, offset), spans=tuple(spans)
    )


def _starts(begins: dict[int, int], page_count: int, end: int) -> tuple[int, ...]:
    """Where each page begins; never backwards, although footnotes move behind their text."""
    starts: list[int] = []
    following = end
    for page in range(page_count, 0, -1):
        following = min(begins.get(page, following), following)
        starts.append(following)
    starts.reverse()
    if starts:
        starts[0] = 0
    return tuple(starts)


def cut_passages(document_id: str, nodes: list[Node], layout: Layout) -> tuple[Passage, ...]:
    """The passages of the nodes, in order."""
    return tuple(
        Passage(
            citation=Citation(document_id=document_id, steps=node.steps),
            role=node.role,
            trail=node.trail,
            heads=node.heads,
            carried=node.carried,
            text=layout.text[start:end],
            start=start,
            end=end,
            first_page=min(paragraph.first_page for paragraph in node.paragraphs),
            last_page=max(paragraph.last_page for paragraph in node.paragraphs),
        )
        for node, (start, end) in zip(nodes, layout.spans, strict=True)
    )
