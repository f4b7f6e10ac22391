"""What the tests of the index are made with: an embedder by word hashing, and small papers."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, ReadDocument, Role
from index.analyzer import syllables
from index.embedding import Vectors
from index.reranking import Scores

MORNING = datetime(2025, 9, 20, 1, 0, tzinfo=UTC)


class HashingEmbedder:
    """Each token adds 1 at a place that its checksum names; texts that share words are near."""

    def __init__(self, *, name: str = "hashing", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension

    def embed_passages(self, texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_question(text)
        return vectors

    def embed_question(self, text: str) -> Vectors:
        total = np.zeros(self.dimension, dtype=np.float32)
        for token in syllables(text):
            total[zlib.crc32(token.encode()) % self.dimension] += 1
        length = float(np.linalg.norm(total))
        return total / np.float32(length) if length else total


class BrokenEmbedder(HashingEmbedder):
    """Fails at the first passage, as a model does when the memory runs out."""

    def embed_passages(self, texts: list[str]) -> Vectors:
        raise MemoryError(f"no room for {len(texts)} texts")


@dataclass(frozen=True, slots=True)
class LengthScorer:
    """The longer a passage, the better it fits."""

    name: str = "length"

    def scores(self, _question: str, texts: list[str]) -> Scores:
        return np.asarray([len(text) for text in texts], dtype=np.float64)


def paper(
    document_id: str, *texts: str, sha256: str = "", number: str | None = None
) -> ReadDocument:
    """A paper of one page whose passages are `texts`; the last may be a page mark: "- 1 -"."""
    text = "".join(f"{each}\n" for each in texts)
    passages = []
    start = 0
    for label, each in enumerate(texts, start=1):
        end = start + len(each) + 1
        passages.append(
            Passage(
                citation=Citation(
                    document_id=document_id, steps=(Step(Level.PARAGRAPH, str(label)),)
                ),
                role=Role.PAGE_MARK if each.startswith("- ") else Role.BODY,
                trail=(),
                text=text[start:end],
                start=start,
                end=end,
                first_page=1,
                last_page=1,
            )
        )
        start = end
    document = Document(
        id=document_id,
        number=number,
        source=f"{document_id}.pdf",
        sha256=sha256 or f"{zlib.crc32(text.encode()):08x}",
        page_count=1,
        page_starts=(0,),
        text=text,
    )
    return ReadDocument(document=document, passages=tuple(passages))
