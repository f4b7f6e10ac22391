"""An embedder that makes the vectors of each passage once and keeps them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from index.embedding import Embedder, Vectors
from index.vector_cache import VectorCache

_DIGEST_BYTES = 16


class CachedEmbedder:
    """Gives the vectors of another embedder, rounded to half precision as the index keeps them.

    Rounded too when it is made anew, so that an index does not tell where a vector came from.
    """

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self._seen: set[bytes] | None = None  # None outside of a sweep
        self.reused = 0  # passages of the last sweep whose vectors were kept

    @property
    def name(self) -> str:
        """Of the other embedder."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Of the other embedder."""
        return self._embedder.dimension

    def embed_question(self, text: str) -> Vectors:
        """Of the other embedder: questions are not kept."""
        return self._embedder.embed_question(text)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Shape (len(texts), dimension), float32, rows of length 1 within 0.001."""
        digests = [_digest(text) for text in texts]
        by_digest = dict(zip(digests, texts, strict=True))
        known = self._cache.read(self.name, self.dimension, by_digest)
        missing = [digest for digest in by_digest if digest not in known]
        if missing:
            made = self._embedder.embed_passages([by_digest[digest] for digest in missing])
            fresh = dict(zip(missing, made.astype(np.float16).astype(np.float32), strict=True))
            self._cache.write(self.name, fresh)
            known |= fresh
        if self._seen is not None:
            self._seen.update(digests)
            self.reused += len(digests) - len(missing)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, digest in enumerate(digests):
            vectors[row] = known[digest]
        return vectors

    @contextmanager
    def sweep(self) -> Iterator[None]:
        """The whole library is embedded within; what was not is erased at the end.

        Nothing is erased where an error ends it.
        """
        self._seen, self.reused = set(), 0
        try:
            yield
            self._cache.keep_only(self.name, self._seen)
        finally:
            self._seen = None


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()
