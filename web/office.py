"""What the pages of the library call; it may be a store or a test's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from answer.answers import Answer
from corpus.documents import Document, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Answers and papers. The calls may block."""

    ask: Callable[[str], Answer]
    list_documents: Callable[[], tuple[Document, ...]]
    read_document: Callable[[str], Document]
    read_passages: Callable[[str], tuple[Passage, ...]]
    health: Callable[[], Mapping[str, object]]
